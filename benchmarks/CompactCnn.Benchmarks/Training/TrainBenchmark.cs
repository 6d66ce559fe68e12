using System.CommandLine;
using CompactCnn.CommandLine;
using static TorchSharp.torch;

namespace CompactCnn.Benchmarks;

/// <summary>
/// Whole trainings: their time against dense ones, what watching them costs, and the accuracy that bfloat16 costs.
/// </summary>
internal static class TrainBenchmark
{
    private const string Time = "time";
    private const string Watching = "watching";
    private const string Accuracy = "precision";
    private const double Fraction = 0.5;
    private const int Epochs = 2;
    private const int StepsPerEpoch = 20;

    private static readonly string[] _measures = [Time, Watching, Accuracy];

    public static Command Command()
    {
        PrecisionBenchmark precision = new();
        return new BenchmarkOptions(_measures, pairs: 3).Command(
            "train",
            "Whole trainings: time against dense ones, the cost of watching, and, where it is asked for by --measure, the accuracy of bf16.",
            (run, arguments) => Run(run, () => precision.Measure(run, arguments)),
            precision.Options);
    }

    private static void Run(BenchmarkRun run, Action measurePrecision)
    {
        if (run.Measure == Accuracy)
        {
            measurePrecision();
            return;
        }

        using var data = new TrainingData(rand(StepsPerEpoch * StepSettings.BatchSize, 3, 32, 32), randint(0, 10, StepsPerEpoch * StepSettings.BatchSize, ScalarType.Int64));
        foreach (BenchmarkNetwork network in run.Networks)
        {
            if (run.Wants(Time))
            {
                run.Report.Add(AgainstDense(run, network, data));
            }

            if (run.Wants(Watching))
            {
                foreach (BenchmarkRow row in ShareOfWatching(run, network, data))
                {
                    run.Report.Add(row);
                }
            }
        }
    }

    /// <summary>Training by the defaults, watched and recalibrated, against the dense network's for as many epochs.</summary>
    private static BenchmarkRow AgainstDense(BenchmarkRun run, BenchmarkNetwork network, TrainingData data)
    {
        PairedResult result = PairedMeasurement.Run(
            () => network.TrainDense(data, new FineTuneOptions { Epochs = Epochs, Optimizer = StepSettings.Optimizer }),
            () => InAFolder(folder => network.TrainWatched(data, Options(run), (graph, gates) => new Watch(folder, graph, gates))),
            run.Pairs,
            warmUps: 1);
        return run.Row(network, "sliced training by the defaults, watched / dense training", Fraction, result, goal: null, $"{Epochs} epochs of {StepsPerEpoch} steps");
    }

    /// <summary>What watching takes, and what all takes that a fixed network's training does without, with other channels at every step.</summary>
    private static IEnumerable<BenchmarkRow> ShareOfWatching(BenchmarkRun run, BenchmarkNetwork network, TrainingData data)
    {
        var phases = new StepPhases();
        // At a constant budget every step is as cheap as it becomes: the share is at its largest.
        TrainingOptions options = Options(run) with { Phases = phases, Shrinking = Shrinking.None, Selection = StepSettings.Options(Fraction).Selection };
        for (int i = -1; i < run.Pairs; i++)
        {
            if (i == 0)
            {
                // What is done once in a process belongs to no step.
                phases.Reset();
            }

            InAFolder(folder => network.TrainWatched(data, options, (graph, gates) => new Watch(folder, graph, gates)));
        }

        TimeSpan all = Enum.GetValues<StepPhase>().Aggregate(TimeSpan.Zero, (sum, phase) => sum + phases.Of(phase));
        int steps = run.Pairs * Epochs * StepsPerEpoch;
        yield return Row("progress, CSV log and TensorBoard events / step", [StepPhase.Progress], goal: 0.01);
        yield return Row("selection, gather, saliency, scatter and all of the watching / step", [.. StepBenchmark.Overhead, StepPhase.Progress], goal: 0.05);

        BenchmarkRow Row(string measure, StepPhase[] parts, double goal)
        {
            TimeSpan time = parts.Aggregate(TimeSpan.Zero, (sum, phase) => sum + phases.Of(phase));
            return run.Row(network, measure, Fraction) with
            {
                Ratio = time / all,
                Goal = goal,
                Note = $"{time.TotalMicroseconds / steps:F0} us of {all.TotalMilliseconds / steps:F2} ms a step, {steps} steps",
            };
        }
    }

    private static TrainingOptions Options(BenchmarkRun run) => new()
    {
        Epochs = Epochs,
        BatchSize = StepSettings.BatchSize,
        Seed = 1,
        Optimizer = StepSettings.Optimizer,
        Precision = run.Format.Precision,
        MemoryLayout = run.Format.MemoryLayout,
    };

    private static void InAFolder(Action<string> action)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("compactcnn-benchmark-");
        try
        {
            action(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>All that the example program can be told to tell: a log, events with histograms, and lines of progress.</summary>
    private sealed class Watch(string folder, ModelGraph graph, IReadOnlyList<ChannelGate> gates) : IProgress<TrainingProgress>, IDisposable
    {
        private readonly TrainingLog _log = new(Path.Combine(folder, "run.csv"));
        private readonly TensorBoardLog _events = new(Path.Combine(folder, "events"), graph, gates);
        private readonly StreamWriter _lines = new(Path.Combine(folder, "lines")) { AutoFlush = true };

        public void Report(TrainingProgress value)
        {
            _log.Report(value);
            _events.Report(value);
            // More often than any display shows one.
            _lines.WriteLine(ProgressLine.Of(value).Say("training"));
        }

        public void Dispose()
        {
            _log.Dispose();
            _events.Dispose();
            _lines.Dispose();
        }
    }
}
