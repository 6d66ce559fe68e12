using System.Collections.Immutable;
using System.Globalization;
using static System.FormattableString;

namespace CompactCnn;

/// <summary>
/// One primitive operation of a network, in execution order. Export, folding of norms and generic commands read these
/// instead of tracing the network.
/// </summary>
/// <param name="Name">Name of the layer's property, or of the declared layer with a suffix where there is no property.</param>
/// <param name="Inputs">Indices of the operations whose outputs are read; <see cref="ModelInput"/> is the image.</param>
/// <param name="Output">Layout of the output channels.</param>
/// <param name="Height">Height of the output; 1 where flattened.</param>
/// <param name="Width">Width of the output; 1 where flattened.</param>
public abstract record Operation(string Name, ImmutableArray<int> Inputs, ChannelLayout Output, int Height, int Width)
{
    /// <summary>The index that stands for the model's input.</summary>
    public const int ModelInput = -1;

    /// <summary>The operation's parameters and buffers; empty if it has none.</summary>
    public ImmutableArray<TensorLayout> Tensors { get; init; } = [];

    /// <summary>What it is, with every option, in words: files record them, so that another declaration is known by them.</summary>
    private protected abstract string Does { get; }

    /// <summary>The operation in words: its name, what it does, and of what to what.</summary>
    public sealed override string ToString() => $"{Name}: {Does}, {Output.FullWidth}x{Height}x{Width}";

    /// <summary>The operation in words, with the names of what it reads and of the groups that its channels belong to.</summary>
    /// <param name="operations">The operations that it is one of.</param>
    /// <param name="groups">The model's groups.</param>
    internal string Describe(ImmutableArray<Operation> operations, ImmutableArray<ChannelGroup> groups)
    {
        string inputs = string.Join(", ", Inputs.Select(input => input == ModelInput ? "the image" : operations[input].Name));
        string output = string.Join(" and ", Output.Segments.Select(segment => segment.Describe(groups)));
        string bias = this is not BatchNormOperation && Tensors.Length > 1 ? ", bias" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Name}: {Does}{bias} of {inputs}, gives {output} x {Height} x {Width}");
    }
}

/// <summary>A two-dimensional convolution.</summary>
/// <inheritdoc cref="Operation" path="/param"/>
public sealed record ConvolutionOperation(string Name, ImmutableArray<int> Inputs, ChannelLayout Output, int Height, int Width)
    : Operation(Name, Inputs, Output, Height, Width)
{
    /// <summary>Convolution groups; 1 where each output channel reads every input channel.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Height and width of the kernel.</summary>
    public required Size2d Kernel { get; init; }

    /// <summary>Distance between windows.</summary>
    public required Size2d Stride { get; init; }

    /// <summary>Zeros above and below, and on the left and the right.</summary>
    public required Size2d Padding { get; init; }

    /// <summary>Distance between kernel elements.</summary>
    public required Size2d Dilation { get; init; }

    private protected override string Does => Invariant($"convolution, kernel {Kernel}, stride {Stride}, padding {Padding}, dilation {Dilation}, groups {Groups}");
}

/// <summary>A convolution of one filter for each channel; the channels it makes are those that it reads.</summary>
/// <inheritdoc cref="Operation" path="/param"/>
public sealed record DepthwiseConvolutionOperation(string Name, ImmutableArray<int> Inputs, ChannelLayout Output, int Height, int Width)
    : Operation(Name, Inputs, Output, Height, Width)
{
    /// <summary>Height and width of the kernel.</summary>
    public required Size2d Kernel { get; init; }

    /// <summary>Distance between windows.</summary>
    public required Size2d Stride { get; init; }

    /// <summary>Zeros above and below, and on the left and the right.</summary>
    public required Size2d Padding { get; init; }

    /// <summary>Distance between kernel elements.</summary>
    public required Size2d Dilation { get; init; }

    private protected override string Does => Invariant($"depthwise convolution, kernel {Kernel}, stride {Stride}, padding {Padding}, dilation {Dilation}");
}

/// <summary>The sum of its inputs, element by element.</summary>
/// <inheritdoc cref="Operation" path="/param"/>
public sealed record AddOperation(string Name, ImmutableArray<int> Inputs, ChannelLayout Output, int Height, int Width)
    : Operation(Name, Inputs, Output, Height, Width)
{
    private protected override string Does => "sum";
}

/// <summary>The product of two inputs, element by element; the second one may be one number for each channel.</summary>
/// <inheritdoc cref="Operation" path="/param"/>
public sealed record MultiplyOperation(string Name, ImmutableArray<int> Inputs, ChannelLayout Output, int Height, int Width)
    : Operation(Name, Inputs, Output, Height, Width)
{
    private protected override string Does => "product";
}

/// <summary>The channels of its inputs, one behind the other.</summary>
/// <inheritdoc cref="Operation" path="/param"/>
public sealed record ConcatOperation(string Name, ImmutableArray<int> Inputs, ChannelLayout Output, int Height, int Width)
    : Operation(Name, Inputs, Output, Height, Width)
{
    private protected override string Does => "concatenation";
}

/// <summary>Consecutive channels of those that it reads.</summary>
/// <inheritdoc cref="Operation" path="/param"/>
public sealed record SliceOperation(string Name, ImmutableArray<int> Inputs, ChannelLayout Output, int Height, int Width)
    : Operation(Name, Inputs, Output, Height, Width)
{
    /// <summary>Layout of the channels before those that it takes.</summary>
    public required ChannelLayout Skipped { get; init; }

    private protected override string Does => Invariant($"channels behind {Skipped.FullWidth}");
}

