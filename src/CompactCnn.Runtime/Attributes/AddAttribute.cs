namespace CompactCnn;

/// <summary>
/// Adds the outputs of named layers to the one before, element by element. Their channels are tied from then on: each is
/// kept or dropped in all of them.
/// </summary>
/// <param name="others">Names of the layers, declared before, whose outputs are added.</param>
public sealed class AddAttribute(params string[] others) : LayerAttribute
{
    /// <summary>Names of the layers whose outputs are added.</summary>
    public IReadOnlyList<string> Others { get; } = others;

    /// <summary>Whether the tie is reported. Default <see cref="CompactCnn.Coupling.Warn"/>.</summary>
    public Coupling Coupling { get; set; }

    /// <summary>The activation after the addition. Default <see cref="CompactCnn.Activation.None"/>.</summary>
    public Activation Activation { get; set; }
}

/// <summary>What is said where an addition ties channels that a selection would otherwise choose independently.</summary>
public enum Coupling
{
    /// <summary>A warning says which layers are tied.</summary>
    Warn,

    /// <summary>The tie is meant: the layers share one choice.</summary>
    Shared,
}
