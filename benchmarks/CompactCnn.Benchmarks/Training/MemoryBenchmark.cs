using System.CommandLine;
using CompactCnn.CommandLine;

namespace CompactCnn.Benchmarks;

/// <summary>The most memory of sliced training with a constant budget, against a hand-written dense network.</summary>
internal static class MemoryBenchmark
{
    private const string Peak = "peak";
    private const double Fraction = 0.5;

    // A fresh process for each: what swings is what the allocator keeps.
    private const int Processes = 3;

    public static Command Command()
    {
        var batch = new Option<int>("--batch") { Description = "Images in a step.", DefaultValueFactory = _ => 256 };
        return new BenchmarkOptions([Peak], pairs: Processes, Allocator.Small).Command(
            "memory",
            "Peak memory of sliced training above the loaded library, against a hand-written dense network (Linux).",
            (run, arguments) => Run(run, arguments.GetValue(batch)),
            batch);
    }

    private static void Run(BenchmarkRun run, int batchSize)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("peak memory is read from /proc, which is Linux's; run it there");
        }

        foreach (BenchmarkNetwork network in run.Networks)
        {
            long[] dense = new long[run.Pairs];
            long[] sliced = new long[run.Pairs];
            for (int i = 0; i < run.Pairs; i++)
            {
                dense[i] = StepMemory.Of(run, network, fraction: null, batchSize);
                sliced[i] = StepMemory.Of(run, network, Fraction, batchSize);
            }

            Array.Sort(dense);
            Array.Sort(sliced);
            long median = sliced[sliced.Length / 2];
            run.Report.Add(run.Row(network, "peak memory of sliced training / of hand-written dense training", Fraction) with
            {
                Batch = batchSize,
                Ratio = (double)median / dense[dense.Length / 2],
                Low = (double)sliced[0] / dense[^1],
                High = (double)sliced[^1] / dense[0],
                Goal = network.MemoryGoal,
                Note = $"MB above the loaded library, median of {run.Pairs} fresh processes each: {median / 1e6:F0} of {dense[dense.Length / 2] / 1e6:F0}; "
                    + $"MemoryEstimate says {network.MemoryEstimate(Fraction, batchSize).Total / 1e6:F0}",
            });
        }
    }
}
