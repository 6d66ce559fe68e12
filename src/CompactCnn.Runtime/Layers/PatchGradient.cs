using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace CompactCnn;

/// <summary>
/// What a convolution makes, unchanged; the backward pass computes the gradient of its weights from it: with the part of the
/// input that each output pixel reads as the row of a matrix P, and the gradients of the output pixels as the rows of G, that
/// is G^T P (Chellapilla, Puri and Simard, 2006). Native code runs the backward pass, through which no exception may pass.
/// </summary>
internal sealed class PatchGradient : SingleTensorFunction<PatchGradient>
{
    private const string Work = "work";

    public override string Name => nameof(PatchGradient);

    /// <summary>Takes over the gradient of the weights.</summary>
    /// <param name="output">What the convolution made [batch, outputs, height, width], without its weights in the graph.</param>
    /// <param name="weight">Its weights [outputs, inputs, kernel, kernel].</param>
    /// <param name="input">What it read [batch, inputs, height, width].</param>
    /// <param name="stride">Distance between the parts that neighbouring output pixels read.</param>
    /// <param name="padding">Zeros around the input.</param>
    /// <param name="guard">Keeps what the backward pass throws.</param>
    public static Tensor Apply(Tensor output, Tensor weight, Tensor input, int stride, int padding, BackwardGuard guard)
    {
        // What the library keeps to describe the output is freed with this scope.
        using var scope = NewDisposeScope();
        return apply(output, weight, new Saved(new SavedMaps(input), weight.shape, stride, padding, guard)).MoveToOuterDisposeScope();
    }

    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        ctx.set_materialize_grads(false);
        ctx.save_data(Work, vars[2]);
        var output = (Tensor)vars[0];
        // The same memory, but no view: activations are written into it.
        return empty(0, output.dtype, output.device).set_(output);
    }

    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
    {
        BackwardMemory.Begin();
        var saved = (Saved)ctx.get_data(Work);
        Tensor? gradient = null;
        saved.Guard.Try(() => saved.Input.Use(maps =>
        {
            using var noGradient = no_grad();
            using var scope = NewDisposeScope();
            gradient = saved.Gradient(maps[0], grad_output).MoveToOuterDisposeScope();
        }));
        // Nothing that failed may pass for a gradient.
        return BackwardMemory.Pass([grad_output, gradient ?? full(saved.Shape, float.NaN, grad_output.dtype, grad_output.device), null!]);
    }

    private sealed record Saved(SavedMaps Input, long[] Shape, int Stride, int Padding, BackwardGuard Guard)
    {
        public Tensor Gradient(Tensor input, Tensor gradient)
        {
            long outputs = Shape[0];
            long inputs = Shape[1];
            long kernel = Shape[2];
            Tensor rows = gradient.permute(0, 2, 3, 1).reshape(-1, outputs);
            Tensor product = rows.t().mm(Patches(input, gradient.size(2), gradient.size(3), kernel));
            return product.view(outputs, kernel, kernel, inputs).permute(0, 3, 1, 2);
        }

        /// <summary>What each output pixel reads, a row each: by rows of the kernel, their pixels, channels.</summary>
        private Tensor Patches(Tensor input, long height, long width, long kernel)
        {
            Tensor pixels = nn.functional.pad(input.permute(0, 2, 3, 1), [0, 0, Padding, Padding, Padding, Padding]).contiguous();
            long channels = pixels.size(3);
            long pitch = pixels.size(2) * channels;
            return pixels
                .as_strided([pixels.size(0), height, width, kernel, kernel * channels], [pixels.size(1) * pitch, Stride * pitch, Stride * channels, pitch, 1])
                .reshape(-1, kernel * kernel * channels);
        }
    }
}
