using static TorchSharp.torch;

namespace CompactCnn.Benchmarks;

/// <summary>Steps of a network in a format, with other channels every so many steps.</summary>
internal sealed class FormattedStep(BenchmarkNetwork network, double fraction, StepFormat format, int reselectEvery = 1) : IDisposable
{
    private readonly TrainingBatch _batch =
        new(format.MemoryLayout.Arrange(rand(StepSettings.BatchSize, 3, 32, 32)), randint(0, 10, StepSettings.BatchSize, ScalarType.Int64));

    private readonly SlicedStep _step = network.Begin(StepSettings.Options(fraction, reselectEvery), format);

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
