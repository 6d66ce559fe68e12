using System.Runtime.InteropServices;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace CompactCnn;

/// <summary>
/// Batch norm and ReLU in training mode, and what its passes do besides, differentiable. With the mean m and the deviation s of a channel, g the gradient
/// where the output is above 0 and 0 elsewhere, and n values: d beta = sum g, d gamma = sum g (x - m) / s, and
/// dx = gamma / s (g - d beta / n - (x - m) / s d gamma / n) (Ioffe and Szegedy, ICML 2015, arXiv 1502.03167). Native
/// code runs the backward pass, through which no exception may pass: it would end the process.
/// </summary>
internal sealed class NormReLUFunction : SingleTensorFunction<NormReLUFunction>
{
    private const string Work = "work";

    public override string Name => nameof(NormReLUFunction);

    /// <summary>Normalises, and updates the layer's running statistics.</summary>
    /// <param name="input">Feature maps.</param>
    /// <param name="passes">The passes for them.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="rate">The weight of this batch in the running statistics.</param>
    /// <param name="guard">Keeps what the backward pass throws.</param>
    public static Tensor Apply(Tensor input, NormReLUPasses passes, NormReLU layer, double rate, BackwardGuard guard)
    {
        Tensor output;
        Tensor[] kept;
        var channels = new NormalizedChannels(input.numel() / input.size(1), Floats(layer.weight!).ToArray(), Floats(layer.bias!).ToArray(), layer.eps);
        using (no_grad())
        {
            (output, kept) = passes.Forward(input, channels);
            if (rate > 0)
            {
                Update(layer.running_mean!, channels.Means, rate, 1);
                Update(layer.running_var!, channels.Variances, rate, channels.Count / Math.Max(1.0, channels.Count - 1));
            }
        }

        bool isTrained = is_grad_enabled() && (input.requires_grad || layer.weight!.requires_grad || layer.bias!.requires_grad);
        if (!isTrained)
        {
            foreach (Tensor maps in kept)
            {
                maps.Dispose();
            }

            return output;
        }

        // What the library keeps to describe the output is as large as the output, and is freed with this scope.
        using var scope = NewDisposeScope();
        long[] shape = [input.size(0), input.size(1), input.size(2), input.size(3)];
        return apply(input, layer.weight!, layer.bias!, output, new Saved(new SavedMaps([input, .. kept]), shape, passes, channels, guard)).MoveToOuterDisposeScope();
    }

    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        ctx.set_materialize_grads(false);
        ctx.save_data(Work, vars[4]);
        return (Tensor)vars[3];
    }

    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
    {
        BackwardMemory.Begin();
        var saved = (Saved)ctx.get_data(Work);
        int count = saved.Channels.Scales.Length;
        Tensor? gradient = null;
        Tensor? scales = null;
        Tensor? shifts = null;
        saved.Guard.Try(() => saved.Maps.Use(maps =>
        {
            using var noGradient = no_grad();
            using var scope = NewDisposeScope();
            gradient = empty_like(maps[0]);
            float[] ofScales = new float[count];
            float[] ofShifts = new float[count];
            saved.Passes.Backward(maps[0], maps[1..], Arrange(grad_output, maps.Length > 1 ? maps[1] : maps[0]), gradient, saved.Channels, ofScales, ofShifts);
            scales = Vector(ofScales).MoveToOuterDisposeScope();
            shifts = Vector(ofShifts).MoveToOuterDisposeScope();
            gradient.MoveToOuterDisposeScope();
        }));
        // Nothing that failed may pass for a gradient.
        return BackwardMemory.End(grad_output, saved.Guard.Failure is null
            ? [gradient!, scales!, shifts!, null!, null!]
            : [full(saved.Shape, float.NaN, grad_output.dtype, CPU), full(count, float.NaN), full(count, float.NaN), null!, null!]);
    }

    /// <summary>A gradient in the order of maps.</summary>
    private static Tensor Arrange(Tensor gradient, Tensor like) =>
        Enumerable.Range(0, 4).All(dimension => gradient.stride(dimension) == like.stride(dimension)) ? gradient : empty_like(like).copy_(gradient);

    // The library's own accessors of vectors and strides take longer than the passes over small maps.
    private static Span<float> Floats(Tensor vector) => MemoryMarshal.Cast<byte, float>(vector.bytes);

    private static Tensor Vector(float[] values)
    {
        Tensor vector = empty(values.Length, ScalarType.Float32, CPU);
        values.CopyTo(Floats(vector));
        return vector;
    }

    private static void Update(Tensor running, double[] batch, double rate, double factor)
    {
        Span<float> values = Floats(running);
        for (int c = 0; c < values.Length; c++)
        {
            values[c] = (float)(((1 - rate) * values[c]) + (rate * factor * batch[c]));
        }
    }

    private sealed record Saved(SavedMaps Maps, long[] Shape, NormReLUPasses Passes, NormalizedChannels Channels, BackwardGuard Guard);
}
