using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>Images that can be told apart: one random pattern for each class, and noise.</summary>
internal static class SyntheticData
{
    public static TrainingData For(ModelGraph graph, int count, long seed, double noise = 0.5, BatchTransform? transform = null)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed, CPU);
        long[] image = [graph.Input.Channels, graph.Input.Height, graph.Input.Width];
        // The patterns are the same whatever the seed, so that one set can be trained on and another tested.
        using var patterns = new Generator(77, CPU);
        Tensor prototypes = randn([graph.Classes, .. image], ScalarType.Float32, generator: patterns);
        Tensor labels = randint(0, graph.Classes, [count], ScalarType.Int64, generator: generator);
        Tensor images = prototypes.index_select(0, labels) + (noise * randn([count, .. image], ScalarType.Float32, generator: generator));
        return new TrainingData(images, labels, transform);
    }
}
