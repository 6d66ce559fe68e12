namespace CompactCnn;

/// <summary>
/// A fully connected layer; it flattens what it is given. The last one is the classifier: no norm, no activation, and
/// its outputs are never dropped.
/// </summary>
/// <param name="outFeatures">Output features (1 or more); of the classifier, the number of classes.</param>
public sealed class LinearAttribute(int outFeatures) : LayerAttribute
{
    /// <summary>Output features.</summary>
    public int OutFeatures { get; } = outFeatures;

    /// <summary>The norm after a hidden layer. Default <see cref="CompactCnn.Norm.None"/>.</summary>
    public Norm Norm { get; set; } = Norm.None;

    /// <summary>The activation of a hidden layer. Default <see cref="CompactCnn.Activation.ReLU"/>.</summary>
    public Activation Activation { get; set; } = Activation.ReLU;

    /// <summary>Whether the layer has a bias. Absent: only where no norm follows.</summary>
    public bool Bias { get; set; }

    /// <summary>Whether units of this hidden layer may be dropped. Default true.</summary>
    public bool Prunable { get; set; } = true;
}
