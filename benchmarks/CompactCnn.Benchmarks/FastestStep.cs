using System.Runtime.Intrinsics.X86;

namespace CompactCnn.Benchmarks;

/// <summary>
/// The fastest settings, which a trial finds, with the allocator tuned, against the dense network as it is written by hand:
/// float32, contiguous, the allocator as it is, which needs a process of its own.
/// </summary>
internal static class FastestStep
{
    private static readonly StepFormat[] _formats =
        [new(MemoryLayout.ChannelsLast, Precision.BFloat16), new(MemoryLayout.Contiguous, Precision.BFloat16), new(MemoryLayout.Contiguous, Precision.Float32)];

    public static BenchmarkRow Measure(BenchmarkRun run, BenchmarkNetwork network, double fraction, double goal)
    {
        if (!HasBFloat16())
        {
            return Row(_formats[0]) with { Note = "this processor has no instructions for bfloat16" };
        }

        StepFormat format = FormatTrial.Fastest(network, fraction, _formats);
        using var sliced = new FormattedStep(network, fraction, format);
        using var dense = new BaselineProcess(network.Name, run.Threads);
        PairedResult result = PairedMeasurement.Run(dense.Step, sliced.Seconds, run.Pairs);
        return Row(format) with
        {
            Ratio = 1 / result.Ratio,
            Low = 1 / result.High,
            High = 1 / result.Low,
            SelfRatio = result.SelfRatio,
            Note = $"baseline {result.BaselineMilliseconds:F1} ms",
        };

        BenchmarkRow Row(StepFormat format) => (run with { Format = format }).Row(network, "hand-written dense step with the usual settings / sliced step with the fastest", fraction) with
        {
            Goal = goal,
            GoalIsMinimum = true,
        };
    }

    /// <summary>AVX512_BF16, which is bit 5 of EAX of CPUID 7, subleaf 1.</summary>
    private static bool HasBFloat16() => X86Base.IsSupported && (X86Base.CpuId(7, 1).Eax & (1 << 5)) != 0;
}
