using TorchSharp;

namespace CompactCnn.CommandLine;

/// <summary>What a cell's work is given.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Settings">The settings of its method.</param>
/// <param name="Data">Its images.</param>
/// <param name="Store">Results and networks of the cells before it.</param>
/// <param name="Progress">Where progress is shown.</param>
/// <param name="Cancellation">Ends the work between two steps.</param>
internal sealed record CellWork(Cell Cell, RunSettings Settings, CellData Data, CellStore Store, ProgressDisplay Progress, CancellationToken Cancellation)
{
    /// <summary>What trains.</summary>
    public torch.Device Device { get; init; } = torch.CPU;

    /// <summary>The result of the cell before it.</summary>
    public CellResult Before => Store.Find(Cell.After!)
        ?? throw new WorkFailedException($"cell '{Cell.Name}' needs the result of '{Cell.After!.Name}', which is missing; run compare again");
}

/// <summary>The network that a cell's work ends with. It owns the network.</summary>
/// <param name="Network">The network.</param>
/// <param name="Phases">What led to it, phases of cells before it included.</param>
internal sealed record CellOutcome(CompactNetwork Network, IReadOnlyList<PhaseResult> Phases) : IDisposable
{
    /// <summary>The channels that it has of a full network; null where it never had others.</summary>
    public int[][]? Keep { get; init; }

    /// <summary>What recomputing the norm statistics did.</summary>
    public RecalibrationResult? Recalibration { get; init; }

    /// <summary>How often each channel was active.</summary>
    public IReadOnlyList<GroupActivity>? Activity { get; init; }

    public void Dispose() => Network.Dispose();
}
