using System.Runtime.Intrinsics.X86;

namespace CompactCnn.Benchmarks;

/// <summary>
/// The fastest settings, which a trial finds, with the allocator tuned, against the dense network as it is written by hand:
/// float32, contiguous, the allocator as it is, which needs a process of its own. Channels stay as long as they do by default, and
/// in a second row for a step only. As many steps as the default are timed at once, so that one of them has chosen anew.
/// </summary>
internal static class FastestStep
{
    private static readonly StepFormat[] _formats =
        [new(MemoryLayout.ChannelsLast, Precision.BFloat16), new(MemoryLayout.Contiguous, Precision.BFloat16), new(MemoryLayout.Contiguous, Precision.Float32)];

    private static readonly int _steps = new SelectionOptions().ReselectEvery;

    public static void Measure(BenchmarkRun run, BenchmarkNetwork network, double fraction, double goal)
    {
        const string measure = "hand-written dense step with the usual settings / sliced step with the fastest";
        StepFormat? format = HasBFloat16() ? FormatTrial.Fastest(network, fraction, _formats) : null;
        run.Report.Add(Measure(run, network, fraction, goal, format, _steps, measure));
        run.Report.Add(Measure(run, network, fraction, goal, format, reselectEvery: 1, measure + " and other channels every time"));
    }

    private static BenchmarkRow Measure(BenchmarkRun run, BenchmarkNetwork network, double fraction, double goal, StepFormat? fastest, int reselectEvery, string measure)
    {
        if (fastest is not { } format)
        {
            return Row(_formats[0]) with { Note = "this processor has no instructions for bfloat16" };
        }

        using var sliced = new FormattedStep(network, fraction, format, reselectEvery);
        using var dense = new BaselineProcess(network.Name, run.Threads);
        PairedResult result = PairedMeasurement.Run(dense.Step, () => sliced.MeanSeconds(_steps), run.Pairs);
        return Row(format) with
        {
            Ratio = 1 / result.Ratio,
            Low = 1 / result.High,
            High = 1 / result.Low,
            SelfRatio = result.SelfRatio,
            Note = $"baseline {result.BaselineMilliseconds:F1} ms; other channels every {(reselectEvery == 1 ? "step" : $"{reselectEvery} steps")}",
        };

        BenchmarkRow Row(StepFormat format) => (run with { Format = format }).Row(network, measure, fraction) with
        {
            Goal = goal,
            GoalIsMinimum = true,
        };
    }

    /// <summary>AVX512_BF16, which is bit 5 of EAX of CPUID 7, subleaf 1.</summary>
    private static bool HasBFloat16() => X86Base.IsSupported && (X86Base.CpuId(7, 1).Eax & (1 << 5)) != 0;
}
