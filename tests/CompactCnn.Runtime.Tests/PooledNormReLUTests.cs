using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>Norm, ReLU and pooling in one, against the layers one after another, and the library's in float64.</summary>
public class PooledNormReLUTests
{
    public static TheoryData<NormReLUTests.Maps> Layouts => NormReLUTests.Layouts;

    [Theory]
    [MemberData(nameof(Layouts))]
    public void IsTheThreeLayers(NormReLUTests.Maps layout)
    {
        int threads = get_num_threads();
        var random = new Random(13);
        using var generator = new Generator(13, CPU);
        try
        {
            for (int seed = 0; seed < 60; seed++)
            {
                set_num_threads(1 + (seed % 2));
                using var scope = NewDisposeScope();
                long[] shape = [random.Next(1, 7), random.Next(8, 65), 2 * random.Next(1, 18), 2 * random.Next(1, 18)];
                Tensor values = NormReLUTests.Arrange(randn(shape, generator: generator) * 2, layout);
                string where = $"seed {seed}, {string.Join("x", shape)}";
                using var layer = new NormReLU(shape[1]);
                using (no_grad())
                {
                    // Scales below 0 reverse the order of values.
                    layer.weight!.copy_(randn([shape[1]], generator: generator));
                    layer.bias!.copy_(randn([shape[1]], generator: generator));
                }

                Tensor gradient = NormReLUTests.Arrange(randn([shape[0], shape[1], shape[2] / 2, shape[3] / 2], generator: generator), layout);
                Assert.NotNull(NormReLUPasses.ForPooled(values));
                Compare(layer, values, gradient, layout, where);
            }
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void SumsAreTheSameOnAnyNumberOfThreads(NormReLUTests.Maps layout)
    {
        int threads = get_num_threads();
        using var scope = NewDisposeScope();
        using var generator = new Generator(9, CPU);
        Tensor values = NormReLUTests.Arrange(randn([8, 40, 40, 22], generator: generator), layout);
        Tensor gradient = NormReLUTests.Arrange(randn([8, 40, 20, 11], generator: generator), layout);
        try
        {
            Assert.All(Run(1).Zip(Run(2)), pair => Assert.True(pair.First.AsSpan().SequenceEqual(pair.Second)));
        }
        finally
        {
            set_num_threads(threads);
        }

        byte[][] Run(int count)
        {
            set_num_threads(count);
            using var layer = new NormReLU(40);
            return [.. Pass(layer, values, gradient, inOne: true).Select(tensor => tensor.contiguous().bytes.ToArray())];
        }
    }

    /// <summary>A hook sees what it would see without: then nothing is computed in one.</summary>
    [Fact]
    public void HooksSeeWhatLiesBetween()
    {
        using var scope = NewDisposeScope();
        Tensor values = randn(2, 8, 6, 6);
        foreach (bool onNorm in new[] { true, false })
        {
            using var layer = new NormReLU(8);
            using var pooling = new MaxPooling(2, 2);
            long[]? seen = null;
            if (onNorm)
            {
                layer.register_forward_hook((_, _, output) => Keep(output));
            }
            else
            {
                pooling.register_forward_pre_hook((_, input) => Keep(input));
            }

            Assert.Equal([2, 8, 3, 3], layer.CallPooled(values, pooling).shape);
            Assert.Equal([2, 8, 6, 6], seen!);

            Tensor Keep(Tensor maps)
            {
                seen = maps.shape;
                return maps;
            }
        }
    }

    /// <summary>A scale of 0 makes all outputs equal, and the first of a window has the gradient.</summary>
    [Fact]
    public void AScaleOf0IsTheLayersOwnWork()
    {
        using var scope = NewDisposeScope();
        Tensor values = randn(2, 8, 6, 6);
        using var layer = new NormReLU(8);
        using (no_grad())
        {
            layer.weight!.zero_();
            layer.bias!.fill_(1);
        }

        Tensor gradient = Pass(layer, values, ones(2, 8, 3, 3), inOne: true)[2];
        Tensor firsts = Normalized(values)[TensorIndex.Colon, TensorIndex.Colon, TensorIndex.Slice(0, null, 2), TensorIndex.Slice(0, null, 2)];
        TensorAssert.Close(firsts.sum([0, 2, 3]).to(ScalarType.Float64), gradient.to(ScalarType.Float64), "scales", 1e-4);

        static Tensor Normalized(Tensor maps) => nn.functional.batch_norm(maps, zeros(8), ones(8), training: true);
    }

    /// <summary>Odd sides, other windows, and evaluation are the layers' own work.</summary>
    [Fact]
    public void EverythingElseIsTheLayersOne()
    {
        using var scope = NewDisposeScope();
        Assert.Null(NormReLUPasses.ForPooled(rand(2, 8, 7, 6)));
        Assert.Null(NormReLUPasses.ForPooled(rand(2, 8, 6, 7)));
        Assert.Null(NormReLUPasses.ForPooled(rand([2, 8, 6, 6], ScalarType.Float64)));
        Tensor values = randn(2, 8, 9, 9);
        foreach ((MaxPooling pooling, bool train) in new[] { (new MaxPooling(2, 2), true), (new MaxPooling(3, 2, 1), true), (new MaxPooling(2, 2), false) })
        {
            using var layer = new NormReLU(8);
            using var other = new NormReLU(8);
            layer.train(train);
            other.train(train);
            Assert.Equal(pooling.forward(other.forward(values)).bytes, layer.CallPooled(values, pooling).bytes);
            Assert.Equal(train ? 1 : 0, layer.num_batches_tracked!.item<long>());
            pooling.Dispose();
        }

        using var refusing = new NormReLU(8);
        using var pairs = new MaxPooling(2, 2);
        Assert.Throws<ArgumentException>(() => refusing.CallPooled(rand(3, 8), pairs));
        Assert.Throws<ArgumentNullException>(() => refusing.CallPooled(values, null!));
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void WhatIsNoNumberStaysNone(NormReLUTests.Maps layout)
    {
        foreach (float fault in new[] { float.NaN, float.PositiveInfinity })
        {
            using var scope = NewDisposeScope();
            Tensor values = randn(2, 8, 10, 10);
            values[1, 2, 8, 8] = fault;
            using var layer = new NormReLU(8);
            using var pooling = new MaxPooling(2, 2);
            Tensor output = layer.CallPooled(NormReLUTests.Arrange(values, layout), pooling);
            Assert.True(output.isnan()[TensorIndex.Colon, 2].all().item<bool>());
            Assert.False(output[TensorIndex.Colon, TensorIndex.Slice(0, 2)].isnan().any().item<bool>());
        }
    }

    /// <summary>
    /// Outputs are the bits of the layers one after another; gradients are those of float64, which knows the greater of two values
    /// that round to the same.
    /// </summary>
    private static void Compare(NormReLU layer, Tensor values, Tensor gradient, NormReLUTests.Maps layout, string where)
    {
        using var other = new NormReLU(layer.num_features);
        using BatchNorm2d reference = nn.BatchNorm2d(layer.num_features, dtype: ScalarType.Float64);
        using (no_grad())
        {
            other.weight!.copy_(layer.weight!);
            other.bias!.copy_(layer.bias!);
            reference.weight!.copy_(layer.weight!);
            reference.bias!.copy_(layer.bias!);
        }

        Tensor exact = values.detach().to(ScalarType.Float64).contiguous().requires_grad_();
        Tensor expected = nn.functional.max_pool2d(reference.forward(exact).relu(), 2, 2);
        // Where the output is above 0 by less than rounding, either side of it is right.
        gradient.mul_(expected.detach().gt(1e-2).to(gradient.dtype));
        expected.backward([gradient.to(ScalarType.Float64)]);
        Tensor[] found = Pass(layer, values, gradient, inOne: true);
        Assert.True(Pass(other, values, gradient, inOne: false)[0].contiguous().bytes.SequenceEqual(found[0].contiguous().bytes), where);
        double slack = layout == NormReLUTests.Maps.PixelsInBFloat16 ? 2e-2 : 2e-4;
        Tensor[] references = [exact.grad!, reference.weight!.grad!, reference.bias!.grad!, reference.running_mean!, reference.running_var!];
        for (int i = 0; i < references.Length; i++)
        {
            TensorAssert.Close(references[i], found[i + 1].to(ScalarType.Float64), $"{where}: {i}", slack);
        }
    }

    /// <summary>Output, and the gradients of input, scale and shift; and the running statistics.</summary>
    private static Tensor[] Pass(NormReLU layer, Tensor values, Tensor gradient, bool inOne)
    {
        using var pooling = new MaxPooling(2, 2);
        Tensor input = values.detach().requires_grad_();
        Tensor given = input * 1;
        Tensor output = inOne ? layer.CallPooled(given, pooling) : pooling.call(layer.call(given));
        output.backward([gradient]);
        return [output.detach(), input.grad!, layer.weight!.grad!, layer.bias!.grad!, layer.running_mean!, layer.running_var!];
    }
}
