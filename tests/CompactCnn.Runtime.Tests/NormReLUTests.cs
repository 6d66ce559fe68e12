using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>Norm and ReLU, in one pass or in two, against the library's two in float64, in every layout and precision.</summary>
public class NormReLUTests
{
    public enum Maps
    {
        Planes,
        Pixels,
        PixelsInBFloat16,
    }

    public static TheoryData<Maps> Layouts => [.. Enum.GetValues<Maps>()];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void IsNormThenReLU(Maps layout)
    {
        var random = new Random(7);
        using var generator = new Generator(7, CPU);
        for (int seed = 0; seed < 60; seed++)
        {
            using var scope = NewDisposeScope();
            // Planes that are summed in parts, and more of them than are summed at once.
            long[] shape = seed switch
            {
                0 => [2, 3, 100, 91],
                1 => [20, 2, 30, 31],
                _ => [random.Next(2, 7), random.Next(1, 70), random.Next(1, 35), random.Next(1, 35)],
            };
            long channels = shape[1];
            // Means far from 0 would show sums that lose digits.
            Tensor values = Arrange((randn(shape, generator: generator) * 2) + (randn([1, channels, 1, 1], generator: generator) * 20), layout);
            using var layer = new NormReLU(channels);
            using BatchNorm2d reference = nn.BatchNorm2d(channels, dtype: ScalarType.Float64);
            Randomize(layer, reference, generator);
            Compare(layer, reference, values, generator, layout, $"seed {seed}, {string.Join("x", shape)}");
        }
    }

    /// <summary>What belongs to the channels of whole pixels and whole vectors must not grow beyond the caches.</summary>
    [Theory]
    [InlineData(3, true)]
    [InlineData(8, true)]
    [InlineData(64, true)]
    [InlineData(67, false)]
    [InlineData(2080, false)]
    public void TheLibraryHasManyOddChannels(long channels, bool areFew)
    {
        using var scope = NewDisposeScope();
        Tensor maps = MemoryLayout.ChannelsLast.Arrange(zeros(2, channels, 5, 5));
        Assert.Equal(areFew, NormReLUPasses.For(maps) is PixelNormReLU<Float32Numbers>);
        Assert.Equal(areFew, NormReLUPasses.For(maps.to(ScalarType.BFloat16)) is PixelNormReLU<BFloat16Numbers>);
        Assert.Null(NormReLUPasses.For(zeros([2, channels, 5, 5], ScalarType.Float64)));
    }

