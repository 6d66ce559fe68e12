namespace CompactCnn.CommandLine;

/// <summary>Shows how far a piece of work has come: one live line on a terminal, plain lines elsewhere.</summary>
internal abstract class ProgressDisplay
{
    /// <summary>What is said once training has begun, and all that could be refused was not; null for nothing.</summary>
    public string? Opening { get; set; }

    /// <summary>Does work that reports training progress.</summary>
    /// <param name="title">What the work is.</param>
    /// <param name="work">The work.</param>
    public T Show<T>(string title, Func<IProgress<TrainingProgress>, T> work) =>
        ShowLines(title, line => work(new Relay<TrainingProgress>(progress =>
        {
            if (Opening is { } opening)
            {
                Opening = null;
                CommandOutput.WriteRemark(opening);
            }

            line(ProgressLine.Of(progress));
        })));

    /// <summary>Does work that downloads what is missing.</summary>
    /// <param name="work">The work.</param>
    /// <exception cref="InterruptedException">The user asked to end, and a part has arrived.</exception>
    public T ShowDownload<T>(Func<IProgress<DownloadProgress>, T> work)
    {
        bool anyArrived = false;
        try
        {
            return ShowLines("download", line => work(new Relay<DownloadProgress>(progress =>
            {
                anyArrived = true;
                line(ProgressLine.Of(progress));
            })));
        }
        catch (OperationCanceledException exception) when (anyArrived)
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
