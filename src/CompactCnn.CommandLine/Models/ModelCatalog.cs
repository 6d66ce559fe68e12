namespace CompactCnn.CommandLine;

/// <summary>The models that a program's commands know by name.</summary>
/// <param name="models">Every model, in the order in which to show them.</param>
internal sealed class ModelCatalog(IReadOnlyList<ZooModel> models)
{
    /// <summary>Every model, in the order in which to show them.</summary>
    public IReadOnlyList<ZooModel> Models { get; } = models;

    /// <summary>Every model's name.</summary>
    public IReadOnlyList<string> Names { get; } = [.. models.Select(model => model.Name)];

    /// <summary>The model whose class a file names, or null.</summary>
    public ZooModel? OfClass(string name) => Models.FirstOrDefault(model => model.Graph.Name == name);

    /// <summary>The model of a name, or null.</summary>
    public ZooModel? Find(string name) => Models.FirstOrDefault(model => model.Name == name);
}
