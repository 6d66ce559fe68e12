using TorchSharp;
using static TorchSharp.torch;

namespace CompactCnn.CommandLine;

/// <summary>
/// Whether float32 convolutions, whose kernels oneDNN writes for the processor at hand, agree with float64, which takes
/// other code. On one kind of virtual machine they did not: gradients were wrong, now and then NaN, wherever the channels
/// do not fill a block of the kernel, and memory outside of tensors was written to.
/// </summary>
internal static class ConvolutionCheck
{
    private const double Tolerance = 1e-4;

    // Both blocks that oneDNN uses, of 8 and of 16 channels, are left unfilled by one of them.
    private static readonly (int Inputs, int Outputs)[] Shapes = [(16, 24), (24, 16), (9, 9), (19, 38)];

    /// <summary>Convolves a few small random images, forward and backward, in both precisions.</summary>
    /// <returns>True if they agree.</returns>
    public static bool IsRight()
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(seed: 1);
        return Shapes.All(shape => Agrees(shape.Inputs, shape.Outputs, generator));
    }

    private static bool Agrees(int inputs, int outputs, Generator generator)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor images = randn([8, inputs, 12, 12], generator: generator);
        Tensor weights = randn([outputs, inputs, 3, 3], generator: generator);
        Tensor gradient = randn([8, outputs, 12, 12], generator: generator);
        LeaveTraces(images, gradient, weights);
        Tensor[] rounded = Gradients(images.clone(), weights.clone(), gradient, (x, w) => nn.functional.conv2d(x, w, padding: [1L, 1L]));
        Tensor[] exact = Gradients(images.to(ScalarType.Float64), weights.to(ScalarType.Float64), gradient.to(ScalarType.Float64), MultiplyPatches);
        return rounded.Zip(exact).All(pair => IsNear(pair.First, pair.Second));
    }

    /// <summary>Numbers in the memory that the convolutions will be given: fresh memory is zero, and zeros hide the fault.</summary>
    private static void LeaveTraces(params Tensor[] tensors)
    {
        foreach (Tensor tensor in tensors)
        {
            for (int copies = 1; copies <= 4; copies++)
                cat([.. Enumerable.Repeat(tensor, copies)]).Dispose();
        }
    }

    /// <summary>A convolution as a product of matrices, which takes none of oneDNN's convolutions.</summary>
    private static Tensor MultiplyPatches(Tensor images, Tensor weights)
    {
        Tensor patches = nn.functional.unfold(images, 3, padding: 1);
        return weights.reshape(weights.size(0), -1).matmul(patches).reshape(images.size(0), weights.size(0), images.size(2), images.size(3));
    }

    /// <summary>The output, and the gradients of images and weights.</summary>
    private static Tensor[] Gradients(Tensor images, Tensor weights, Tensor gradient, Func<Tensor, Tensor, Tensor> convolve)
    {
        images.requires_grad_(true);
        weights.requires_grad_(true);
        Tensor output = convolve(images, weights);
        output.backward([gradient]);
        return [output.detach(), images.grad!, weights.grad!];
    }

    private static bool IsNear(Tensor rounded, Tensor exact)
    {
        double error = (rounded.to(ScalarType.Float64) - exact).abs().max().item<double>();
        return error <= Tolerance * exact.abs().max().item<double>();
    }
}