/// <summary>The channels that it reads in another order: the first ones of all groups, then the second ones, and so on.</summary>
/// <inheritdoc cref="Operation" path="/param"/>
public sealed record ChannelShuffleOperation(string Name, ImmutableArray<int> Inputs, ChannelLayout Output, int Height, int Width)
    : Operation(Name, Inputs, Output, Height, Width)
{
    /// <summary>Equal parts of the channels whose members take turns.</summary>
    public required int Groups { get; init; }

    private protected override string Does => Invariant($"channel shuffle of {Groups} groups");
}

/// <summary>A fully connected layer.</summary>
/// <inheritdoc cref="Operation" path="/param"/>
public sealed record LinearOperation(string Name, ImmutableArray<int> Inputs, ChannelLayout Output, int Height, int Width)
    : Operation(Name, Inputs, Output, Height, Width)
{
    private protected override string Does => "linear";
}

/// <summary>A batch norm.</summary>
/// <inheritdoc cref="Operation" path="/param"/>
public sealed record BatchNormOperation(string Name, ImmutableArray<int> Inputs, ChannelLayout Output, int Height, int Width)
    : Operation(Name, Inputs, Output, Height, Width)
{
    /// <summary>What every batch norm adds to the variance.</summary>
    public const double Epsilon = 1e-5;

    private protected override string Does => "batch norm";
}

/// <summary>An activation.</summary>
/// <inheritdoc cref="Operation" path="/param"/>
public sealed record ActivationOperation(string Name, ImmutableArray<int> Inputs, ChannelLayout Output, int Height, int Width)
    : Operation(Name, Inputs, Output, Height, Width)
{
    /// <summary>The activation.</summary>
    public required Activation Kind { get; init; }

    private protected override string Does => $"activation {Kind}";
}

/// <summary>A pooling layer.</summary>
/// <inheritdoc cref="Operation" path="/param"/>
public sealed record PoolOperation(string Name, ImmutableArray<int> Inputs, ChannelLayout Output, int Height, int Width)
    : Operation(Name, Inputs, Output, Height, Width)
{
    /// <summary>What is taken of each window.</summary>
    public required PoolKind Kind { get; init; }

    /// <summary>Height and width of the window.</summary>
    public required Size2d Kernel { get; init; }

    /// <summary>Distance between windows.</summary>
    public required Size2d Stride { get; init; }

    /// <summary>Padding above and below, and on the left and the right.</summary>
    public required Size2d Padding { get; init; }

    /// <summary>Whether a last window may reach over the end: what lies there is never the largest, and no average counts it.</summary>
    public bool Ceil { get; init; }

    private protected override string Does =>
        Invariant($"{(Kind == PoolKind.Max ? "max" : "average")} pool, kernel {Kernel}, stride {Stride}, padding {Padding}{(Ceil ? ", ceil" : "")}");
}

/// <summary>The average over height and width.</summary>
/// <inheritdoc cref="Operation" path="/param"/>
public sealed record GlobalPoolOperation(string Name, ImmutableArray<int> Inputs, ChannelLayout Output, int Height, int Width)
    : Operation(Name, Inputs, Output, Height, Width)
{
    private protected override string Does => "global average pool";
}

/// <summary>
/// The averages of as many parts of height and width as its output has rows and columns: part <c>i</c> of <c>n</c> begins at
/// <c>floor(i size / n)</c> and ends before <c>ceil((i + 1) size / n)</c>.
/// </summary>
/// <inheritdoc cref="Operation" path="/param"/>
public sealed record AdaptivePoolOperation(string Name, ImmutableArray<int> Inputs, ChannelLayout Output, int Height, int Width)
    : Operation(Name, Inputs, Output, Height, Width)
{
    private protected override string Does => "adaptive average pool";
}

/// <summary>Feature maps laid out as one vector, channel by channel.</summary>
/// <inheritdoc cref="Operation" path="/param"/>
public sealed record FlattenOperation(string Name, ImmutableArray<int> Inputs, ChannelLayout Output, int Height, int Width)
    : Operation(Name, Inputs, Output, Height, Width)
{
    private protected override string Does => "flatten";
}

/// <summary>An activation with a slope for each channel, where it is negative.</summary>
/// <inheritdoc cref="Operation" path="/param"/>
public sealed record PReLUOperation(string Name, ImmutableArray<int> Inputs, ChannelLayout Output, int Height, int Width)
    : Operation(Name, Inputs, Output, Height, Width)
{
    private protected override string Does => "activation PReLU";
}

/// <summary>Each channel times a parameter of its own.</summary>
/// <inheritdoc cref="Operation" path="/param"/>
public sealed record LayerScaleOperation(string Name, ImmutableArray<int> Inputs, ChannelLayout Output, int Height, int Width)
    : Operation(Name, Inputs, Output, Height, Width)
{
    private protected override string Does => "scale of each channel";
}

/// <summary>What dropout sets to zero at once.</summary>
public enum DropoutOf
{
    /// <summary>Elements.</summary>
    Elements,

    /// <summary>Feature maps.</summary>
    Channels,

    /// <summary>All that an image has.</summary>
    Images,
}

/// <summary>Dropout; it does nothing outside training.</summary>
/// <inheritdoc cref="Operation" path="/param"/>
public sealed record DropoutOperation(string Name, ImmutableArray<int> Inputs, ChannelLayout Output, int Height, int Width)
    : Operation(Name, Inputs, Output, Height, Width)
{
    /// <summary>Probability to be zeroed.</summary>
    public required double Probability { get; init; }

    /// <summary>What is zeroed at once.</summary>
    public DropoutOf Of { get; init; }

    private protected override string Does => Invariant($"dropout of {Probability}{(Of == DropoutOf.Elements ? "" : Of == DropoutOf.Channels ? " of channels" : " of images")}");
}
