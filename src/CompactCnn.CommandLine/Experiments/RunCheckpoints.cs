namespace CompactCnn.CommandLine;

/// <summary>The checkpoints of one run of the method, until it is done: a folder for each of its phases.</summary>
internal sealed class RunCheckpoints
{
    public const string Training = "training";
    public const string FineTuning = "fine-tuning";

    /// <summary>In the order in which they are run; a phase that is done is gone on from at its end.</summary>
    private static readonly string[] Phases = [TeacherRun.Phase, Training, FineTuning];

    private readonly string _folder;
    private readonly CheckpointInterval _interval;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly Dictionary<string, Checkpoint> _resumed;

    private RunCheckpoints(string folder, CheckpointInterval interval, IReadOnlyDictionary<string, string> settings, Dictionary<string, Checkpoint> resumed)
    {
        _folder = folder;
        _interval = interval;
        _settings = settings;
        _resumed = resumed;
    }

    /// <summary>The newest checkpoint; null if there is none.</summary>
    public string? Newest => Phases.Reverse().Select(NewestOf).FirstOrDefault(path => path is not null);

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
        var checkpoints = new RunCheckpoints(Path.Combine(results, "checkpoints"), interval, settings, []);
        if (!resume)
        {
            return checkpoints.Newest is not { } newest
                ? checkpoints
                : throw new UsageException($"--out '{results}' holds '{newest}' of a run that was not finished; add --resume to go on from it, give another folder, or delete '{checkpoints._folder}'");
        }

        foreach (string phase in Phases)
        {
            if (Checkpoint.Latest(checkpoints.FolderOf(phase), skipDamaged) is { } checkpoint)
            {
                checkpoints._resumed.Add(phase, checkpoint);
                foreach (string warning in checkpoint.Warnings)
                    warn(warning);
            }
        }

        if (checkpoints._resumed.Count == 0)
            warn($"there is no checkpoint in '{checkpoints._folder}': the run begins anew");

        return checkpoints;
    }

    /// <summary>When and where a phase writes.</summary>
    public CheckpointOptions Of(string phase) => new()
    {
        Folder = FolderOf(phase),
        EverySteps = _interval.Steps,
        EveryMinutes = _interval.Minutes,
        Settings = _settings,
    };

    /// <summary>The checkpoint from which a phase goes on; null if it begins anew.</summary>
    public Checkpoint? ResumedFrom(string phase) => _resumed.GetValueOrDefault(phase);

    /// <summary>The run is done and its results are written: nobody will go on from here.</summary>
    public void Delete()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private string FolderOf(string phase) => Path.Combine(_folder, phase);

    private string? NewestOf(string phase) => Checkpoint.Paths(FolderOf(phase)) is [string newest, ..] ? newest : null;
}
