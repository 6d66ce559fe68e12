using System.Globalization;

namespace CompactCnn;

/// <summary>
/// What a run of <c>GatedModel.TrainCompact</c> left in its folder of checkpoints, checked from the first byte to the last: a
/// folder for each phase, of which those that are done are resumed at their ends.
/// </summary>
public sealed class CompactTrainingCheckpoint
{
    /// <summary>The phases that are made of steps, and so write checkpoints.</summary>
    private static readonly RecipePhase[] Stepped = [RecipePhase.Teacher, RecipePhase.Training, RecipePhase.FineTuning];

    private readonly IReadOnlyDictionary<RecipePhase, Checkpoint> _phases;

    private CompactTrainingCheckpoint(IReadOnlyDictionary<RecipePhase, Checkpoint> phases)
    {
        _phases = phases;
        Phase = Stepped.Last(phases.ContainsKey);
        Newest = phases[Phase];
        Warnings = [.. Stepped.Where(phases.ContainsKey).SelectMany(phase => phases[phase].Warnings)];
    }

    /// <summary>The phase that the run is in.</summary>
    public RecipePhase Phase { get; }

    /// <summary>The newest checkpoint of that phase.</summary>
    public Checkpoint Newest { get; }

    /// <summary>What <see cref="Checkpoint.Warnings"/> says of the checkpoints of all phases.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The path of the newest checkpoint in a folder; nothing of it is read.</summary>
    /// <param name="folder">The folder, which need not exist.</param>
    /// <returns>A file; null where there is none.</returns>
    public static string? NewestPath(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return Stepped.Reverse().Select(phase => Checkpoint.Paths(FolderOf(folder, phase))).Where(paths => paths.Count > 0).Select(paths => paths[0]).FirstOrDefault();
    }

    /// <summary>Opens what a run left in a folder, and checks all of it.</summary>
    /// <param name="folder">The folder that <see cref="CheckpointOptions.Folder"/> named.</param>
    /// <param name="skipDamaged">Whether checkpoints that cannot be used are passed over; the <see cref="Warnings"/> name them.</param>
    /// <returns>What to resume from; null where the folder holds no checkpoint.</returns>
    /// <exception cref="CheckpointException">The newest checkpoint of a phase cannot be used, or none can.</exception>
    public static CompactTrainingCheckpoint? Latest(string folder, bool skipDamaged = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var phases = new Dictionary<RecipePhase, Checkpoint>();
        foreach (RecipePhase phase in Stepped)
        {
            if (Checkpoint.Latest(FolderOf(folder, phase), skipDamaged) is { } checkpoint)
            {
                phases.Add(phase, checkpoint);
            }
        }

        return phases.Count == 0 ? null : new CompactTrainingCheckpoint(phases);
    }

    /// <summary>
    /// Names of recorded settings that follow from <see cref="CompactTrainingOptions.Epochs"/>: as
    /// <see cref="CheckpointOptions.MayDiffer"/> they let more epochs lengthen a run, whose training resumes where it was and
    /// whose fine-tuning is done anew.
    /// </summary>
    public static IReadOnlyList<string> OfLength { get; } = ["Recipe.Epochs", nameof(LoopOptions.Epochs), nameof(LoopOptions.Schedule)];

    /// <summary>The newest checkpoint of a phase.</summary>
    /// <param name="phase">The phase.</param>
    /// <returns>The checkpoint; null if the phase has not begun, or is the recalibration.</returns>
    public Checkpoint? Of(RecipePhase phase) => _phases.GetValueOrDefault(phase);

    /// <summary>Whether the run had fewer epochs than these options.</summary>
    internal bool IsShorterThan(CompactTrainingOptions options) =>
        int.TryParse(Newest.Settings.GetValueOrDefault(OfLength[0]), NumberStyles.None, CultureInfo.InvariantCulture, out int epochs) && epochs < options.Epochs;

    /// <summary>Where a phase writes.</summary>
    internal static string FolderOf(string folder, RecipePhase phase) => Path.Combine(folder, phase.Name());
}
