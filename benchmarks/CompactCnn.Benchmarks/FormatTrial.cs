using static TorchSharp.torch;

namespace CompactCnn.Benchmarks;

/// <summary>Finds out which format makes steps the fastest, which depends on the processor and on the widths.</summary>
internal static class FormatTrial
{
    private const int Turns = 15;

    /// <summary>By the medians of a few turns: one after another, a change of the machine's speed would decide.</summary>
    /// <param name="network">The network.</param>
    /// <param name="fraction">Its active channels.</param>
    /// <param name="formats">What to choose from.</param>
    public static StepFormat Fastest(BenchmarkNetwork network, double fraction, IReadOnlyList<StepFormat> formats)
    {
        FormattedStep[] steps = [.. formats.Select(format => new FormattedStep(network, fraction, format))];
        double[][] turns = [.. Enumerable.Range(0, Turns).Select(_ => steps.Select(step => step.Seconds()).ToArray())];
        foreach (FormattedStep step in steps)
        {
            step.Dispose();
        }

        return formats[Enumerable.Range(0, steps.Length).MinBy(index => turns.Select(turn => turn[index]).Order().ElementAt(Turns / 2))];
    }
}

/// <summary>Steps of a network in a format, with other channels every so many steps.</summary>
internal sealed class FormattedStep(BenchmarkNetwork network, double fraction, StepFormat format, int reselectEvery = 1) : IDisposable
{
    private readonly TrainingBatch _batch =
        new(format.MemoryLayout.Arrange(rand(StepSettings.BatchSize, 3, 32, 32)), randint(0, 10, StepSettings.BatchSize, ScalarType.Int64));

    private readonly SlicedStep _step = network.Begin(StepSettings.Selection(fraction, reselectEvery), format);

    /// <summary>Makes a step.</summary>
    public void Run() => _step.Step(_batch);

    /// <summary>Seconds of the second of two steps.</summary>
    public double Seconds() => PairedMeasurement.SecondsOfSecond(Run);

    /// <summary>Seconds of a step, the mean over several after an untimed one.</summary>
    public double MeanSeconds(int steps)
    {
        Run();
        return PairedMeasurement.Seconds(() =>
        {
            for (int i = 0; i < steps; i++)
            {
                Run();
            }
        }) / steps;
    }

    public void Dispose()
    {
        _step.Dispose();
        _batch.Dispose();
    }
}
