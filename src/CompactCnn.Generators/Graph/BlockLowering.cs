using System.Globalization;
using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>Takes one composite block apart into primitive layers, named after it.</summary>
/// <param name="lowering">Takes the primitive layers.</param>
/// <param name="shapes">The shapes so far.</param>
/// <param name="attribute">Index of the block's attribute.</param>
/// <param name="unit">The block, one of several repetitions; the first has the stride.</param>
internal sealed class BlockLowering(Lowering lowering, ShapeInference shapes, int attribute, BlockUnit unit)
{
    /// <summary>What DenseNet-BC's 1x1 convolutions make, in multiples of the growth.</summary>
    private const int DenseExpansion = 4;

    /// <summary>Lowers the block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="input">The operation that it reads.</param>
    /// <returns>The operation that is its output.</returns>
    public int Add(BlockDeclaration block, int input) => block switch
    {
        BasicBlockDeclaration basic => AddBasicBlock(basic, input, Stride(basic.Stride)),
        BottleneckDeclaration bottleneck => AddBottleneck(bottleneck, input, Stride(bottleneck.Stride)),
        InvertedResidualDeclaration inverted => AddInvertedResidual(inverted, input, Stride(inverted.Stride)),
        FireDeclaration fire => AddFire(fire, input),
        ShuffleUnitDeclaration shuffled => AddShuffleUnit(shuffled, input, Stride(shuffled.Stride)),
        SqueezeExciteDeclaration layer => AddSqueezeExcite(layer.Squeeze, input, input),
        DenseBlockDeclaration dense => AddDenseBlock(dense, input),
        TransitionDeclaration transition => AddTransition(transition, input),
        _ => input,
    };

    private int Stride(int ofFirst) => unit.Repetition == 1 ? ofFirst : 1;

    private int AddBasicBlock(BasicBlockDeclaration block, int input, int stride)
    {
        int inner = Conv("Conv1", input, block.OutChannels / block.Expansion, kernel: 3, stride);
        int output = Conv("Conv2", inner, block.OutChannels, kernel: 3, activation: ActivationKind.None, prunable: block.Prunable);
        int shortcut = Shortcut(input, block.OutChannels, stride, block.Prunable);
        return Sum(output, shortcut, block.StochasticDepth, block.Coupling, ActivationKind.ReLU);
    }

    private int AddBottleneck(BottleneckDeclaration block, int input, int stride)
    {
        int reduced = Conv("Conv1", input, block.Inner, kernel: 1);
        int filtered = Conv("Conv2", reduced, block.Inner, kernel: 3, stride, groups: block.ConvolutionGroups);
        int output = Conv("Conv3", AddSqueezeExcite(block.Squeeze, input, filtered), block.OutChannels, kernel: 1, activation: ActivationKind.None, prunable: block.Prunable);
        int shortcut = Shortcut(input, block.OutChannels, stride, block.Prunable);
        return Sum(output, shortcut, block.StochasticDepth, block.Coupling, ActivationKind.ReLU);
    }

    private int AddInvertedResidual(InvertedResidualDeclaration block, int input, int stride)
    {
        int channels = shapes.Channels(input) ?? block.OutChannels;
        int inner = block.Expanded ?? (int)Math.Min((long)channels * block.Expansion, int.MaxValue);
        int expanded = inner == channels ? input : Conv("Expand", input, inner, kernel: 1, activation: block.Activation);
        int filtered = Append("Depthwise", new DepthwiseConvDeclaration(null, block.Kernel, stride, null, 1, NormKind.Batch, block.Activation, null, Prunable: true), expanded);
        int output = Conv("Project", AddSqueezeExcite(block.Squeeze, input, filtered), block.OutChannels, kernel: 1, activation: ActivationKind.None, prunable: block.Prunable);
        return stride == 1 && channels == block.OutChannels ? Sum(output, input, block.StochasticDepth, block.Coupling, ActivationKind.None) : output;
    }

    private int AddFire(FireDeclaration block, int input)
    {
        int squeezed = Conv("Squeeze", input, block.Squeeze, kernel: 1, norm: block.Norm);
        int pixels = Conv("Expand1x1", squeezed, block.OutChannels / 2, kernel: 1, norm: block.Norm);
        int patches = Conv("Expand3x3", squeezed, block.OutChannels / 2, kernel: 3, norm: block.Norm);
        return Append("Concat", new ConcatDeclaration(null, []), pixels, patches);
    }

    /// <summary>Squeeze-and-excite: a factor for each channel, made of the averages of all (Hu et al., CVPR 2018).</summary>
    /// <param name="squeeze">What was stated of it; null: there is none.</param>
    /// <param name="input">What the block reads.</param>
    /// <param name="inner">What is multiplied.</param>
    private int AddSqueezeExcite(SqueezeDeclaration? squeeze, int input, int inner)
    {
        if (squeeze is null)
        {
            return inner;
        }

        int channels = shapes.Channels(inner) ?? 1;
        int averages = Append("Pool", new GlobalPoolDeclaration(null), inner);
        int squeezed = Pointwise("Squeeze", averages, squeeze.Width(shapes.Channels(input) ?? 1, channels), squeeze.Activation);
        int factors = Pointwise("Excite", squeezed, channels, squeeze.Gate);
        return Append("Multiply", new MultiplyDeclaration(null, []), inner, factors);
    }

