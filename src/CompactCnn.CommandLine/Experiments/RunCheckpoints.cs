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
    private bool _tuningIsStale;

    private RunCheckpoints(string folder, CheckpointInterval interval, IReadOnlyDictionary<string, string> settings, Dictionary<string, Checkpoint> resumed)
    {
        _folder = folder;
        _interval = interval;
        _settings = settings;
        _resumed = resumed;
    }

    /// <summary>The newest checkpoint that the run can go on from; null if there is none.</summary>
    public string? Newest => Phases.Reverse().Where(phase => phase != FineTuning || !_tuningIsStale).Select(NewestOf).FirstOrDefault(path => path is not null);

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
        var checkpoints = new RunCheckpoints(FolderIn(results), interval, settings, []);
        if (!resume)
        {
            return checkpoints.Newest is not { } newest
                ? checkpoints
                : throw new UsageException($"--out '{results}' holds '{newest}' of a run that was not finished; add --resume to go on from it, give another folder, or add {Overwriting.Name} to begin anew");
        }

        foreach (string phase in Phases)
        {
            if (Checkpoint.Latest(checkpoints.FolderOf(phase), skipDamaged) is { } checkpoint)
            {
                // Of a run that was shorter, the training goes on, and its fine-tuning was of what the training then was.
                checkpoints._tuningIsStale = phase == FineTuning && checkpoints.IsLengthened(checkpoint);
                if (!checkpoints._tuningIsStale)
                    checkpoints._resumed.Add(phase, checkpoint);

                foreach (string warning in checkpoint.Warnings)
                    warn(warning);
            }
        }

        if (checkpoints._resumed.Count == 0)
            warn($"there is no checkpoint in '{checkpoints._folder}': the run begins anew");

        return checkpoints;
    }

    /// <summary>From which checkpoint the run goes on, in a sentence; null if it begins anew.</summary>
    public string? Beginning
    {
        get
        {
            if (Phases.Reverse().Select(ResumedFrom).FirstOrDefault(found => found is not null) is not { } checkpoint)
                return null;

            string longer = IsLengthened(checkpoint) ? $", up to {_settings[Lengthening.Epochs]} epochs" : "";
            return FormattableString.Invariant($"resuming from '{checkpoint.Path}', after step {checkpoint.Step} of {checkpoint.Steps}{longer}");
        }
    }

    /// <summary>When and where a phase writes, which is about to begin or to go on.</summary>
    public CheckpointOptions Of(string phase)
    {
        if (phase == FineTuning && _tuningIsStale)
        {
            DeleteFolder(FolderOf(phase));
            _tuningIsStale = false;
        }

        return new CheckpointOptions
        {
            Folder = FolderOf(phase),
            EverySteps = _interval.Steps,
            EveryMinutes = _interval.Minutes,
            Settings = _settings,
            MayDiffer = ResumedFrom(phase) is { } checkpoint && IsLengthened(checkpoint) ? Lengthening.Recorded : [],
        };
    }

    /// <summary>The checkpoint from which a phase goes on; null if it begins anew.</summary>
    public Checkpoint? ResumedFrom(string phase) => _resumed.GetValueOrDefault(phase);

    /// <summary>The run is done and its results are written: only the end of the training stays, from which it can be lengthened.</summary>
    public void Finish()
    {
        DeleteFolder(FolderOf(FineTuning));
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

    private bool IsLengthened(Checkpoint checkpoint) => Lengthening.IsShorter(checkpoint.Settings, _settings);

    private string FolderOf(string phase) => Path.Combine(_folder, phase);

    private string? NewestOf(string phase) => Checkpoint.Paths(FolderOf(phase)) is [string newest, ..] ? newest : null;
}
