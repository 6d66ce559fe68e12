namespace CompactCnn;

/// <summary>
/// A DenseNet block (Huang et al., CVPR 2017): each layer reads the outputs of all before it, through a norm of its own,
/// and appends a few channels. Its members are called <c>DenseBlock1Layer1Norm1</c>, <c>DenseBlock1Layer1Conv1</c>, ...
/// </summary>
/// <param name="layers">How many layers it has.</param>
/// <param name="growth">Channels that each layer appends.</param>
public sealed class DenseBlockAttribute(int layers, int growth) : LayerAttribute
{
    /// <summary>How many layers it has.</summary>
    public int Layers { get; } = layers;

    /// <summary>Channels that each layer appends.</summary>
    public int Growth { get; } = growth;

    /// <summary>Whether a 1x1 convolution to four times the growth comes before each 3x3 one (DenseNet-BC). Default false.</summary>
    public bool Bottleneck { get; set; }
}

/// <summary>What lies between two dense blocks: a norm, a 1x1 convolution, and the mean over 2x2 windows.</summary>
/// <param name="compression">The fraction of its input channels that it makes, above 0 and at most 1.</param>
public sealed class TransitionAttribute(double compression) : LayerAttribute
{
    /// <summary>The fraction of its input channels that it makes.</summary>
    public double Compression { get; } = compression;
}
