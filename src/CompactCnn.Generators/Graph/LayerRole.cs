namespace CompactCnn.Generators.Graph;

/// <summary>What a layer is to the model.</summary>
/// <param name="IsClassifier">Its channels are the classes.</param>
/// <param name="IsLast">Its output is the model's.</param>
internal readonly record struct LayerRole(bool IsClassifier, bool IsLast);
