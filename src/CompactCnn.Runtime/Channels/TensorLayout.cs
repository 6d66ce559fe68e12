using System.Collections.Immutable;

namespace CompactCnn;

/// <summary>
/// How a parameter or a buffer follows the channels: which axis is made of which channel groups. The sliced step and
/// <c>ToCompact</c> gather and scatter by nothing else.
/// </summary>
/// <param name="Name">State name, as <c>conv1.weight</c>.</param>
/// <param name="IsBuffer">True for running statistics, false for parameters.</param>
/// <param name="Axes">Layouts of the leading axes, outermost first (one or two).</param>
/// <param name="Trailing">Sizes of the axes behind these, which are never sliced (a kernel's height and width).</param>
public sealed record TensorLayout(string Name, bool IsBuffer, ImmutableArray<ChannelLayout> Axes, ImmutableArray<int> Trailing)
{
    /// <summary>Numbers behind the leading axes that belong to one combination of channels.</summary>
    public int TrailingElements { get; } = Trailing.Aggregate(1, (product, size) => product * size);

    /// <summary>The shape where the groups have these widths.</summary>
    /// <param name="widths">Kept channels of each group.</param>
    /// <returns>Sizes of all axes, outermost first.</returns>
    public long[] Shape(IReadOnlyList<int> widths) =>
        [.. Axes.Select(axis => (long)axis.Width(widths)), .. Trailing.Select(size => (long)size)];

    /// <summary>Weight [output, input, height, width] and, if any, bias [output] of a convolution.</summary>
    /// <param name="state">State name of the layer.</param>
    /// <param name="output">Layout of the output channels.</param>
    /// <param name="input">Layout of the input channels; of a grouped convolution, of those that one convolution group reads.</param>
    /// <param name="kernel">Height and width of the kernel.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <returns>One or two layouts, in this order.</returns>
    public static ImmutableArray<TensorLayout> Convolution(string state, ChannelLayout output, ChannelLayout input, Size2d kernel, bool bias)
    {
        var weight = new TensorLayout(state + ".weight", false, [output, input], [kernel.Height, kernel.Width]);
        return bias ? [weight, new TensorLayout(state + ".bias", false, [output], [])] : [weight];
    }

    /// <summary>Weight [channels, 1, height, width] and, if any, bias [channels] of a depthwise convolution.</summary>
    /// <param name="state">State name of the layer.</param>
    /// <param name="channels">Layout of the channels.</param>
    /// <param name="kernel">Height and width of the kernel.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <returns>One or two layouts, in this order.</returns>
    public static ImmutableArray<TensorLayout> DepthwiseConvolution(string state, ChannelLayout channels, Size2d kernel, bool bias)
    {
        var weight = new TensorLayout(state + ".weight", false, [channels], [1, kernel.Height, kernel.Width]);
        return bias ? [weight, new TensorLayout(state + ".bias", false, [channels], [])] : [weight];
    }

    /// <summary>Weight [output, input] and, if any, bias [output] of a linear layer.</summary>
    /// <param name="state">State name of the layer.</param>
    /// <param name="output">Layout of the output features.</param>
    /// <param name="input">Layout of the input features.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <returns>One or two layouts, in this order.</returns>
    public static ImmutableArray<TensorLayout> Linear(string state, ChannelLayout output, ChannelLayout input, bool bias)
    {
        var weight = new TensorLayout(state + ".weight", false, [output, input], []);
        return bias ? [weight, new TensorLayout(state + ".bias", false, [output], [])] : [weight];
    }

    /// <summary>Slopes [channels] of a PReLU.</summary>
    /// <param name="state">State name of the layer.</param>
    /// <param name="channels">Layout of the channels.</param>
    /// <returns>One layout.</returns>
    public static ImmutableArray<TensorLayout> Slopes(string state, ChannelLayout channels) => [new TensorLayout(state + ".weight", false, [channels], [])];

    /// <summary>Factors [channels, 1, 1] of a layer scale.</summary>
    /// <param name="state">State name of the layer.</param>
    /// <param name="channels">Layout of the channels.</param>
    /// <returns>One layout.</returns>
    public static ImmutableArray<TensorLayout> Scales(string state, ChannelLayout channels) => [new TensorLayout(state + ".weight", false, [channels], [1, 1])];

    /// <summary>Scale, shift, running mean and running variance of a batch norm, each [channels].</summary>
    /// <param name="state">State name of the norm.</param>
    /// <param name="channels">Layout of the channels.</param>
    /// <returns>Four layouts, in this order.</returns>
    public static ImmutableArray<TensorLayout> BatchNorm(string state, ChannelLayout channels) =>
    [
        new TensorLayout(state + ".weight", false, [channels], []),
        new TensorLayout(state + ".bias", false, [channels], []),
        new TensorLayout(state + ".running_mean", true, [channels], []),
        new TensorLayout(state + ".running_var", true, [channels], []),
    ];
}
