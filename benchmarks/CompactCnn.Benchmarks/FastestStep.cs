using System.Runtime.Intrinsics.X86;
using static TorchSharp.torch;

namespace CompactCnn.Benchmarks;

/// <summary>
/// The fastest settings, which a trial finds, with the allocator tuned, against the dense network as it is written by hand:
/// float32, contiguous, the allocator as it is, which needs a process of its own.
/// </summary>
internal static class FastestStep
{
    private const int TrialTurns = 15;

    /// <summary>Which is the fastest depends on the processor and on the widths.</summary>
    private static readonly StepFormat[] _formats =
        [new(MemoryLayout.ChannelsLast, Precision.BFloat16), new(MemoryLayout.Contiguous, Precision.BFloat16), new(MemoryLayout.Contiguous, Precision.Float32)];

    public static BenchmarkRow Measure(BenchmarkRun run, BenchmarkNetwork network, double fraction, double goal)
    {
        if (!HasBFloat16())
        {
            return Row(_formats[0]) with { Note = "this processor has no instructions for bfloat16" };
        }

        StepFormat format = Fastest(network, fraction);
        using var sliced = new Candidate(network, fraction, format);
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

    /// <summary>By the medians of a few turns: one after another, a change of the machine's speed would decide.</summary>
    private static StepFormat Fastest(BenchmarkNetwork network, double fraction)
    {
        Candidate[] candidates = [.. _formats.Select(format => new Candidate(network, fraction, format))];
        double[][] turns = [.. Enumerable.Range(0, TrialTurns).Select(_ => candidates.Select(candidate => candidate.Seconds()).ToArray())];
        foreach (Candidate candidate in candidates)
        {
            candidate.Dispose();
        }

        int fastest = Enumerable.Range(0, candidates.Length).MinBy(index => turns.Select(turn => turn[index]).Order().ElementAt(TrialTurns / 2));
        return _formats[fastest];
    }

    /// <summary>AVX512_BF16, which is bit 5 of EAX of CPUID 7, subleaf 1.</summary>
    private static bool HasBFloat16() => X86Base.IsSupported && (X86Base.CpuId(7, 1).Eax & (1 << 5)) != 0;

    /// <summary>Sliced steps in a format.</summary>
    private sealed class Candidate(BenchmarkNetwork network, double fraction, StepFormat format) : IDisposable
    {
        private readonly TrainingBatch _batch =
            new(format.MemoryLayout.Arrange(rand(StepSettings.BatchSize, 3, 32, 32)), randint(0, 10, StepSettings.BatchSize, ScalarType.Int64));

        private readonly SlicedStep _sliced = network.Begin(StepSettings.Selection(fraction), format);

        public double Seconds() => PairedMeasurement.SecondsOfSecond(() => _sliced.Step(_batch));

        public void Dispose()
        {
            _sliced.Dispose();
            _batch.Dispose();
        }
    }
}
