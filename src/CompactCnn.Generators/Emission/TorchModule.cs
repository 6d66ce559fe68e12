using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;
using static CompactCnn.Generators.Emission.CSharpText;

namespace CompactCnn.Generators.Emission;

/// <summary>Operations as TorchSharp names them.</summary>
internal static class TorchModule
{
    /// <summary>A convolution's module.</summary>
    public const string Convolution = "Conv2d";

    /// <summary>A linear layer's module.</summary>
    public const string Linear = "Linear";

    /// <summary>The module of the average over height and width.</summary>
    public const string GlobalPool = "AdaptiveAvgPool2d";

    /// <summary>The module of the averages of so many parts of height and width.</summary>
    public const string AdaptivePool = "AdaptivePool2d";

    /// <summary>The dropout module.</summary>
    public const string Dropout = "Dropout";

    /// <summary>The module of a norm of feature maps and the ReLU behind it.</summary>
    public const string NormReLU = "NormReLU";

    /// <summary>The module that takes some of the channels.</summary>
    public const string Slice = "ChannelSlicing";

    /// <summary>The module that puts channels into another order.</summary>
    public const string Shuffle = "ChannelShuffling";

    /// <summary>The module of dropout of whole channels.</summary>
    public const string DropoutChannels = "Dropout2d";

    /// <summary>The module of dropout of whole images.</summary>
    public const string StochasticDepth = "StochasticDepth";

    /// <summary>The module of a slope for each channel.</summary>
    public const string PReLU = "PReLU";

    /// <summary>The module of a factor for each channel.</summary>
    public const string LayerScale = "LayerScale";

    private const string MaxPool = "MaxPool2d";

    private const string AdaptiveAverage = "AdaptiveAvgPool2d";

    private const string Own = "global::CompactCnn.";

    private const string Functions = "global::TorchSharp.torch.nn.functional";

    /// <summary>The module's type without its namespace, as <c>Conv2d</c>.</summary>
    public static string Name(GraphNode node) => node.Operation switch
    {
        ConvolutionOperation or DepthwiseConvolutionOperation => Convolution,
        LinearOperation => Linear,
        BatchNormOperation => BatchNorm(node.Shape.IsFlat),
        ActivationOperation activation => Activation(activation.Kind),
        PoolOperation pool => Pool(pool.Kind),
        GlobalPoolOperation => GlobalPool,
        SliceOperation => Slice,
        ChannelShuffleOperation => Shuffle,
        AdaptivePoolOperation => AdaptivePool,
        DropoutOperation dropout => DropoutOf(dropout.Of),
        PReLUOperation => PReLU,
        LayerScaleOperation => LayerScale,
        _ => throw Unknown(node.Operation),
    };

    /// <summary>The type of a module with its namespace: TorchSharp's, but for what the run time computes faster.</summary>
    /// <param name="name">The module's type without its namespace.</param>
    public static string Type(string name) => name switch
    {
        MaxPool => "global::CompactCnn.MaxPooling",
        GlobalPool => "global::CompactCnn.GlobalAveragePooling",
        NormReLU => "global::CompactCnn.NormReLU",
        Slice or Shuffle => "global::CompactCnn." + name,
        AdaptivePool => "global::TorchSharp.Modules." + AdaptiveAverage,
        StochasticDepth => "global::CompactCnn.StochasticDepth",
        PReLU => "global::CompactCnn.ParametricReLU",
        LayerScale => "global::CompactCnn.LayerScale",
        _ => "global::TorchSharp.Modules." + name,
    };

    /// <summary>What the layer is, for people: as <c>Conv2d 3x3</c>.</summary>
    public static string Kind(GraphNode node) => node.Operation switch
    {
        ConvolutionOperation { Groups: > 1 } grouped => $"{WithKernel(node, grouped.Kernel)} {Number(grouped.Groups)} groups",
        ConvolutionOperation convolution => WithKernel(node, convolution.Kernel),
        DepthwiseConvolutionOperation depthwise => WithKernel(node, depthwise.Kernel) + " depthwise",
        PoolOperation pool => WithKernel(node, pool.Kernel),
        AdaptivePoolOperation pool => $"{AdaptiveAverage} {pool.Output}",
        _ => Name(node),
    };

