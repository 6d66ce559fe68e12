using System.CommandLine;
using System.Diagnostics;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompactCnn.Benchmarks;

/// <summary>
/// Whether training waits for its images: how fast batches are made, against TorchSharp's own <c>DataLoader</c> over the
/// same tensor, and what part of a sliced step is spent waiting for them. Images are noise, as many and as large as those
/// of CIFAR-10.
/// </summary>
internal static class DataBenchmark
{
    private const string Loading = "loading";
    private const string Waiting = "waiting";
    private const string Packing = "packing";
    private const int Images = 50_000;
    private const int BatchesInATurn = 32;
    private const double Fraction = 0.25;

    /// <summary>Each of the DataLoader's workers has OpenMP threads of its own, which spin on for a while when it is done.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);

    public static Command Command() =>
        new BenchmarkOptions(Loading, Waiting, Packing).Command("data", "Making batches, against TorchSharp's DataLoader, the wait for them in a training step, and packing a folder of pictures.", Run);

    private static void Run(BenchmarkRun run)
    {
        using Tensor images = randint(0, 256, [Images, 3, 32, 32], ScalarType.Byte);
        using Tensor labels = randint(0, 10, Images, ScalarType.Int64);
        Normalization normalization = Normalization.Of(images);
        using var data = new TrainingData(images, labels, Augmentation.Standard.With(normalization));
        if (run.Wants(Loading))
        {
            run.Report.Add(AgainstDataLoader(run, data, "images a second / DataLoader's, both with crop, flip and normalisation", new DataLoaderImages(data, normalization, Augmentation.Standard), goal: 10));
            run.Report.Add(AgainstDataLoader(run, data, "images a second with crop, flip and normalisation / DataLoader's of raw images", new DataLoaderImages(data, normalization, augmentation: null), goal: null));
        }

        if (run.Wants(Packing))
        {
            PackingBenchmark.Run(run, measure => Row(run, measure));
        }

        foreach (BenchmarkNetwork network in run.Wants(Waiting) ? run.Networks : [])
        {
            run.Report.Add(ShareOfWaiting(run, network, data));
        }
    }

    /// <summary>How many times as long the <c>DataLoader</c> takes for as many images.</summary>
    private static BenchmarkRow AgainstDataLoader(BenchmarkRun run, TrainingData data, string measure, DataLoaderImages images, double? goal)
    {
        using var loader = new DataLoader(images, StepSettings.BatchSize, shuffle: true, num_worker: run.Threads, drop_last: true);
        using IEnumerator<TrainingBatch> ours = Endless(epoch => BatchOrder.Epoch(data, StepSettings.BatchSize, seed: 1, epoch, CPU)).GetEnumerator();
        using IEnumerator<Dictionary<string, Tensor>> theirs = Endless<Dictionary<string, Tensor>>(_ => loader).GetEnumerator();
        PairedResult result = PairedMeasurement.Run(
            () => Take(ours, batch => batch.Dispose()),
            () => Take(theirs, _ => { }),
            run.Pairs,
            rest: Rest);
        double speed = BatchesInATurn * StepSettings.BatchSize / (result.BaselineMilliseconds / 1000);
        return Row(run, measure) with
        {
            Ratio = result.Ratio,
            Low = result.Low,
            High = result.High,
            SelfRatio = result.SelfRatio,
            Goal = goal,
            GoalIsMinimum = true,
            Note = $"{speed:F0} images a second, the DataLoader {speed / result.Ratio:F0} with {run.Threads} workers; neither works ahead",
        };
    }

    /// <summary>The time until the next batch is there, of a whole step with it; the batches are made as <c>Train</c> makes them.</summary>
    private static BenchmarkRow ShareOfWaiting(BenchmarkRun run, BenchmarkNetwork network, TrainingData data)
    {
        using SlicedStep sliced = network.Begin(StepSettings.Options(Fraction));
        using IEnumerator<TrainingBatch> batches = Endless(epoch => BatchPrefetch.Ahead(BatchOrder.Epoch(data, StepSettings.BatchSize, seed: 1, epoch, CPU))).GetEnumerator();
        var wait = new Stopwatch();
        for (int i = 0; i < 5; i++)
        {
            Step();
        }

        wait.Reset();
        var all = Stopwatch.StartNew();
        for (int i = 0; i < run.Pairs; i++)
        {
            Step();
        }

        all.Stop();
        return run.Row(network, "waiting for data / step", Fraction) with
        {
            Ratio = wait.Elapsed / all.Elapsed,
            Goal = 0.03,
            Note = $"{wait.Elapsed.TotalMilliseconds / run.Pairs:F3} of {all.Elapsed.TotalMilliseconds / run.Pairs:F2} ms, {run.Pairs} steps",
        };

        void Step()
        {
            wait.Start();
            batches.MoveNext();
            wait.Stop();
            using TrainingBatch batch = batches.Current;
            sliced.Step(batch);
        }
    }

    private static BenchmarkRow Row(BenchmarkRun run, string measure) => new()
    {
        Network = "none",
        Measure = measure,
        Fraction = 1,
        Precision = "float32",
        MemoryLayout = "contiguous",
        Threads = run.Threads,
        Allocator = run.Allocator,
        WaitingThreads = run.WaitingThreads,
    };

    private static void Take<T>(IEnumerator<T> batches, Action<T> dispose)
    {
        for (int i = 0; i < BatchesInATurn; i++)
        {
            batches.MoveNext();
            dispose(batches.Current);
        }
    }

    private static IEnumerable<T> Endless<T>(Func<int, IEnumerable<T>> epochOf)
    {
        for (int epoch = 0; ; epoch++)
        {
            foreach (T item in epochOf(epoch))
            {
                yield return item;
            }
        }
    }
}
