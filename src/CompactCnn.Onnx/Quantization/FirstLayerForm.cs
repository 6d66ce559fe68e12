namespace CompactCnn;

/// <summary>Whether the convolutions that read the image are of integers.</summary>
public enum FirstLayerForm
{
    /// <summary>
    /// Float where only convolutions read what it makes: it costs little there and is the layer that loses most. Integer
    /// elsewhere: in front of a pool or a residual block a float layer takes half of the gain away.
    /// </summary>
    Automatic,

    /// <summary>Always of integers.</summary>
    Integer,

    /// <summary>Always float.</summary>
    Float,
}
