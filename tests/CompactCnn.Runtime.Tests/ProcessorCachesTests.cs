using TorchSharp;
using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// Convolutions are right whatever the channels, also on a virtual machine that hides the processor's caches: there a
/// quarter of these shapes were wrong by up to the size of the numbers themselves.
/// </summary>
public class ProcessorCachesTests
{
    private const double Tolerance = 1e-4;

    public static TheoryData<int, int> Channels()
    {
        var random = new Random(5);
        var pairs = new TheoryData<int, int> { { 16, 24 }, { 24, 16 }, { 9, 9 }, { 19, 38 } };
        for (int pair = 0; pair < 20; pair++)
            pairs.Add(random.Next(1, 70), random.Next(1, 70));

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public void ConvolutionsOfFloat32AgreeWithProductsOfFloat64(int inputs, int outputs)
    {
        Assert.True(ProcessorCaches.Provide());
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator((ulong)(100 * inputs + outputs));
        Tensor images = randn([8, inputs, 12, 12], generator: generator);
        Tensor weights = randn([outputs, inputs, 3, 3], generator: generator);
        Tensor gradient = randn([8, outputs, 12, 12], generator: generator);
        // Fresh memory is zero, and zeros hide the fault.
        for (int copies = 1; copies <= 4; copies++)
            cat([.. Enumerable.Repeat(gradient, copies)]).Dispose();

        Tensor[] rounded = Gradients(images, weights, gradient, (x, w) => nn.functional.conv2d(x, w, padding: [1L, 1L]));
        Tensor[] exact = Gradients(images.to(float64), weights.to(float64), gradient.to(float64), MultiplyPatches);
        Assert.All(rounded.Zip(exact), pair =>
        {
            double error = (pair.First.to(float64) - pair.Second).abs().max().item<double>();
            Assert.InRange(error / pair.Second.abs().max().item<double>(), 0, Tolerance);
        });
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
        images = images.detach().clone().requires_grad_(true);
        weights = weights.detach().clone().requires_grad_(true);
        Tensor output = convolve(images, weights);
        output.backward([gradient]);
        return [output.detach(), images.grad!, weights.grad!];
    }
}
