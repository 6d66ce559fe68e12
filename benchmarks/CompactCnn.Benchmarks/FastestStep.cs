using System.Runtime.Intrinsics.X86;
using static TorchSharp.torch;

namespace CompactCnn.Benchmarks;

/// <summary>
/// The fastest settings, bfloat16 and channels-last with the allocator tuned, against the dense network as it is written
/// by hand: float32, contiguous, the allocator as it is, which needs a process of its own.
/// </summary>
internal static class FastestStep
{
    private static readonly StepFormat _format = new(MemoryLayout.ChannelsLast, Precision.BFloat16);

    public static BenchmarkRow Measure(BenchmarkRun run, BenchmarkNetwork network, double fraction, double goal)
    {
        BenchmarkRow row = (run with { Format = _format }).Row(network, "hand-written dense step with the usual settings / sliced step with the fastest", fraction) with
        {
            Goal = goal,
            GoalIsMinimum = true,
        };
        if (!HasBFloat16())
        {
            return row with { Note = "this processor has no instructions for bfloat16" };
        }

        using Tensor images = _format.MemoryLayout.Arrange(rand(StepSettings.BatchSize, 3, 32, 32));
        using Tensor labels = randint(0, 10, StepSettings.BatchSize, ScalarType.Int64);
        var batch = new TrainingBatch(images, labels);
        using SlicedStep sliced = network.Begin(StepSettings.Selection(fraction), _format);
        using var dense = new BaselineProcess(network.Name, run.Threads);
        PairedResult result = PairedMeasurement.Run(dense.Step, () => PairedMeasurement.Seconds(() => sliced.Step(batch)), run.Pairs);
        return row with
        {
            Ratio = 1 / result.Ratio,
            Low = 1 / result.High,
            High = 1 / result.Low,
            SelfRatio = result.SelfRatio,
            Note = $"baseline {result.BaselineMilliseconds:F1} ms",
        };
    }

    /// <summary>AVX512_BF16, which is bit 5 of EAX of CPUID 7, subleaf 1.</summary>
    private static bool HasBFloat16() => X86Base.IsSupported && (X86Base.CpuId(7, 1).Eax & (1 << 5)) != 0;
}
