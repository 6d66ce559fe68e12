using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>Hits are counted as the library would.</summary>
public class HitsTests
{
    [Fact]
    public void AreTheLibrarys()
    {
        using var generator = new Generator(6, CPU);
        var random = new Random(6);
        for (int seed = 0; seed < 200; seed++)
        {
            using var scope = NewDisposeScope();
            long[] shape = [random.Next(1, 40), random.Next(1, 12)];
            // Few different values, so that many are equal.
            Tensor logits = randint(-2, 3, shape, ScalarType.Float32, generator: generator);
            logits = seed % 3 == 0 ? logits.masked_fill(rand(shape, generator: generator).lt(0.2), seed % 2 == 0 ? float.NaN : float.NegativeInfinity) : logits;
            logits = seed % 5 == 0 ? logits.to(ScalarType.Float64) : seed % 7 == 0 ? logits.t().contiguous().t() : logits;
            Tensor labels = randint(0, shape[1], shape[0], ScalarType.Int64, generator: generator);
            Assert.Equal(logits.argmax(1).eq(labels).sum().item<long>(), Hits.Count(logits, labels));
        }
    }
}
