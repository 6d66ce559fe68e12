using System.CommandLine;
using static TorchSharp.torch;

namespace CompactCnn.Benchmarks;

/// <summary>
/// What a training step costs against the same step written by hand, where the time goes, and what slicing saves.
/// </summary>
internal static class StepBenchmark
{
    private const string Dense = "dense";
    private const string Sliced = "sliced";
    private const string Saving = "saving";
    private const string OverheadMeasure = "overhead";
    private const string Live = "live";
    private const string Fastest = "fastest";

    /// <summary>What a step of a fixed network does without; watching comes to it in a whole training.</summary>
    public static IReadOnlyList<StepPhase> Overhead { get; } = [StepPhase.Selection, StepPhase.Gather, StepPhase.Saliency, StepPhase.Scatter];

    public static Command Command() =>
        new BenchmarkOptions(Dense, Sliced, Saving, OverheadMeasure, Live, Fastest).Command("step", "One training step, with other channels every time, against hand-written networks.", Run);

    private static void Run(BenchmarkRun run)
    {
        using Tensor images = run.Format.MemoryLayout.Arrange(rand(StepSettings.BatchSize, 3, 32, 32));
        using Tensor labels = randint(0, 10, StepSettings.BatchSize, ScalarType.Int64);
        var batch = new TrainingBatch(images, labels);
        foreach (BenchmarkNetwork network in run.Networks)
        {
            if (run.Wants(Dense))
            {
                run.Report.Add(AgainstHandWritten(run, network, batch, "generated dense step / hand-written dense step", 1, goal: 1.02));
            }

            foreach (double fraction in run.Wants(Sliced) ? network.SlicedFractions : [])
            {
                run.Report.Add(AgainstHandWritten(run, network, batch, "sliced step / hand-written step of the same widths", fraction, network.SlicedGoal));
            }

            if (run.Wants(Saving))
            {
                SavingStep.Measure(run, network);
            }

            if (run.Wants(OverheadMeasure))
            {
                run.Report.Add(Phases(run, network, batch));
            }

            if (run.Wants(Live))
            {
                run.Report.Add(LiveTensors(run, network, batch));
            }

            foreach ((double fraction, double goal) in run.Wants(Fastest) ? network.FastestGoals : [])
            {
                FastestStep.Measure(run, network, fraction, goal);
            }
        }
    }

    private static BenchmarkRow AgainstHandWritten(BenchmarkRun run, BenchmarkNetwork network, TrainingBatch batch, string measure, double fraction, double goal)
    {
        using SlicedStep sliced = network.Begin(StepSettings.Options(fraction), run.Format);
        using HandWrittenNetwork hand = network.HandWritten(fraction);
        PairedResult result = PairedMeasurement.Run(() => hand.Step(batch.Images, batch.Labels), () => sliced.Step(batch), run.Pairs);
        sliced.Phases = new StepPhases();
        for (int i = 0; i < run.Pairs; i++)
        {
            sliced.Step(batch);
        }

        double copying = (sliced.Phases.Of(StepPhase.Gather) + sliced.Phases.Of(StepPhase.Scatter)).TotalMicroseconds / run.Pairs;
        return run.Row(network, measure, fraction, result, goal,
            $"gather and scatter {copying:F0} us a step, {copying / network.ParameterTensors:F1} us for each of {network.ParameterTensors} parameter tensors, {1000 * copying / sliced.ActiveParameters:F2} ns for each of {sliced.ActiveParameters} active parameters");
    }

    private static BenchmarkRow Phases(BenchmarkRun run, BenchmarkNetwork network, TrainingBatch batch)
    {
        using SlicedStep sliced = network.Begin(StepSettings.Options(0.5), run.Format);
        for (int i = 0; i < 5; i++)
        {
            sliced.Step(batch);
        }

        var phases = new StepPhases();
        sliced.Phases = phases;
        for (int i = 0; i < run.Pairs; i++)
        {
            sliced.Step(batch);
        }

        TimeSpan all = Sum(Enum.GetValues<StepPhase>());
        string shares = string.Join(", ", Enum.GetValues<StepPhase>().Select(phase => $"{phase} {phases.Of(phase).TotalMilliseconds / run.Pairs:F2}"));
        return run.Row(network, "selection, gather, saliency and scatter / step", 0.5) with
        {
            Ratio = Sum(Overhead) / all,
            Goal = 0.05,
            Note = $"ms: {shares}",
        };

        TimeSpan Sum(IEnumerable<StepPhase> of) => of.Aggregate(TimeSpan.Zero, (sum, phase) => sum + phases.Of(phase));
    }

    /// <summary>Tensors that live after 1,000 steps, less those after 10.</summary>
    private static BenchmarkRow LiveTensors(BenchmarkRun run, BenchmarkNetwork network, TrainingBatch batch)
    {
        const int first = 10;
        const int last = 1000;
        using SlicedStep sliced = network.Begin(StepSettings.Options(0.125), run.Format);
        long early = 0;
        for (int i = 1; i <= last; i++)
        {
            sliced.Step(batch);
            early = i == first ? Tensor.TotalCount : early;
        }

        long late = Tensor.TotalCount;
        return run.Row(network, $"live tensors after {last} steps / after {first}", 0.125) with
        {
            Ratio = (double)late / early,
            Goal = 1,
            Note = $"{early} and {late}",
        };
    }
}
