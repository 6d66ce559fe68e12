namespace CompactCnn.CommandLine;

/// <summary>Where a run tells what it is doing, besides the terminal.</summary>
/// <param name="LogFile">A CSV file; null for none.</param>
/// <param name="EventFolder">A folder of TensorBoard events; null for none.</param>
internal sealed record RunWatch(string? LogFile, string? EventFolder)
{
    /// <summary>Refuses files that cannot be written, before hours of work.</summary>
    /// <param name="replaces">Whether a file that is there is gone on with, or may be replaced.</param>
    /// <exception cref="UsageException">A folder cannot be made, or a file would be replaced.</exception>
    public void Prepare(bool replaces)
    {
        if (LogFile is not null)
        {
            Make("--log", Path.GetDirectoryName(Path.GetFullPath(LogFile)) ?? LogFile);
            if (!Directory.Exists(LogFile))
                Overwriting.Check("--log", LogFile, replaces);
        }

        if (EventFolder is not null)
            Make("--tensorboard", EventFolder);
    }

    /// <summary>Opens what a phase of the run tells to, beside its progress on the terminal.</summary>
    /// <param name="phase">The phase; the first has the file's own name.</param>
    /// <param name="graph">The model.</param>
    /// <param name="gates">Its gates; null where channels are not chosen.</param>
    /// <param name="resumedFrom">The checkpoint that the phase goes on from; null if it begins anew.</param>
    public PhaseWatch Open(string phase, ModelGraph graph, IReadOnlyList<ChannelGate>? gates, Checkpoint? resumedFrom)
    {
        long firstStep = (resumedFrom?.Step ?? 0) + 1;
        var watch = new PhaseWatch();
        try
        {
            if (LogFile is not null)
                watch.Add(new TrainingLog(FileOf(LogFile, phase), firstStep: firstStep));

            if (EventFolder is not null)
                watch.Add(new TensorBoardLog(Path.Combine(EventFolder, phase), graph, gates, firstStep: firstStep));

            return watch;
        }
        catch
        {
            watch.Dispose();
            throw;
        }
    }

    private static string FileOf(string file, string phase) =>
        phase == RunCheckpoints.Training ? file : Path.ChangeExtension(file, null) + $"-{phase}{Path.GetExtension(file)}";

    private static void Make(string option, string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new UsageException($"{option}: the folder '{folder}' cannot be made: {exception.Message.TrimEnd('.')}; give another");
        }
    }
}

/// <summary>What a phase of a run tells to. It owns them.</summary>
internal sealed class PhaseWatch : IProgress<TrainingProgress>, IDisposable
{
    private readonly List<IProgress<TrainingProgress>> _told = [];
    private readonly HashSet<object> _failed = [];

    public void Add(IProgress<TrainingProgress> told) => _told.Add(told);

    /// <summary>The same, and another.</summary>
    public PhaseWatch With(IProgress<TrainingProgress> told)
    {
        Add(told);
        return this;
    }

    /// <summary>A file that cannot be written, for the disk is full, is tried again and again; the run goes on.</summary>
    public void Report(TrainingProgress value)
    {
        foreach (IProgress<TrainingProgress> told in _told)
            Try(told, () => told.Report(value), FormattableString.Invariant($"from step {value.Step} on"));
    }

    public void Dispose()
    {
        foreach (IDisposable told in _told.OfType<IDisposable>())
            Try(told, told.Dispose, "at its end");
    }

    private void Try(object told, Action write, string missing)
    {
        try
        {
            write();
        }
        catch (IOException exception)
        {
            if (_failed.Add(told))
            {
                CommandOutput.WriteRemark($"warning: what the run tells cannot be written, {exception.Message.TrimEnd('.')}; "
                    + $"the run goes on, and some of it is missing {missing}");
            }
        }
    }
}
