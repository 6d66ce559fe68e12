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

    /// <summary>What a run tells to, beside its progress on the terminal; null for nothing.</summary>
    /// <param name="graph">The model.</param>
    /// <param name="gates">Its gates.</param>
    public RunLogs? Open(ModelGraph graph, IReadOnlyList<ChannelGate> gates) =>
        LogFile is null && EventFolder is null ? null : new RunLogs((phase, firstStep) => Open(phase, firstStep, graph, gates));

    private IEnumerable<IProgress<TrainingProgress>> Open(RecipePhase phase, long firstStep, ModelGraph graph, IReadOnlyList<ChannelGate> gates)
    {
        if (LogFile is not null)
            yield return new TrainingLog(FileOf(LogFile, phase), firstStep: firstStep);

        // Channels are chosen in one phase only.
        if (EventFolder is not null)
            yield return new TensorBoardLog(Path.Combine(EventFolder, PhaseName.Of(phase)), graph, phase == RecipePhase.Training ? gates : null, firstStep: firstStep);
    }

    /// <summary>The training has the file's own name.</summary>
    private static string FileOf(string file, RecipePhase phase) =>
        phase == RecipePhase.Training ? file : Path.ChangeExtension(file, null) + $"-{PhaseName.Of(phase)}{Path.GetExtension(file)}";

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
