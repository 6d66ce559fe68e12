using CompactCnn.CommandLine;

namespace CompactCnn.Benchmarks;

/// <summary>What a run of a benchmark was asked for.</summary>
internal sealed record BenchmarkRun
{
    public required BenchmarkReport Report { get; init; }

    public required IReadOnlyList<BenchmarkNetwork> Networks { get; init; }

    /// <summary>The only measure; null for all.</summary>
    public required string? Measure { get; init; }

    public required int Pairs { get; init; }

    public required int Threads { get; init; }

    /// <summary>What becomes of freed memory, as the option names it.</summary>
    public required string Allocator { get; init; }

    /// <summary>What threads do between two pieces of work, as the option names it.</summary>
    public required string WaitingThreads { get; init; }

    /// <summary>How the generated networks' steps compute; hand-written ones take float32 images in the same memory layout.</summary>
    public required StepFormat Format { get; init; }

    /// <summary>Whether the memory layout was asked for.</summary>
    public required bool IsLayoutStated { get; init; }

    public bool Wants(string measure) => Measure is null || Measure == measure;

    /// <summary>A row of a paired measurement.</summary>
    public BenchmarkRow Row(BenchmarkNetwork network, string measure, double fraction, PairedResult result, double? goal, string? note = null) =>
        Row(network, measure, fraction) with
        {
            Ratio = result.Ratio,
            Low = result.Low,
            High = result.High,
            SelfRatio = result.SelfRatio,
            Goal = goal,
            Note = $"baseline {result.BaselineMilliseconds:F1} ms" + (note is null ? "" : "; " + note),
        };

    /// <summary>A precision as rows and options name it.</summary>
    public static string NameOf(Precision precision) => SettingTable.Precision.Values.Print(precision);

    /// <summary>A memory layout as rows and options name it.</summary>
    public static string NameOf(MemoryLayout layout) => SettingTable.MemoryLayout.Values.Print(layout);

    /// <summary>A row without a figure yet.</summary>
    public BenchmarkRow Row(BenchmarkNetwork network, string measure, double fraction) => new()
    {
        Network = network.Name,
        Measure = measure,
        Fraction = fraction,
        Threads = Threads,
        Allocator = Allocator,
        WaitingThreads = WaitingThreads,
        Precision = NameOf(Format.Precision),
        MemoryLayout = NameOf(Format.MemoryLayout),
    };
}
