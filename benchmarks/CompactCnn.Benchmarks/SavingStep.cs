using static TorchSharp.torch;

namespace CompactCnn.Benchmarks;

/// <summary>
/// What slicing to one half saves of the dense step, ours and the hand-written one: in the memory layout in which our dense step
/// is faster, which a trial finds, unless one was asked for. Whoever wants to save has chosen it already.
/// </summary>
internal static class SavingStep
{
    private const double Fraction = 0.5;

    public static void Measure(BenchmarkRun run, BenchmarkNetwork network)
    {
        StepFormat format = run.IsLayoutStated
            ? run.Format
            : FormatTrial.Fastest(network, 1, [.. Enum.GetValues<MemoryLayout>().Select(layout => new StepFormat(layout, run.Format.Precision))]);
        BenchmarkRun formatted = run with { Format = format };
        using var sliced = new FormattedStep(network, Fraction, format);
        using (var dense = new FormattedStep(network, 1, format))
        {
            Report("sliced step / dense step", dense.Run);
        }

        using Tensor images = format.MemoryLayout.Arrange(rand(StepSettings.BatchSize, 3, 32, 32));
        using Tensor labels = randint(0, 10, StepSettings.BatchSize, ScalarType.Int64);
        using HandWrittenNetwork hand = network.HandWritten(1);
        Report("sliced step / hand-written dense step", () => hand.Step(images, labels));

        void Report(string measure, Action baseline) =>
            run.Report.Add(formatted.Row(network, measure, Fraction, PairedMeasurement.RunSteps(baseline, sliced.Run, run.Pairs), network.SavingGoal));
    }
}
