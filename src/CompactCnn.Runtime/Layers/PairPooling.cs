using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace CompactCnn;

/// <summary>
/// The largest of every two by two values, differentiable. Native code runs the backward pass, through which no exception
/// may pass: it would end the process.
/// </summary>
internal sealed class PairPooling : SingleTensorFunction<PairPooling>
{
    private const string Work = "work";

    public override string Name => nameof(PairPooling);

    /// <summary>Pools.</summary>
    /// <param name="input">Feature maps [batch, channels, height, width].</param>
    /// <param name="maxima">What finds the largest in them.</param>
    /// <param name="guard">Keeps what the backward pass throws.</param>
    /// <returns>[batch, channels, height / 2, width / 2].</returns>
    public static Tensor Apply(Tensor input, PairMaxima maxima, BackwardGuard guard)
    {
        long[] shape = [input.size(0), input.size(1), input.size(2), input.size(3)];
        Tensor output;
        Tensor places;
        using (no_grad())
        {
            long[] pooled = PairMaxima.Pooled(input);
            output = maxima.Empty(pooled, input.dtype);
            places = maxima.Empty(pooled, maxima.PlacesOf(input.dtype));
            maxima.Forward(input, output, places);
        }

        if (!is_grad_enabled() || !input.requires_grad)
        {
            places.Dispose();
            return output;
        }

        // What the library keeps to describe the output is as large as the output, and is freed with this scope.
        using var scope = NewDisposeScope();
        return apply(input, output, new Saved(new SavedMaps(places), shape, maxima, guard)).MoveToOuterDisposeScope();
    }

    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        ctx.set_materialize_grads(false);
        ctx.save_data(Work, vars[2]);
        return (Tensor)vars[1];
    }

    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
    {
        BackwardMemory.Begin();
        var saved = (Saved)ctx.get_data(Work);
        Tensor? gradient = null;
        saved.Guard.Try(() => saved.Places.Use(maps =>
        {
            using var noGradient = no_grad();
            using var scope = NewDisposeScope();
            gradient = saved.Maxima.Empty(saved.Shape, grad_output.dtype);
            saved.Maxima.Backward(Arrange(grad_output, saved.Maxima), maps[0], gradient);
            gradient.MoveToOuterDisposeScope();
        }));
        // Nothing that failed may pass for a gradient.
        return BackwardMemory.End(grad_output, [gradient ?? full(saved.Shape, float.NaN, grad_output.dtype, CPU), null!, null!]);
    }

    /// <summary>A gradient in the order of the maps.</summary>
    private static Tensor Arrange(Tensor gradient, PairMaxima maxima) =>
        maxima.Applies(gradient) ? gradient : maxima.Empty(gradient.shape, gradient.dtype).copy_(gradient);

    private sealed record Saved(SavedMaps Places, long[] Shape, PairMaxima Maxima, BackwardGuard Guard);
}