    /// <summary>The expression that creates the module.</summary>
    /// <param name="node">The operation.</param>
    /// <param name="type">The module's type without its namespace.</param>
    /// <param name="inputs">Expression of the channels that it reads; of a slice, of those before it.</param>
    /// <param name="outputs">Expression of the channels that it makes.</param>
    public static string Creation(GraphNode node, string type, string inputs, string outputs)
    {
        string arguments = node.Operation switch
        {
            ConvolutionOperation convolution =>
                $"{inputs}, {outputs}, {Window(convolution.Kernel, convolution.Stride, convolution.Padding, convolution.Dilation)}"
                + (convolution.Groups == 1 ? "" : $"groups: {Number(convolution.Groups)}, ")
                + $"bias: {Flag(convolution.Bias)}, device: Unallocated",
            DepthwiseConvolutionOperation convolution =>
                $"{inputs}, {outputs}, {Window(convolution.Kernel, convolution.Stride, convolution.Padding, convolution.Dilation)}"
                + $"groups: {outputs}, bias: {Flag(convolution.Bias)}, device: Unallocated",
            LinearOperation linear => $"{inputs}, {outputs}, hasBias: {Flag(linear.Bias)}, device: Unallocated",
            BatchNormOperation => $"{outputs}, device: Unallocated",
            PoolOperation pool => Pooling(pool),
            AdaptivePoolOperation pool => Both(pool.Output),
            SliceOperation => $"first: {inputs}, count: {outputs}",
            ChannelShuffleOperation shuffle => $"groups: {Number(shuffle.Groups)}",
            DropoutOperation dropout => Number(dropout.Probability),
            ChannelwiseOperation channelwise => $"{outputs}, {Number(channelwise.Initial)}, device: Unallocated",
            _ => "",
        };
        return type switch
        {
            AdaptivePool => $"global::TorchSharp.torch.nn.{AdaptiveAverage}({arguments})",
            _ when Type(type).StartsWith(Own, StringComparison.Ordinal) => $"new {Type(type)}({arguments})",
            _ => $"global::TorchSharp.torch.nn.{type}({arguments})",
        };
    }

    /// <summary>The call of an activation that is no module.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="variable">What it is applied to.</param>
    public static string Function(ActivationOperation activation, string variable)
    {
        string function = activation.Kind switch
        {
            ActivationKind.ReLU => "relu",
            ActivationKind.ReLU6 => "relu6",
            ActivationKind.LeakyReLU => "leaky_relu",
            ActivationKind.SiLU => "silu",
            ActivationKind.HardSwish => "hardswish",
            ActivationKind.Sigmoid => "sigmoid",
            ActivationKind.HardSigmoid => "hardsigmoid",
            ActivationKind.Tanh => "tanh",
            ActivationKind.GELU => "gelu",
            ActivationKind.Mish => "mish",
            ActivationKind.ELU => "elu",
            ActivationKind kind => throw new ArgumentOutOfRangeException(nameof(activation), kind, "no activation"),
        };
        string option = activation switch
        {
            { IsInPlace: true } => ", inplace: true",
            { Kind: ActivationKind.ELU } => ", alpha: 1",
            _ => "",
        };
        return $"{Functions}.{function}({variable}{option})";
    }

    /// <summary>The module of dropout.</summary>
    public static string DropoutOf(DropoutKind kind) => kind switch
    {
        DropoutKind.Channels => DropoutChannels,
        DropoutKind.Images => StochasticDepth,
        _ => Dropout,
    };

    /// <summary>A batch norm's module.</summary>
    public static string BatchNorm(bool isFlat) => isFlat ? "BatchNorm1d" : "BatchNorm2d";

    /// <summary>A pooling layer's module.</summary>
    public static string Pool(PoolKind kind) => kind == PoolKind.Average ? "AvgPool2d" : MaxPool;

    /// <summary>An activation's module.</summary>
    public static string Activation(ActivationKind kind) => kind switch
    {
        ActivationKind.HardSwish => "Hardswish",
        ActivationKind.HardSigmoid => "Hardsigmoid",
        _ => kind.ToString(),
    };

    /// <summary>The arguments of a convolution's windows, up to a comma: one number for both axes, where that says all of them.</summary>
    private static string Window(Sides kernel, Sides stride, Sides padding, Sides dilation)
    {
        bool isSquare = kernel.IsSquare && stride.IsSquare && padding.IsSquare && dilation.IsSquare;
        string gaps = dilation == 1 ? "" : $"dilation: {Size(dilation)}, ";
        // A literal 0 of type int would fit the overload that takes the enumeration Padding just as well.
        return $"{Size(kernel)}, stride: {Size(stride)}, padding: {(isSquare && padding == 0 ? "0L" : Size(padding))}, {gaps}";

        string Size(Sides size) => isSquare ? Number(size.Height) : Both(size);
    }

    private static string Pooling(PoolOperation pool)
    {
        bool isSquare = pool.Kernel.IsSquare && pool.Stride.IsSquare && pool.Padding.IsSquare;
        // The run time's pooling takes a size of both axes, the library's a pair of numbers.
        string ceil = !pool.Ceil ? "" : pool.Kind == PoolKind.Max ? ", ceil: true" : ", ceil_mode: true";
        return $"{Size(pool.Kernel)}, stride: {Size(pool.Stride)}, padding: {Size(pool.Padding)}{ceil}";

        string Size(Sides size) => isSquare ? Number(size.Height) : pool.Kind == PoolKind.Max ? "new" + Both(size) : Both(size);
    }

    private static string Both(Sides size) => $"({Number(size.Height)}, {Number(size.Width)})";

    private static string WithKernel(GraphNode node, Sides kernel) => $"{Name(node)} {kernel}";

    private static InvalidOperationException Unknown(Operation operation) => new($"'{operation.Name}' is no module");
}
