namespace CompactCnn.Generators.Declaration;

/// <summary>The run-time library's <c>Norm</c>, value by value.</summary>
internal enum NormKind
{
    None,
    Batch,
}

/// <summary>The run-time library's <c>Activation</c>, value by value.</summary>
internal enum ActivationKind
{
    None,
    ReLU,
    ReLU6,
    LeakyReLU,
    SiLU,
    HardSwish,
    Sigmoid,
    HardSigmoid,
    Tanh,
    GELU,
    Mish,
    ELU,
}

/// <summary>The run-time library's <c>Coupling</c>, value by value.</summary>
internal enum CouplingKind
{
    Warn,
    Shared,
}

/// <summary>The run-time library's <c>SqueezeOf</c>, value by value.</summary>
internal enum SqueezeOfKind
{
    Input,
    Inner,
}

/// <summary>The run-time library's <c>DropoutOf</c>, value by value.</summary>
internal enum DropoutKind
{
    Elements,
    Channels,
    Images,
}

/// <summary>The run-time library's <c>PoolKind</c>, value by value.</summary>
internal enum PoolKind
{
    Max,
    Average,
}