    /// <summary>
    /// What is shuffled and divided again is always there: equal parts of a layer lie in other parts of the next unit, so that in
    /// the end all channels would be one arm.
    /// </summary>
    private int AddShuffleUnit(ShuffleUnitDeclaration block, int input, int stride)
    {
        int half = block.OutChannels / 2;
        bool isDivided = stride == 1 && shapes.Channels(input) == block.OutChannels;
        int kept = isDivided
            ? Append("Kept", new SliceDeclaration(null, 0, 2), input)
            : Conv("Shortcut", Filter("ShortcutDepthwise", input, stride), half, kernel: 1, prunable: false);
        int taken = isDivided ? Append("Taken", new SliceDeclaration(null, 1, 2), input) : input;
        int filtered = Filter("Depthwise", Conv("Conv1", taken, half, kernel: 1), stride);
        int made = Conv("Conv2", filtered, half, kernel: 1, prunable: false);
        return Append("Shuffle", new ChannelShuffleDeclaration(null, 2), Append("Concat", new ConcatDeclaration(null, []), kept, made));
    }

    private int Filter(string member, int input, int stride) =>
        Append(member, new DepthwiseConvDeclaration(null, 3, stride, null, 1, NormKind.Batch, ActivationKind.None, null, Prunable: true), input);

    private int AddDenseBlock(DenseBlockDeclaration block, int input)
    {
        int all = input;
        for (int layer = 1; layer <= block.Layers; layer++)
        {
            string prefix = "Layer" + layer.ToString(CultureInfo.InvariantCulture);
            int made = PreActivation(prefix + "Norm1", all);
            if (block.Bottleneck)
            {
                made = PlainConv(prefix + "Conv1", made, (int)Math.Min((long)DenseExpansion * block.Growth, int.MaxValue), kernel: 1);
                made = PreActivation(prefix + "Norm2", made);
            }

            made = PlainConv(prefix + (block.Bottleneck ? "Conv2" : "Conv1"), made, block.Growth, kernel: 3);
            all = Append(prefix + "Concat", new ConcatDeclaration(null, []), all, made);
        }

        return all;
    }

    private int AddTransition(TransitionDeclaration block, int input)
    {
        int channels = Math.Max(1, (int)Math.Floor((shapes.Channels(input) ?? 1) * block.Compression));
        int made = PlainConv("Conv", PreActivation("Norm", input), channels, kernel: 1);
        return Append("Pool", new PoolDeclaration(null, PoolKind.Average, 2, null, 0), made);
    }

    /// <summary>What a residual block adds: its input, through a convolution where the shape changes.</summary>
    private int Shortcut(int input, int channels, int stride, bool prunable) => stride == 1 && shapes.Channels(input) == channels
        ? input
        : Conv("Shortcut", input, channels, kernel: 1, stride, ActivationKind.None, prunable);

    private int Sum(int output, int shortcut, double depth, CouplingKind coupling, ActivationKind activation)
    {
        int branch = depth == 0 ? output : Append("StochasticDepth", new DropoutDeclaration(null, depth, DropoutKind.Images), output);
        return Append("Add", new AddDeclaration(null, [], coupling, activation), branch, shortcut);
    }

    private int Conv(
        string member, int input, int channels, int kernel, int stride = 1, ActivationKind activation = ActivationKind.ReLU, bool prunable = true, NormKind norm = NormKind.Batch, int groups = 1) =>
        Append(member, new ConvDeclaration(null, channels, kernel, stride, null, 1, groups, norm, activation, null, prunable), input);

    /// <summary>A 1x1 convolution with a bias and no norm.</summary>
    private int Pointwise(string member, int input, int channels, ActivationKind activation) =>
        Append(member, new ConvDeclaration(null, channels, 1, 1, null, 1, 1, NormKind.None, activation, Bias: true, Prunable: true), input);

    /// <summary>A convolution with neither norm nor bias, because a norm comes before the next one.</summary>
    private int PlainConv(string member, int input, int channels, int kernel) =>
        Append(member, new ConvDeclaration(null, channels, kernel, 1, null, 1, 1, NormKind.None, ActivationKind.None, Bias: false, Prunable: true), input);

    private int PreActivation(string member, int input) => Append(member, new NormDeclaration(null, ActivationKind.ReLU), input);

    private int Append(string member, LayerDeclaration layer, params int[] inputs) =>
        lowering.AddMember(new NamedLayer(unit.Name + member, attribute, layer, unit), inputs.ToEquatableArray());
}
