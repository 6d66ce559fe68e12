using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>Gradients of convolutions as products of matrices: those of the library, in float64.</summary>
public class PatchGradientsTests
{
    /// <summary>What is not computed so has the library's bits.</summary>
    [Fact]
    public void GradientsAreThoseOfTheConvolution()
    {
        var random = new Random(5);
        for (int seed = 0; seed < 60; seed++)
        {
            using var scope = NewDisposeScope();
            manual_seed(seed);
            ScalarType type = seed % 2 == 0 ? ScalarType.BFloat16 : ScalarType.Float32;
            int kernel = 1 + random.Next(5);
            int stride = 1 + random.Next(2);
            int padding = random.Next(kernel);
            int side = Math.Max(kernel, random.Next(1, type == ScalarType.BFloat16 ? 9 : 3));
            int height = side + random.Next(3);
            long[] shape = [random.Next(1, 5), random.Next(1, 20), height, side];
            int outputs = random.Next(1, 20);
            // There the library itself, which is run for comparison, may write outside of its memory.
            if (kernel == 1 && stride > 1 && type == ScalarType.Float32 && shape[1] < 8)
            {
                continue;
            }

            using var network = nn.Sequential(("layer", nn.Conv2d(shape[1], outputs, kernel, stride: stride, padding: (long)padding, bias: seed % 3 == 0)));
            network.to(type);
            var layer = (Conv2d)network.children().Single();
            Tensor input = randn(shape).to(type);
            input = (seed % 4 < 2 ? MemoryLayout.ChannelsLast.Arrange(input) : input).detach().requires_grad_(seed % 5 != 0);
            string what = $"seed {seed}: {string.Join("x", shape)}, kernel {kernel}, stride {stride}, padding {padding}, {type}";

            Tensor slope = randn(layer.call(input).shape).to(type);
            Tensor active = Backward(layer, input, slope);
            Tensor? ofBias = layer.bias?.grad?.clone();
            Tensor? ofInput = input.grad?.clone();
            Tensor ofWeight = layer.weight!.grad!.clone();
            network.zero_grad();
            input.grad = null;
            using PatchGradients gradients = PatchGradients.Attach(network);
            Backward(layer, input, slope);
            gradients.ThrowIfFailed();

            Assert.True(layer.weight!.requires_grad);
            if (ofInput is not null)
            {
                TensorAssert.SameBits(ofInput, input.grad!, $"input of {what}");
            }

            if (ofBias is not null)
            {
                TensorAssert.SameBits(ofBias, layer.bias!.grad!, $"bias of {what}");
            }

            if (kernel > 1 && slope.size(2) * slope.size(3) <= (type == ScalarType.BFloat16 ? 64 : 4))
            {
                // bf16 keeps 8 bits of what is summed up in float32.
                AssertClose(Exact(layer, input, slope * active).OfWeight, layer.weight.grad!, type == ScalarType.BFloat16 ? 0.01 : 1e-5, what);
            }
            else
            {
                TensorAssert.SameBits(ofWeight, layer.weight.grad!, $"weights of {what}");
            }
        }

        // An activation is written over what the convolution made.
        static Tensor Backward(Conv2d layer, Tensor input, Tensor slope)
        {
            Tensor output = layer.call(input);
            Tensor active = output.gt(0);
            output.relu_().backward([slope]);
            return active;
        }
    }

    /// <summary>Where a kernel of one pixel skips pixels of few channels that lie pixel by pixel, the library's are wrong on processors without AVX-512.</summary>
    [Fact]
    public void GradientsOfSkippedPixelsAreThoseOfTheConvolution()
    {
        for (int inputs = 1; inputs <= 17; inputs++)
        {
            foreach (int stride in new[] { 2, 3 })
            {
                using var scope = NewDisposeScope();
                manual_seed(inputs);
                using var network = nn.Sequential(("layer", nn.Conv2d(inputs, 8, 1, stride: stride, bias: false)));
                var layer = (Conv2d)network.children().Single();
                Tensor input = MemoryLayout.ChannelsLast.Arrange(randn(3, inputs, 16, 16)).detach().requires_grad_();
                using PatchGradients gradients = PatchGradients.Attach(network);
                Tensor output = layer.call(input);
                Tensor slope = randn(output.shape);
                output.backward([slope]);
                gradients.ThrowIfFailed();

                (Tensor ofWeight, Tensor ofInput, _) = Exact(layer, input, slope);
                AssertClose(ofWeight, layer.weight!.grad!, 1e-5, $"weights of {inputs} channels, stride {stride}");
                AssertClose(ofInput, input.grad!, 1e-5, $"{inputs} channels, stride {stride}");
            }
        }
    }

