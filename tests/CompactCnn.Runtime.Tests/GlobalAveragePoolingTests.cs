using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>Averages of feature maps, and the library's.</summary>
public class GlobalAveragePoolingTests
{
    /// <summary>Averages in float64 are the reference; the gradient of each value is that of its average over their number.</summary>
    [Fact]
    public void AveragesInEveryLayoutAndPrecision()
    {
        using var generator = new Generator(5, CPU);
        var random = new Random(5);
        for (int seed = 0; seed < 120; seed++)
        {
            using var scope = NewDisposeScope();
            long[] shape = [random.Next(1, 5), random.Next(1, 80), random.Next(1, 12), random.Next(1, 12)];
            ScalarType type = (seed % 3) switch { 0 => ScalarType.Float32, 1 => ScalarType.BFloat16, _ => ScalarType.Float64 };
            MemoryLayout layout = seed % 2 == 0 ? MemoryLayout.ChannelsLast : MemoryLayout.Contiguous;
            Tensor input = layout.Arrange(randn(shape, generator: generator).to(type)).requires_grad_();
            Tensor weights = randn([shape[0], shape[1], 1, 1], generator: generator).to(type);
            using var pooling = new GlobalAveragePooling();

            Tensor output = pooling.call(input);
            output.backward([weights]);

            string what = $"seed {seed}, {string.Join("x", shape)}, {type}, {layout}";
            double tolerance = type switch { ScalarType.Float64 => 1e-14, ScalarType.Float32 => 1e-6, _ => 1.0 / 256 };
            AssertNear(input.detach().to(ScalarType.Float64).mean([2, 3], keepdim: true), output.detach(), tolerance, what);
            AssertNear((weights.to(ScalarType.Float64) / (shape[2] * shape[3])).expand(shape), input.grad!, tolerance, what);
            if (layout == MemoryLayout.ChannelsLast && shape[1] > 1 && shape[2] * shape[3] > 1)
            {
                Assert.True(input.grad!.stride(1) == 1, what);
            }
        }
    }

    [Fact]
    public void MapsChannelByChannelAreTheLibrarys()
    {
        using var scope = NewDisposeScope();
        using var pooling = new GlobalAveragePooling();
        foreach (Tensor maps in new[] { rand(3, 5, 7, 6), rand(5, 7, 6), rand(3, 5, 7, 6).to(ScalarType.BFloat16) })
        {
            Assert.Equal(nn.functional.adaptive_avg_pool2d(maps, 1).bytes, pooling.forward(maps).bytes);
        }
    }

    private static void AssertNear(Tensor expected, Tensor actual, double tolerance, string what)
    {
        Assert.True(expected.shape.SequenceEqual(actual.shape), what);
        double error = (expected - actual.to(ScalarType.Float64)).abs().max().item<double>();
        double scale = 1 + expected.abs().max().item<double>();
        Assert.True(error <= tolerance * scale, $"{what}: {error}");
    }
}
