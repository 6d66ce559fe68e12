namespace CompactCnn.Generators.Declaration;

/// <summary>A composite block, taken apart in the graph.</summary>
/// <param name="Name">The stated name, or null.</param>
/// <param name="Repeat">How many such blocks follow each other.</param>
internal abstract record BlockDeclaration(string? Name, int Repeat) : LayerDeclaration(Name)
{
    /// <summary>More blocks or layers of a block than any network has; what is above is refused.</summary>
    public const int Most = 1000;

    /// <inheritdoc/>
    public override string Kind => "Block";

    /// <summary>What messages call it: its attribute, or its class.</summary>
    public abstract string Title { get; }

    /// <summary>The blocks that it stands for, within reason whatever was written.</summary>
    public int Units => Math.Min(Math.Max(Repeat, 1), Most);
}

/// <summary><c>[Block]</c>: a block of the user's own.</summary>
/// <param name="Name">The stated name, or null.</param>
/// <param name="Type">Name of the class that declares it.</param>
/// <param name="Members">Its layers; none where there is a fault.</param>
/// <param name="Fault">What is wrong with the class.</param>
/// <param name="Repeat">How many such blocks follow each other.</param>
internal sealed record OwnBlockDeclaration(string? Name, string Type, EquatableArray<LayerDeclaration> Members, BlockFault Fault, int Repeat)
    : BlockDeclaration(Name, Repeat)
{
    /// <inheritdoc/>
    public override string Title => Type;
}

/// <summary>Why a class cannot be used as a block.</summary>
internal enum BlockFault
{
    None,
    NoClass,
    NotInSource,
    NoMarker,
    SeveralParts,
    ContainsItself,
    NestedTooDeep,
}

/// <summary><c>[BasicBlock]</c>.</summary>
internal sealed record BasicBlockDeclaration(
    string? Name, int OutChannels, int Stride, int Repeat, int Expansion, CouplingKind Coupling, bool Prunable)
    : BlockDeclaration(Name, Repeat)
{
    /// <inheritdoc/>
    public override string Title => "BasicBlock";

    /// <summary>Probability that an image takes the shortcut alone.</summary>
    public double StochasticDepth { get; init; }
}

/// <summary><c>[Bottleneck]</c>.</summary>
internal sealed record BottleneckDeclaration(
    string? Name, int OutChannels, int Stride, int Repeat, int Expansion, CouplingKind Coupling, bool Prunable)
    : BlockDeclaration(Name, Repeat)
{
    /// <inheritdoc/>
    public override string Title => "Bottleneck";

    /// <summary>Probability that an image takes the shortcut alone.</summary>
    public double StochasticDepth { get; init; }

    /// <summary>Convolution groups of the 3x3 convolution, where they are stated.</summary>
    public int? Groups { get; init; }

    /// <summary>Channels of each of them, where these are stated.</summary>
    public int? GroupWidth { get; init; }

    /// <summary>The squeeze-and-excite behind it; null where there is none.</summary>
    public SqueezeDeclaration? Squeeze { get; init; }

    /// <summary>Channels between the 1x1 convolutions.</summary>
    public int Inner => OutChannels / Expansion;

    /// <summary>Convolution groups, stated in either way.</summary>
    public int ConvolutionGroups => GroupWidth is { } width ? Inner / width : Groups ?? 1;
}

/// <summary><c>[InvertedResidual]</c>.</summary>
internal sealed record InvertedResidualDeclaration(
    string? Name, int OutChannels, int Expansion, int Stride, int Repeat, CouplingKind Coupling, bool Prunable)
    : BlockDeclaration(Name, Repeat)
{
    /// <inheritdoc/>
    public override string Title => "InvertedResidual";

    /// <summary>Probability that an image takes the shortcut alone.</summary>
    public double StochasticDepth { get; init; }

    /// <summary>Channels inside, where they are stated.</summary>
    public int? Expanded { get; init; }

    /// <summary>Height and width of the depthwise convolution's kernel.</summary>
    public int Kernel { get; init; } = 3;

    /// <summary>The activation behind the first two convolutions.</summary>
    public ActivationKind Activation { get; init; } = ActivationKind.ReLU6;

    /// <summary>The squeeze-and-excite behind the depthwise convolution; null where there is none.</summary>
    public SqueezeDeclaration? Squeeze { get; init; }
}

/// <summary><c>[Fire]</c>.</summary>
internal sealed record FireDeclaration(string? Name, int OutChannels, int Squeeze, NormKind Norm, int Repeat) : BlockDeclaration(Name, Repeat)
{
    /// <inheritdoc/>
    public override string Title => "Fire";
}

/// <summary><c>[SqueezeExcite]</c>.</summary>
/// <param name="Name">The stated name, or null.</param>
/// <param name="Squeeze">What was stated.</param>
internal sealed record SqueezeExciteDeclaration(string? Name, SqueezeDeclaration Squeeze) : BlockDeclaration(Name, Repeat: 1)
{
    /// <inheritdoc/>
    public override string Kind => "SqueezeExcite";

    /// <inheritdoc/>
    public override string Title => Kind;
}

/// <summary><c>[ShuffleUnit]</c>.</summary>
internal sealed record ShuffleUnitDeclaration(string? Name, int OutChannels, int Stride, int Repeat) : BlockDeclaration(Name, Repeat)
{
    /// <inheritdoc/>
    public override string Title => "ShuffleUnit";
}

/// <summary><c>[DenseBlock]</c>.</summary>
internal sealed record DenseBlockDeclaration(string? Name, int Layers, int Growth, bool Bottleneck) : BlockDeclaration(Name, Repeat: 1)
{
    /// <inheritdoc/>
    public override string Kind => "DenseBlock";

    /// <inheritdoc/>
    public override string Title => Kind;
}

/// <summary><c>[Transition]</c>.</summary>
internal sealed record TransitionDeclaration(string? Name, double Compression) : BlockDeclaration(Name, Repeat: 1)
{
    /// <inheritdoc/>
    public override string Kind => "Transition";

    /// <inheritdoc/>
    public override string Title => Kind;
}
