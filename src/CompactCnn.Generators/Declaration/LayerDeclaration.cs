namespace CompactCnn.Generators.Declaration;

/// <summary>
/// One layer attribute as it was written: values are copied and not judged. What may be absent and then depends on
/// something else is null.
/// </summary>
/// <param name="Name">The stated name, or null.</param>
internal abstract record LayerDeclaration(string? Name)
{
    /// <summary>Name of the layer that it reads, or null for the one before.</summary>
    public string? From { get; init; }

    /// <summary>What automatic names begin with.</summary>
    public abstract string Kind { get; }
}

/// <summary>A layer that joins what it reads with the outputs of others.</summary>
/// <param name="Name">The stated name, or null.</param>
/// <param name="Others">Names of the other layers.</param>
internal abstract record JoiningDeclaration(string? Name, EquatableArray<string> Others) : LayerDeclaration(Name);

/// <summary><c>[Conv]</c>.</summary>
internal sealed record ConvDeclaration(
    string? Name,
    int OutChannels,
    Sides Kernel,
    Sides Stride,
    OptionalSides Padding,
    Sides Dilation,
    int Groups,
    NormKind Norm,
    ActivationKind Activation,
    bool? Bias,
    bool Prunable)
    : LayerDeclaration(Name)
{
    /// <inheritdoc/>
    public override string Kind => "Conv";
}

/// <summary><c>[DepthwiseConv]</c>.</summary>
internal sealed record DepthwiseConvDeclaration(
    string? Name,
    Sides Kernel,
    Sides Stride,
    OptionalSides Padding,
    Sides Dilation,
    NormKind Norm,
    ActivationKind Activation,
    bool? Bias,
    bool Prunable)
    : LayerDeclaration(Name)
{
    /// <inheritdoc/>
    public override string Kind => "DepthwiseConv";
}

/// <summary><c>[Add]</c>.</summary>
internal sealed record AddDeclaration(string? Name, EquatableArray<string> Others, CouplingKind Coupling, ActivationKind Activation)
    : JoiningDeclaration(Name, Others)
{
    /// <inheritdoc/>
    public override string Kind => "Add";
}

/// <summary><c>[Concat]</c>.</summary>
internal sealed record ConcatDeclaration(string? Name, EquatableArray<string> Others) : JoiningDeclaration(Name, Others)
{
    /// <inheritdoc/>
    public override string Kind => "Concat";
}

/// <summary><c>[Multiply]</c>.</summary>
internal sealed record MultiplyDeclaration(string? Name, EquatableArray<string> Others) : JoiningDeclaration(Name, Others)
{
    /// <inheritdoc/>
    public override string Kind => "Multiply";
}

/// <summary><c>[Slice]</c>.</summary>
internal sealed record SliceDeclaration(string? Name, int Part, int Parts) : LayerDeclaration(Name)
{
    /// <inheritdoc/>
    public override string Kind => "Slice";
}

/// <summary><c>[ChannelShuffle]</c>.</summary>
internal sealed record ChannelShuffleDeclaration(string? Name, int Groups) : LayerDeclaration(Name)
{
    /// <inheritdoc/>
    public override string Kind => "ChannelShuffle";
}

/// <summary><c>[Pool]</c>.</summary>
internal sealed record PoolDeclaration(string? Name, PoolKind Pooling, Sides Kernel, OptionalSides Stride, Sides Padding, bool Ceil = false)
    : LayerDeclaration(Name)
{
    /// <inheritdoc/>
    public override string Kind => "Pool";
}

/// <summary><c>[GlobalPool]</c>.</summary>
internal sealed record GlobalPoolDeclaration(string? Name) : LayerDeclaration(Name)
{
    /// <inheritdoc/>
    public override string Kind => "GlobalPool";
}

/// <summary><c>[AdaptivePool]</c>.</summary>
internal sealed record AdaptivePoolDeclaration(string? Name, Sides Output) : LayerDeclaration(Name)
{
    /// <inheritdoc/>
    public override string Kind => "AdaptivePool";
}

/// <summary><c>[Linear]</c>. Whether it is the classifier is not known here, nor then what an absent option means.</summary>
internal sealed record LinearDeclaration(
    string? Name,
    int OutFeatures,
    NormKind? Norm,
    ActivationKind? Activation,
    bool? Bias,
    bool? Prunable)
    : LayerDeclaration(Name)
{
    /// <inheritdoc/>
    public override string Kind => "Linear";
}

/// <summary><c>[Dropout]</c>, <c>[DropoutChannels]</c>, <c>[StochasticDepth]</c>.</summary>
internal sealed record DropoutDeclaration(string? Name, double Probability, DropoutKind Of = DropoutKind.Elements) : LayerDeclaration(Name)
{
    /// <inheritdoc/>
    public override string Kind => Of switch
    {
        DropoutKind.Channels => "DropoutChannels",
        DropoutKind.Images => "StochasticDepth",
        _ => "Dropout",
    };
}

/// <summary><c>[PReLU]</c>.</summary>
internal sealed record PReLUDeclaration(string? Name, double Initial) : LayerDeclaration(Name)
{
    /// <inheritdoc/>
    public override string Kind => "Prelu";
}

/// <summary><c>[LayerScale]</c>.</summary>
internal sealed record LayerScaleDeclaration(string? Name, double Initial) : LayerDeclaration(Name)
{
    /// <inheritdoc/>
    public override string Kind => "LayerScale";
}

/// <summary><c>[Norm]</c>.</summary>
/// <param name="Name">The stated name, or null.</param>
/// <param name="Activation">Inside of blocks, the activation that belongs to it.</param>
internal sealed record NormDeclaration(string? Name, ActivationKind Activation = ActivationKind.None) : LayerDeclaration(Name)
{
    /// <inheritdoc/>
    public override string Kind => "Norm";
}

/// <summary><c>[Activate]</c>.</summary>
internal sealed record ActivateDeclaration(string? Name, ActivationKind Activation) : LayerDeclaration(Name)
{
    /// <inheritdoc/>
    public override string Kind => "Activate";
}

/// <summary>An attribute that derives from <c>LayerAttribute</c> and is none of this language's.</summary>
/// <param name="Name">The stated name, or null.</param>
/// <param name="Attribute">Name of the attribute's class.</param>
internal sealed record UnknownDeclaration(string? Name, string Attribute) : LayerDeclaration(Name)
{
    /// <inheritdoc/>
    public override string Kind => Attribute;
}
