using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace CompactCnn;

/// <summary>
/// The largest of every two by two values, differentiable. Native code runs the backward pass, through which no exception
/// may pass: it would end the process.
/// </summary>
internal sealed class PairPooling : SingleTensorFunction<PairPooling>
{
    private const string Places = "places";
    private const string Shape = "shape";
    private const string Guard = "guard";

    public override string Name => nameof(PairPooling);

    /// <summary>Whether feature maps lie where vectors can reach them.</summary>
    public static bool Applies(Tensor input) => MapNumbers.Applies(input) && input.size(2) >= 2 && input.size(3) >= 2;

    /// <summary>Pools.</summary>
    /// <param name="input">Feature maps that <see cref="Applies"/> to, [batch, channels, height, width].</param>
    /// <param name="guard">Keeps what the backward pass throws.</param>
    /// <returns>[batch, channels, height / 2, width / 2].</returns>
    public static Tensor Apply(Tensor input, BackwardGuard guard)
    {
        long[] shape = input.shape;
        Tensor output;
        Tensor places;
        using (no_grad())
        {
            long[] pooled = [shape[0], shape[1], shape[2] / 2, shape[3] / 2];
            output = empty(pooled, input.dtype, CPU);
            places = empty(pooled, ScalarType.Int32, CPU);
            PairMaxima.Forward(input, output, places);
        }

        if (!is_grad_enabled() || !input.requires_grad)
        {
            places.Dispose();
            return output;
        }

        // What the library keeps to describe the output is as large as the output, and is freed with this scope.
        using var scope = NewDisposeScope();
        return apply(input, output, new SavedMaps(places), shape, guard).MoveToOuterDisposeScope();
    }

    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        ctx.set_materialize_grads(false);
        ctx.save_data(Places, vars[2]);
        ctx.save_data(Shape, vars[3]);
        ctx.save_data(Guard, vars[4]);
        return (Tensor)vars[1];
    }

    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
    {
        BackwardMemory.Begin();
        var guard = (BackwardGuard)ctx.get_data(Guard);
        long[] shape = (long[])ctx.get_data(Shape);
        Tensor? gradient = null;
        guard.Try(() => ((SavedMaps)ctx.get_data(Places)).Use(places =>
        {
            using var noGradient = no_grad();
            using var scope = NewDisposeScope();
            gradient = empty(shape, grad_output.dtype, CPU);
            PairMaxima.Backward(grad_output.contiguous(), places, gradient);
            gradient.MoveToOuterDisposeScope();
        }));
        // Nothing that failed may pass for a gradient.
        return BackwardMemory.End(grad_output, [gradient ?? full(shape, float.NaN, grad_output.dtype, CPU), null!, null!, null!, null!]);
    }
}
