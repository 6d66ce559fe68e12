namespace CompactCnn.Benchmarks;

/// <summary>One figure, with everything that it depends on.</summary>
internal sealed record BenchmarkRow
{
    public required string Network { get; init; }

    public required string Measure { get; init; }

    /// <summary>The active fraction of every group's channels.</summary>
    public required double Fraction { get; init; }

    /// <summary>Precision of the candidate.</summary>
    public required string Precision { get; init; }

    /// <summary>Memory layout of the candidate.</summary>
    public required string MemoryLayout { get; init; }

    public int Batch { get; init; } = StepSettings.BatchSize;

    public required int Threads { get; init; }

    /// <summary>What became of freed memory, of the candidate and, where the measure does not say otherwise, of the baseline.</summary>
    public required string Allocator { get; init; }

    /// <summary>What threads did between two pieces of work, likewise.</summary>
    public required string WaitingThreads { get; init; }

    /// <summary>Candidate over baseline; absent where nothing could be measured.</summary>
    public double? Ratio { get; init; }

    /// <summary>Ends of the 95 % bootstrap interval of the ratio.</summary>
    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>The baseline over itself, measured in the same turns.</summary>
    public double? SelfRatio { get; init; }

    /// <summary>What was set as the goal; absent where a row only reports.</summary>
    public double? Goal { get; init; }

    /// <summary>True where a larger ratio is better.</summary>
    public bool GoalIsMinimum { get; init; }

    /// <summary>What belongs to the figure, in words.</summary>
    public string? Note { get; init; }

    /// <summary>Whether the goal is met, as far as the machine allows to say.</summary>
    public string Verdict => (Ratio, Goal) switch
    {
        (null, _) => "skipped",
        (_, null) => "reported",
        _ when SelfRatio is { } self && Math.Abs(self - 1) > 0.01 => "no verdict: the baseline differs from itself by more than 1 %",
        ({ } ratio, { } goal) => (GoalIsMinimum ? ratio >= goal : ratio <= goal) ? "met" : "missed",
    };
}
