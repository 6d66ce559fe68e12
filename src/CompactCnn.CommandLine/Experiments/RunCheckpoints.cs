namespace CompactCnn.CommandLine;

/// <summary>The checkpoints of one run of the method, until it is done.</summary>
internal sealed class RunCheckpoints
{
    /// <summary>Those that write checkpoints, the last first.</summary>
    private static readonly RecipePhase[] Phases = [RecipePhase.FineTuning, RecipePhase.Training, RecipePhase.Teacher];

    private readonly bool _isLengthened;
    private readonly (string Path, DateTime Written)? _staleTuning;

    private RunCheckpoints(CheckpointOptions options, CompactTrainingCheckpoint? resumeFrom)
    {
        ResumeFrom = resumeFrom;
        _isLengthened = resumeFrom is not null && Lengthening.IsShorter(resumeFrom.Newest.Settings, options.Settings);
        Options = _isLengthened ? options with { MayDiffer = Lengthening.Recorded } : options;
        // Of a run that was shorter, the training goes on, and its fine-tuning was of what the training then was.
        _staleTuning = _isLengthened && resumeFrom!.Of(RecipePhase.FineTuning) is { Path: var path } ? (path, File.GetLastWriteTimeUtc(path)) : null;
    }

    /// <summary>When and where the run writes.</summary>
    public CheckpointOptions Options { get; }

    /// <summary>What the run goes on from; null if it begins anew.</summary>
    public CompactTrainingCheckpoint? ResumeFrom { get; }

    /// <summary>The newest checkpoint that the run can go on from; null if there is none.</summary>
    public string? Newest => Phases.Select(NewestOf).FirstOrDefault(path => path is not null && (path, File.GetLastWriteTimeUtc(path)) != _staleTuning);

    /// <summary>From which checkpoint the run goes on, in a sentence; null if it begins anew.</summary>
    public string? Beginning
    {
        get
        {
            if (Phases.Where(phase => phase != RecipePhase.FineTuning || !_isLengthened).Select(phase => ResumeFrom?.Of(phase)).FirstOrDefault(found => found is not null) is not { } checkpoint)
                return null;

            string longer = _isLengthened ? $", up to {Options.Settings[Lengthening.Epochs]} epochs" : "";
            return FormattableString.Invariant($"resuming from '{checkpoint.Path}', after step {checkpoint.Step} of {checkpoint.Steps}{longer}");
        }
    }

    /// <summary>Finds the checkpoints to go on from, or makes sure that there are none of another run.</summary>
    /// <param name="results">The folder of the run's results.</param>
    /// <param name="interval">How often to write.</param>
    /// <param name="settings">The command's options by name, which a resumed run must share.</param>
    /// <param name="resume">Whether to go on.</param>
    /// <param name="skipDamaged">Whether checkpoints that cannot be used are passed over.</param>
    /// <param name="warn">Told what may make the run another one.</param>
    /// <exception cref="UsageException">There are checkpoints, but the run is not to go on from them.</exception>
    /// <exception cref="CheckpointException">The newest checkpoint cannot be used.</exception>
    public static RunCheckpoints Prepare(
        string results, CheckpointInterval interval, IReadOnlyDictionary<string, string> settings, bool resume, bool skipDamaged, Action<string> warn)
    {
        var options = new CheckpointOptions { Folder = FolderIn(results), EverySteps = interval.Steps, EveryMinutes = interval.Minutes, Settings = settings };
        if (!resume)
        {
            return CompactTrainingCheckpoint.NewestPath(options.Folder) is not { } newest
                ? new RunCheckpoints(options, resumeFrom: null)
                : throw new UsageException($"--out '{results}' holds '{newest}' of a run that was not finished; add --resume to go on from it, give another folder, or add {Overwriting.Name} to begin anew");
        }

        CompactTrainingCheckpoint? left = CompactTrainingCheckpoint.Latest(options.Folder, skipDamaged);
        foreach (string warning in left?.Warnings ?? [$"there is no checkpoint in '{options.Folder}': the run begins anew"])
            warn(warning);

        return new RunCheckpoints(options, left);
    }

    /// <summary>The run is done and its results are written: only the end of the training stays, from which it can be lengthened.</summary>
    public void Finish()
    {
        DeleteFolder(FolderOf(RecipePhase.FineTuning));
        foreach (string path in Phases.SelectMany(phase => Checkpoint.Paths(FolderOf(phase)).Skip(1)))
            File.Delete(path);
    }

    /// <summary>Takes away all checkpoints of a folder of results.</summary>
    public static void Delete(string results) => DeleteFolder(FolderIn(results));

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static string FolderIn(string results) => Path.Combine(results, "checkpoints");

    private string FolderOf(RecipePhase phase) => Path.Combine(Options.Folder, PhaseName.Of(phase));

    private string? NewestOf(RecipePhase phase) => Checkpoint.Paths(FolderOf(phase)) is [string newest, ..] ? newest : null;
}
