namespace CompactCnn;

/// <summary>
/// When and where a run writes checkpoints: files from which it can be resumed, bit by bit, after whatever ended it.
/// Besides the times asked for, one is written when the run is cancelled and one after its last step.
/// </summary>
public sealed record CheckpointOptions
{
    /// <summary>The folder; it is made if need be, and belongs to this run alone.</summary>
    public required string Folder { get; init; }

    /// <summary>Steps between two checkpoints, 1 or more; null for none by steps. Default null.</summary>
    public int? EverySteps { get; init; }

    /// <summary>Minutes between two checkpoints, above 0; null for none by time. Default 10.</summary>
    public double? EveryMinutes { get; init; } = 10;

    /// <summary>How many of the newest checkpoints stay, 1 or more; older ones are deleted. Default 3.</summary>
    public int KeepLast { get; init; } = 3;

    /// <summary>
    /// What the caller wants to be the same in a resumed run, by name, besides the options and the data: it is recorded,
    /// and compared first. Default empty.
    /// </summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Names of recorded settings that may be others in a resumed run; a name stands for what is part of it too, as
    /// <c>Schedule</c> for <c>Schedule.From</c>. A run is lengthened by <c>Epochs</c>, with what depends on its length. Default empty.
    /// </summary>
    public IReadOnlyCollection<string> MayDiffer { get; init; } = [];

    internal void Check()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Folder);
        ArgumentNullException.ThrowIfNull(Settings);
        ArgumentNullException.ThrowIfNull(MayDiffer);
        ArgumentOutOfRangeException.ThrowIfLessThan(KeepLast, 1);
        if (EverySteps < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(EverySteps), EverySteps, "the steps between two checkpoints must be 1 or more, or null");
        }

        if (EveryMinutes is { } minutes && !(minutes > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(EveryMinutes), EveryMinutes, "the minutes between two checkpoints must be above 0, or null");
        }
    }
}
