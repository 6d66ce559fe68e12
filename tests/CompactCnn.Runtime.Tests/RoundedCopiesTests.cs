using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>Copies of parameters in bf16, in either order, against the library's: the same numbers.</summary>
public class RoundedCopiesTests
{
    [Fact]
    public void CopiesAsTheLibraryDoes()
    {
        int threads = get_num_threads();
        var random = new Random(11);
        using var generator = new Generator(11, CPU);
        try
        {
            for (int seed = 0; seed < 60; seed++)
            {
                set_num_threads(1 + (seed % 2));
                using var scope = NewDisposeScope();
                long kernel = random.Next(1, 8);
                // Some rows are longer than what is rearranged at once.
                long[] shape = [random.Next(1, 40), seed % 7 == 0 ? random.Next(500, 2100) : random.Next(1, 90), kernel, kernel];
                Tensor masters = randn(shape, generator: generator);
                masters.masked_fill_(rand(shape, generator: generator).lt(0.05), float.NaN);
                masters.masked_fill_(rand(shape, generator: generator).lt(0.05), float.NegativeInfinity);
                Compare(masters, byPixels: seed % 3 != 0, $"seed {seed}, {string.Join("x", shape)}");
            }
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    private static void Compare(Tensor masters, bool byPixels, string where)
    {
        const int before = 32;
        int count = (int)masters.numel();
        int rows = (int)masters.size(0);
        int taps = byPixels ? (int)(masters.size(2) * masters.size(3)) : 1;
        var copies = new RoundedCopies([new RoundedMatrix(0, before, rows, count / rows, taps)]);
        Tensor expected = masters.to(ScalarType.BFloat16);
        Tensor arranged = byPixels ? expected.permute(0, 2, 3, 1).contiguous() : expected;

        Tensor buffer = zeros(count + (2 * before), ScalarType.BFloat16);
        copies.Round(masters, buffer);
        AssertSame(arranged, buffer.narrow(0, before, count), where);
        Assert.True(cat([buffer.narrow(0, 0, before), buffer.narrow(0, before + count, before)]).eq(0).all().item<bool>(), where);

        Tensor widened = zeros(count);
        copies.Widen(buffer, widened);
        AssertSame(expected.to(ScalarType.Float32), widened, where);
    }

    // What is not a number has many bits, and the library itself takes one of them in its vectors and another in what is left.
    private static void AssertSame(Tensor expected, Tensor found, string where)
    {
        Assert.True(expected.flatten().isnan().equal(found.isnan()).all().item<bool>(), where);
        Assert.True(expected.flatten().nan_to_num(0).equal(found.nan_to_num(0)).all().item<bool>(), where);
    }
}
