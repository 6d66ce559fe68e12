namespace CompactCnn.CommandLine;

/// <summary>The logs of a run: each phase has files of its own, which are opened when it reports its first step.</summary>
/// <param name="open">Opens those of a phase, whose first step is given.</param>
internal sealed class RunLogs(Func<RecipePhase, long, IEnumerable<IProgress<TrainingProgress>>> open) : IProgress<CompactTrainingProgress>, IDisposable
{
    private readonly List<IProgress<TrainingProgress>> _told = [];
    private IProgress<CompactTrainingProgress>? _next;
    private readonly HashSet<object> _failed = [];
    private RecipePhase? _phase;

    /// <summary>The same, and another.</summary>
    public RunLogs With(IProgress<CompactTrainingProgress> next)
    {
        _next = next;
        return this;
    }

    /// <summary>A file that cannot be written, for the disk is full, is tried again and again; the run continues.</summary>
    public void Report(CompactTrainingProgress value)
    {
        if (value.Phase != _phase)
        {
            Dispose();
            _phase = value.Phase;
            _told.AddRange(open(value.Phase, value.Step));
        }

        foreach (IProgress<TrainingProgress> told in _told)
            Try(told, () => told.Report(value), FormattableString.Invariant($"from step {value.Step} on"));

        _next?.Report(value);
    }

    public void Dispose()
    {
        foreach (IDisposable told in _told.OfType<IDisposable>())
            Try(told, told.Dispose, "at its end");

        _told.Clear();
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
                CommandOutput.WriteRemark($"warning: what the run tells cannot be written, {exception.Message.TrimEnd('.')}; the run continues, and some of it is missing {missing}");
        }
    }
}