    /// <summary>A gradient may come in any order: that of an expanded sum has no stride at all.</summary>
    [Theory]
    [MemberData(nameof(Layouts))]
    public void GradientsInAnotherOrderAreTaken(Maps layout)
    {
        using var scope = NewDisposeScope();
        Tensor values = randn(3, 5, 6, 7);
        Tensor gradient = randn(3, 5, 6, 7);
        Tensor[] gradients = [Arrange(gradient, layout), gradient.transpose(2, 3).contiguous().transpose(2, 3).to(Arrange(gradient, layout).dtype)];
        Tensor[] found = [.. gradients.Select(given =>
        {
            using var layer = new NormReLU(5);
            Tensor input = Arrange(values, layout).detach().requires_grad_();
            layer.forward(input * 1).backward([given]);
            return input.grad!;
        })];
        Assert.Equal(0, (found[0] - found[1]).abs().max().to(ScalarType.Float32).item<float>());
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void SumsAreTheSameOnAnyNumberOfThreads(Maps layout)
    {
        int threads = get_num_threads();
        using var scope = NewDisposeScope();
        using var generator = new Generator(9, CPU);
        Tensor values = Arrange(randn([8, 37, 40, 21], generator: generator), layout);
        Tensor gradient = Arrange(randn([8, 37, 40, 21], generator: generator), layout);
        try
        {
            byte[][] one = Run(1);
            byte[][] two = Run(2);
            Assert.All(one.Zip(two), pair => Assert.True(pair.First.AsSpan().SequenceEqual(pair.Second)));
        }
        finally
        {
            set_num_threads(threads);
        }

        byte[][] Run(int count)
        {
            set_num_threads(count);
            using var layer = new NormReLU(37);
            Tensor input = values.detach().requires_grad_();
            Tensor output = layer.forward(input * 1);
            output.backward([gradient]);
            return [.. new[] { output.detach(), input.grad!, layer.weight!.grad!, layer.bias!.grad!, layer.running_mean!, layer.running_var! }
                .Select(tensor => tensor.contiguous().bytes.ToArray())];
        }
    }

    /// <summary>Whether by one pass or by two, what is not a number must be seen behind it.</summary>
    [Theory]
    [MemberData(nameof(Layouts))]
    public void WhatIsNoNumberStaysNone(Maps layout)
    {
        foreach (float fault in new[] { float.NaN, float.PositiveInfinity })
        {
            using var scope = NewDisposeScope();
            Tensor values = randn(2, 3, 9, 9);
            values[1, 2, 8, 8] = fault;
            using var layer = new NormReLU(3);
            Tensor output = layer.forward(Arrange(values, layout));
            Assert.True(output.isnan()[TensorIndex.Colon, 2].all().item<bool>());
            Assert.False(output[TensorIndex.Colon, TensorIndex.Slice(0, 2)].isnan().any().item<bool>());
            Assert.True(layer.running_mean!.isfinite().eq(tensor(new[] { true, true, false })).all().item<bool>());
        }
    }

    [Fact]
    public void InEvaluationRunningStatisticsCount()
    {
        using var scope = NewDisposeScope();
        using var layer = new NormReLU(5);
        using BatchNorm2d reference = nn.BatchNorm2d(5, dtype: ScalarType.Float64);
        using var generator = new Generator(4, CPU);
        Randomize(layer, reference, generator);
        layer.eval();
        reference.eval();
        Tensor values = randn([3, 5, 6, 7], generator: generator);
        TensorAssert.Close(reference.forward(values.to(ScalarType.Float64)).relu(), layer.forward(values).to(ScalarType.Float64), "evaluation", 1e-5);
        Assert.Equal(0, layer.num_batches_tracked!.item<long>());
        Assert.Throws<ArgumentException>(() => layer.forward(rand(3, 5)));
    }

    /// <summary>Other channels than the layer has are refused, as the library does.</summary>
    [Fact]
    public void OtherChannelsAreRefused()
    {
        using var scope = NewDisposeScope();
        using var layer = new NormReLU(3);
        Assert.ThrowsAny<Exception>(() => layer.forward(rand(2, 2, 5, 5)));
        Assert.ThrowsAny<Exception>(() => layer.forward(rand(2, 4, 5, 5)));
    }

    private static void Compare(NormReLU layer, BatchNorm2d reference, Tensor values, Generator generator, Maps layout, string where)
    {
        Tensor ours = values.detach().requires_grad_();
        Tensor theirs = values.detach().to(ScalarType.Float64).requires_grad_();
        Tensor given = ours * 1;
        Assert.True(layout != Maps.Planes || NormReLUPasses.For(given) is PlaneNormReLU);
        Tensor mine = layer.forward(given);
        Tensor expected = reference.forward(theirs).relu();
        double tolerance = layout == Maps.PixelsInBFloat16 ? 8e-3 : 2e-5;
        TensorAssert.Close(expected.detach(), mine.detach().to(ScalarType.Float64), where, tolerance);
        // One channel is in either order at once, and the library takes it for the default.
        Assert.True(values.size(1) == 1 || given.stride().SequenceEqual(mine.stride()), where);

        Tensor gradient = Arrange(randn(values.shape, generator: generator), layout);
        // Where the library's output is above 0 by less than rounding, either side of it is right.
        gradient.mul_(expected.detach().gt(1e-2).to(gradient.dtype));
        mine.backward([gradient]);
        expected.backward([gradient.to(ScalarType.Float64)]);
        double slack = layout == Maps.PixelsInBFloat16 ? 2e-2 : 2e-4;
        TensorAssert.Close(theirs.grad!, ours.grad!.to(ScalarType.Float64), $"{where}: input", slack);
        TensorAssert.Close(reference.weight!.grad!, layer.weight!.grad!.to(ScalarType.Float64), $"{where}: scale", slack);
        TensorAssert.Close(reference.bias!.grad!, layer.bias!.grad!.to(ScalarType.Float64), $"{where}: shift", slack);
        TensorAssert.Close(reference.running_mean!, layer.running_mean!.to(ScalarType.Float64), $"{where}: mean", 1e-5);
        TensorAssert.Close(reference.running_var!, layer.running_var!.to(ScalarType.Float64), $"{where}: variance", 1e-5);
        Assert.Equal(1, layer.num_batches_tracked!.item<long>());
    }

    private static void Randomize(NormReLU layer, BatchNorm2d reference, Generator generator)
    {
        using var noGradient = no_grad();
        long count = layer.num_features;
        layer.weight!.copy_(randn([count], generator: generator));
        layer.bias!.copy_(randn([count], generator: generator));
        layer.running_mean!.copy_(randn([count], generator: generator));
        reference.weight!.copy_(layer.weight!);
        reference.bias!.copy_(layer.bias!);
        reference.running_mean!.copy_(layer.running_mean!);
    }

    internal static Tensor Arrange(Tensor maps, Maps layout) => layout switch
    {
        Maps.Planes => maps,
        Maps.Pixels => MemoryLayout.ChannelsLast.Arrange(maps),
        _ => MemoryLayout.ChannelsLast.Arrange(maps.to(ScalarType.BFloat16)),
    };
}
