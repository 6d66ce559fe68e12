namespace CompactCnn.CommandLine;

/// <summary>
/// Shows how far a piece of work has come: one live line on a terminal, plain lines elsewhere; and what each epoch came to, in a
/// line that stays.
/// </summary>
/// <param name="time">The clock.</param>
internal abstract class ProgressDisplay(TimeProvider time)
{
    private readonly EpochLines _epochs = new(time);

    /// <summary>Says what the work is on and where it begins, once it has begun and all that could be refused was not.</summary>
    public Action? Opening { get; set; }

    /// <summary>Does work that reports training progress.</summary>
    /// <param name="title">What the work is.</param>
    /// <param name="work">The work.</param>
    public T Show<T>(string title, Func<IProgress<TrainingProgress>, T> work) =>
        ShowLines(title, line => work(new Relay<TrainingProgress>(progress =>
        {
            Open();
            line(ProgressLine.Of(progress) with { Lasting = _epochs.Of(title, progress) });
        })));

    /// <summary>Does work of several phases that reports training progress; the time left is that of all of them.</summary>
    /// <param name="work">The work.</param>
    public T ShowRun<T>(Func<IProgress<CompactTrainingProgress>, T> work) =>
        ShowLines(PhaseName.Of(RecipePhase.Teacher), teacher => ShowLines(PhaseName.Of(RecipePhase.Training), training => ShowLines(PhaseName.Of(RecipePhase.FineTuning), tuning =>
            work(new Relay<CompactTrainingProgress>(progress =>
            {
                Open();
                Action<ProgressLine> line = progress.Phase switch { RecipePhase.Teacher => teacher, RecipePhase.Training => training, _ => tuning };
                line(ProgressLine.Of(progress with { Remaining = progress.RunRemaining }) with { Lasting = _epochs.Of(PhaseName.Of(progress.Phase), progress) });
            })))));

    /// <summary>Has <see cref="Opening"/> say what it says, where it has not: work without a step reports nothing.</summary>
    public void Open()
    {
        Action? opening = Opening;
        Opening = null;
        opening?.Invoke();
    }

    /// <summary>Does work that downloads what is missing, or reads pictures: who is told of the one can be told of the other.</summary>
    /// <param name="work">The work.</param>
    /// <exception cref="InterruptedException">The user asked to end, and a part has arrived.</exception>
    public T ShowDownload<T>(Func<IProgress<DownloadProgress>, T> work)
    {
        LoadingRelay? relay = null;
        try
        {
            return ShowLines("download", download => ShowLines("reading", reading => work(relay = new LoadingRelay(download, reading, time))));
        }
        catch (OperationCanceledException exception) when (relay?.AnyArrived == true)
        {
            throw new InterruptedException("interrupted; what was downloaded is kept, and the same command goes on from there", exception);
        }
    }

    /// <summary>Does work that says where it stands, as often as it likes.</summary>
    protected abstract T ShowLines<T>(string title, Func<Action<ProgressLine>, T> work);

    /// <summary>Unlike <see cref="Progress{T}"/>, tells at once and on the same thread.</summary>
    private sealed class Relay<T>(Action<T> tell) : IProgress<T>
    {
        public void Report(T value) => tell(value);
    }
}
