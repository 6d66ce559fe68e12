using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>Random images of a model's shape.</summary>
internal static class Batches
{
    private const int ValuesOfANormChannel = 32;

    /// <summary>Images enough that every norm sees at least 32 values of each channel; three where there is no norm.</summary>
    public static int Size(ModelGraph graph)
    {
        int positions = graph.Operations.OfType<BatchNormOperation>().Select(norm => norm.Height * norm.Width).DefaultIfEmpty(ValuesOfANormChannel).Min();
        return Math.Max(3, (ValuesOfANormChannel + positions - 1) / positions);
    }

    public static Tensor Images(ModelGraph graph, long seed, int? count = null, ScalarType type = ScalarType.Float64)
    {
        using var generator = new Generator((ulong)seed, CPU);
        return randn([count ?? Size(graph), graph.Input.Channels, graph.Input.Height, graph.Input.Width], type, generator: generator);
    }

    public static Tensor Labels(ModelGraph graph, long seed, int? count = null)
    {
        using var generator = new Generator((ulong)seed + 1, CPU);
        return randint(0, graph.Classes, [count ?? Size(graph)], ScalarType.Int64, generator: generator);
    }

    /// <summary>A batch of float32 images, as a training step takes it.</summary>
    public static TrainingBatch Training(ModelGraph graph, long seed, int? count = null, ScalarType type = ScalarType.Float32) =>
        new(Images(graph, seed, count, type), Labels(graph, seed, count));
}
