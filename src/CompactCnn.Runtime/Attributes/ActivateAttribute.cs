namespace CompactCnn;

/// <summary>A stand-alone activation, for networks that activate before a convolution.</summary>
/// <param name="kind">The activation; <see cref="Activation.None"/> is an error.</param>
public sealed class ActivateAttribute(Activation kind) : LayerAttribute
{
    /// <summary>The activation.</summary>
    public Activation Kind { get; } = kind;
}

/// <summary>Activations, as PyTorch defines them.</summary>
public enum Activation
{
    /// <summary>No activation.</summary>
    None,

    /// <summary><c>max(x, 0)</c>.</summary>
    ReLU,

    /// <summary><c>min(max(x, 0), 6)</c>.</summary>
    ReLU6,

    /// <summary><c>x</c> where positive, <c>0.01 x</c> elsewhere.</summary>
    LeakyReLU,

    /// <summary><c>x sigmoid(x)</c>.</summary>
    SiLU,

    /// <summary><c>x min(max(x + 3, 0), 6) / 6</c>.</summary>
    HardSwish,

    /// <summary><c>1 / (1 + exp(-x))</c>.</summary>
    Sigmoid,

    /// <summary><c>min(max(x + 3, 0), 6) / 6</c>.</summary>
    HardSigmoid,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary><c>x P(z &lt; x)</c> for a standard normal z, exactly (by the error function).</summary>
    GELU,

    /// <summary><c>x tanh(log(1 + exp(x)))</c>.</summary>
    Mish,

    /// <summary><c>x</c> where positive, <c>exp(x) - 1</c> elsewhere.</summary>
    ELU,
}
