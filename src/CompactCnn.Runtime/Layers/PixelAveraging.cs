using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace CompactCnn;

/// <summary>
/// Averages of feature maps that lie pixel by pixel, differentiable. Native code runs the backward pass, through which no exception
/// may pass: it would end the process.
/// </summary>
internal sealed class PixelAveraging : SingleTensorFunction<PixelAveraging>
{
    private const string Work = "work";

    public override string Name => nameof(PixelAveraging);

    /// <summary>Averages.</summary>
    /// <param name="input">Feature maps [batch, channels, height, width] to which <see cref="PixelAverages"/> apply.</param>
    /// <param name="guard">Keeps what the backward pass throws.</param>
    /// <returns>[batch, channels, 1, 1].</returns>
    public static Tensor Apply(Tensor input, BackwardGuard guard)
    {
        Tensor output;
        using (no_grad())
        {
            output = empty([input.size(0), input.size(1), 1, 1], input.dtype, CPU);
            PixelAverages.Average(input, output);
        }

        if (!is_grad_enabled() || !input.requires_grad)
        {
            return output;
        }

        using var scope = NewDisposeScope();
        return apply(input, output, new Saved([input.size(0), input.size(2), input.size(3), input.size(1)], guard)).MoveToOuterDisposeScope();
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
        saved.Guard.Try(() =>
        {
            using var noGradient = no_grad();
            using var scope = NewDisposeScope();
            gradient = empty(saved.Pixels, grad_output.dtype, CPU).permute(0, 3, 1, 2);
            PixelAverages.Spread(grad_output.contiguous(), gradient);
            gradient.MoveToOuterDisposeScope();
        });
        // Nothing that failed may pass for a gradient.
        return BackwardMemory.End(grad_output, [gradient ?? full(saved.Pixels, float.NaN, grad_output.dtype, CPU).permute(0, 3, 1, 2), null!, null!]);
    }

    /// <param name="Pixels">[batch, height, width, channels].</param>
    /// <param name="Guard">Keeps what the backward pass throws.</param>
    private sealed record Saved(long[] Pixels, BackwardGuard Guard);
}
