using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace CompactCnn.Runtime.Tests;

/// <summary>What each operation of a graph means, said with TorchSharp's functions; dropout does nothing.</summary>
internal static class ReferenceOperations
{
    /// <summary>Executes one operation; batch norms in training mode update their statistics.</summary>
    public static Tensor Execute(Operation operation, Tensor[] inputs, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyList<int> widths, bool training)
    {
        Tensor x = inputs[0];
        return operation switch
        {
            AddOperation => inputs.Skip(1).Aggregate(x, (sum, input) => sum + input),
            MultiplyOperation => x * inputs[1],
            ConcatOperation => cat(inputs, 1),
            DepthwiseConvolutionOperation d => functional.conv2d(
                x, Part("weight")!, Part("bias"), Sides(d.Stride), Sides(d.Padding), Sides(d.Dilation), groups: x.size(1)),
            ConvolutionOperation c => functional.conv2d(x, Part("weight")!, Part("bias"), Sides(c.Stride), Sides(c.Padding), Sides(c.Dilation), groups: c.Groups),
            LinearOperation => functional.linear(x, Part("weight")!, Part("bias")),
            BatchNormOperation => functional.batch_norm(x, Part("running_mean"), Part("running_var"), Part("weight"), Part("bias"), training),
            PReLUOperation => x.clamp_min(0) + (x.clamp_max(0) * (x.dim() == 4 ? Part("weight")!.view(-1, 1, 1) : Part("weight")!)),
            LayerScaleOperation => x * Part("weight")!.view(1, -1, 1, 1),
            ActivationOperation a => Activate(a.Kind, x),
            PoolOperation { Kind: PoolKind.Max } p => functional.max_pool2d(x, Sides(p.Kernel), Sides(p.Stride), Sides(p.Padding), ceil_mode: p.Ceil),
            PoolOperation p => functional.avg_pool2d(x, Sides(p.Kernel), Sides(p.Stride), Sides(p.Padding), ceil_mode: p.Ceil),
            SliceOperation s => x.index_select(1, arange(s.Skipped.Width(widths), s.Skipped.Width(widths) + s.Output.Width(widths))),
            ChannelShuffleOperation s => x.index_select(1, Turns(x.size(1), s.Groups)),
            AdaptivePoolOperation p => cat([.. Parts(x, 2, p.Height).Select(rows => cat([.. Parts(rows, 3, p.Width).Select(part => part.mean([2, 3], keepdim: true))], 3))], 2),
            GlobalPoolOperation => x.mean([2, 3], keepdim: true),
            FlattenOperation => x.flatten(1),
            DropoutOperation => x,
            _ => throw new NotSupportedException($"{operation.GetType().Name} has no reference"),
        };

        Tensor? Part(string name) =>
            operation.Tensors.FirstOrDefault(layout => layout.Name.EndsWith("." + name, StringComparison.Ordinal)) is { } layout ? tensors[layout.Name] : null;
    }

    /// <summary>Which channel comes next when groups take turns.</summary>
    public static Tensor Turns(long channels, int groups) =>
        tensor(Enumerable.Range(0, (int)channels).Select(place => (place % groups * (channels / groups)) + (place / groups)).ToArray());

    private static long[] Sides(Size2d size) => [size.Height, size.Width];

    private static IEnumerable<Tensor> Parts(Tensor x, int axis, int count)
    {
        long size = x.size(axis);
        for (int i = 0; i < count; i++)
        {
            long first = i * size / count;
            yield return x.narrow(axis, first, (((i + 1) * size) + count - 1) / count - first);
        }
    }

    /// <summary>By the definitions, not by the functions that generated code calls.</summary>
    public static Tensor Activate(Activation kind, Tensor x) => kind switch
    {
        Activation.None => x,
        Activation.ReLU => x.clamp_min(0),
        Activation.ReLU6 => x.clamp(0, 6),
        Activation.LeakyReLU => x.clamp_min(0) + (0.01 * x.clamp_max(0)),
        Activation.SiLU => x * x.sigmoid(),
        Activation.HardSwish => x * (x + 3).clamp(0, 6) / 6,
        Activation.Sigmoid => 1 / (1 + (-x).exp()),
        // The library's own: its gradient has 1 / 6 in single precision, whatever the tensor's.
        Activation.HardSigmoid => functional.hardsigmoid(x),
        Activation.Tanh => 1 - (2 / (1 + (2 * x).exp())),
        Activation.GELU => 0.5 * x * (1 + (x / Math.Sqrt(2)).erf()),
        Activation.Mish => x * (1 + x.exp()).log().tanh(),
        Activation.ELU => x.clamp_min(0) + (x.clamp_max(0).exp() - 1),
        _ => throw new NotSupportedException($"{kind} has no reference"),
    };
}
