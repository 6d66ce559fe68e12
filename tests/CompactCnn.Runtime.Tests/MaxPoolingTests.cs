using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>Pooling of pairs by vectors, and the library's: the same bits, forward and backward.</summary>
public class MaxPoolingTests
{
    [Fact]
    public void PoolsAsTheLibraryDoes()
    {
        int threads = get_num_threads();
        using var generator = new Generator(3, CPU);
        var random = new Random(3);
        try
        {
            for (int seed = 0; seed < 120; seed++)
            {
                set_num_threads(1 + (seed % 2));
                using var scope = NewDisposeScope();
                bool byPixels = seed % 8 >= 4;
                long[] shape = [random.Next(1, 5), byPixels ? random.Next(8, 80) : random.Next(1, 9), random.Next(2, 41), random.Next(2, 41)];
                // Whole numbers meet their equals within a window; half of them are the zeros of an activation.
                Tensor values = seed % 3 == 0 ? randn(shape, generator: generator) : randint(-3, 4, shape, ScalarType.Float32, generator: generator).relu();
                if (seed % 5 == 0)
                {
                    values.masked_fill_(rand(shape, generator: generator).lt(0.1), float.NaN);
                    values.masked_fill_(rand(shape, generator: generator).lt(0.1), float.NegativeInfinity);
                }

                values = seed % 4 < 2 ? values : values.to(ScalarType.BFloat16);
                Compare(byPixels ? MemoryLayout.ChannelsLast.Arrange(values) : values, generator, $"seed {seed}, {string.Join("x", shape)}");
            }
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    /// <summary>What vectors cannot reach, and other windows, are the library's own work.</summary>
    [Fact]
    public void EverythingElseIsTheLibrarys()
    {
        using var scope = NewDisposeScope();
        Tensor maps = rand(2, 3, 9, 10);
        foreach (Tensor input in new[] { MemoryLayout.ChannelsLast.Arrange(maps), maps.to(ScalarType.Float64), maps.transpose(2, 3) })
        {
            Assert.Null(PairMaxima.For(input));
            using var pooling = new MaxPooling(2, 2);
            Assert.True(pooling.forward(input).equal(nn.functional.max_pool2d(input, 2, 2)).all().item<bool>());
        }

        using var overlapping = new MaxPooling(3, stride: 2, padding: 1);
        Assert.Equal(nn.functional.max_pool2d(maps, 3, 2, 1).bytes, overlapping.forward(maps).bytes);
        using (no_grad())
        {
            using var pooling = new MaxPooling(2, 2);
            Assert.Equal(nn.functional.max_pool2d(maps, 2, 2).bytes, pooling.forward(maps).bytes);
        }
    }

    /// <summary>Without a scope, too: nothing but the answer is left.</summary>
    [Fact]
    public void NothingIsLeftBehind()
    {
        using Tensor planes = rand(2, 16, 9, 10);
        using Tensor pixels = MemoryLayout.ChannelsLast.Arrange(planes);
        using var pooling = new MaxPooling(2, 2);
        var tensors = new LiveTensors();
        foreach (Tensor maps in new[] { planes, pixels })
        {
            long before = tensors.Count;
            using Tensor answer = pooling.forward(maps);
            Assert.Equal(before + 1, tensors.Count);
        }
    }

    [Fact]
    public void SizesOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MaxPooling(0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MaxPooling(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MaxPooling(2, 2, 2));
    }

    private static void Compare(Tensor values, Generator generator, string where)
    {
        using var pooling = new MaxPooling(2, 2);
        Tensor ours = values.clone().requires_grad_();
        Tensor theirs = values.clone().requires_grad_();
        Assert.NotNull(PairMaxima.For(ours));
        // As in a network, something that must be differentiated lies before it.
        Tensor mine = pooling.forward(ours * 1);
        Tensor expected = nn.functional.max_pool2d(theirs * 1, 2, 2);
        Assert.True(expected.shape.SequenceEqual(mine.shape), where);
        // Of one image its stride is of no account.
        Assert.True(expected.stride().Skip(1).SequenceEqual(mine.stride().Skip(1)), where);
        Assert.True(Bytes(expected).SequenceEqual(Bytes(mine)), where);
        Tensor gradient = randn(mine.shape, generator: generator).to(values.dtype);
        mine.backward([gradient]);
        expected.backward([gradient]);
        Assert.True(Bytes(theirs.grad!).SequenceEqual(Bytes(ours.grad!)), where);

        // The library has more than one way to write that something is no number.
        static byte[] Bytes(Tensor maps) => maps.detach().masked_fill(maps.isnan(), 12345).contiguous().bytes.ToArray();
    }
}