    /// <summary>Only what is small is computed so, for a processor of this kind: the product can be passed backward once, the library's graph again.</summary>
    [Theory]
    [InlineData(ScalarType.BFloat16, 4, 3, true)]
    [InlineData(ScalarType.BFloat16, 5, 3, null)]
    [InlineData(ScalarType.BFloat16, 8, 3, null)]
    [InlineData(ScalarType.BFloat16, 9, 3, false)]
    [InlineData(ScalarType.BFloat16, 4, 1, false)]
    [InlineData(ScalarType.Float32, 2, 3, true)]
    [InlineData(ScalarType.Float32, 3, 3, false)]
    [InlineData(ScalarType.Float64, 2, 3, false)]
    public void LargeMapsAreTheLibrarys(ScalarType type, int side, int kernel, bool? isTaken)
    {
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(("layer", nn.Conv2d(4, 4, kernel, padding: (long)(kernel / 2), bias: false)));
        network.to(type);
        var layer = (Conv2d)network.children().Single();
        using PatchGradients gradients = PatchGradients.Attach(network);
        Tensor output = layer.call(randn(2, 4, side, side).to(type).requires_grad_());
        output.sum().backward(retain_graph: true);
        gradients.ThrowIfFailed();
        output.sum().backward();

        if (isTaken ?? MatrixTiles.AreSupported)
        {
            Assert.Contains("once", Assert.Throws<InvalidOperationException>(gradients.ThrowIfFailed).Message, StringComparison.Ordinal);
            Assert.True(layer.weight!.grad!.isnan().all().item<bool>());
        }
        else
        {
            gradients.ThrowIfFailed();
        }
    }

    /// <summary>A convolution that throws leaves no weights that are trained no more.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ARefusedInputFreezesNothing(bool isDisposedOf)
    {
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(("layer", nn.Conv2d(4, 4, 3, padding: 1L, bias: false)));
        var layer = (Conv2d)network.children().Single();
        PatchGradients gradients = PatchGradients.Attach(network);
        Assert.ThrowsAny<Exception>(() => layer.call(randn(2, 3, 2, 2)));
        if (isDisposedOf)
        {
            gradients.Dispose();
        }

        layer.call(randn(2, 4, 2, 2)).sum().backward();
        gradients.Dispose();
        Assert.True(layer.weight!.requires_grad);
        Assert.True(layer.weight.grad!.abs().max().item<float>() > 0);
    }

    /// <summary>Disposed of, and without gradients, it leaves the network alone.</summary>
    [Fact]
    public void NothingIsLeftBehind()
    {
        using var network = nn.Sequential(("layer", nn.Conv2d(4, 4, 3, padding: 1L, bias: false)));
        var layer = (Conv2d)network.children().Single();
        using Tensor input = randn(2, 4, 2, 2);
        using (PatchGradients.Attach(network))
        {
            using (no_grad())
            {
                using Tensor output = layer.call(input);
                Assert.False(output.requires_grad);
            }

            layer.weight!.requires_grad = false;
            using Tensor frozen = layer.call(input);
            Assert.False(frozen.requires_grad);
            layer.weight.requires_grad = true;
        }

        using var scope = NewDisposeScope();
        Tensor after = layer.call(input);
        after.sum().backward(retain_graph: true);
        after.sum().backward();
        Assert.False(layer.weight!.grad!.isnan().any().item<bool>());
    }

    private static (Tensor OfWeight, Tensor OfInput, Tensor? OfBias) Exact(Conv2d layer, Tensor input, Tensor slope)
    {
        Tensor weight = layer.weight!.detach().to(ScalarType.Float64).requires_grad_();
        Tensor? bias = layer.bias?.detach().to(ScalarType.Float64).requires_grad_();
        Tensor maps = input.detach().to(ScalarType.Float64).requires_grad_();
        nn.functional.conv2d(maps, weight, bias, strides: layer.stride, padding: layer.padding).backward([slope.to(ScalarType.Float64)]);
        return (weight.grad!, maps.grad!, bias?.grad);
    }

    private static void AssertClose(Tensor expected, Tensor found, double tolerance, string what)
    {
        double scale = expected.abs().max().item<double>() + 1e-12;
        double worst = (expected - found.to(ScalarType.Float64)).abs().max().item<double>() / scale;
        Assert.True(worst < tolerance, $"{what}: {worst:E2} of the largest gradient");
    }
}
