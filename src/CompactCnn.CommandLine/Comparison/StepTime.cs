using TorchSharp;

namespace CompactCnn.CommandLine;

/// <summary>How long a training step of a network takes on this machine, now.</summary>
internal static class StepTime
{
    private const int Steps = 8;

    /// <summary>Times a few steps on random images, after one to warm up.</summary>
    /// <param name="network">The network.</param>
    /// <param name="graph">Its graph.</param>
    /// <param name="recipe">How it is trained.</param>
    /// <returns>Seconds a step.</returns>
    public static double Measure<TCompact>(TCompact network, ModelGraph graph, CompactTrainingOptions recipe)
        where TCompact : CompactNetwork<TCompact>, ICompactNetwork<TCompact>
    {
        FeatureShape shape = graph.Input;
        using TrainingData warmUp = RandomImages(shape, recipe.BatchSize);
        using TrainingData data = RandomImages(shape, Steps * recipe.BatchSize);
        FineTuneOptions options = recipe.ForFixedWidths(1) with { RecalibrationBatches = 0 };
        network.FineTune(warmUp, options);
        return network.FineTune(data, options).Duration.TotalSeconds / Steps;
    }

    private static TrainingData RandomImages(FeatureShape shape, int count)
    {
        using var generator = new torch.Generator(seed: 1);
        return new TrainingData(
            torch.rand([count, shape.Channels, shape.Height, shape.Width], generator: generator),
            torch.zeros(count, torch.ScalarType.Int64));
    }
}
