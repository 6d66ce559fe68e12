namespace CompactCnn.CommandLine;

/// <summary>
/// Plain lines for logs: the first at once, then at every twentieth of the work or every ten seconds, and at most one a
/// second.
/// </summary>
/// <param name="writer">Where the lines go.</param>
/// <param name="time">The clock.</param>
internal sealed class PlainProgressDisplay(TextWriter writer, TimeProvider time) : ProgressDisplay(time)
{
    private const double Share = 0.05;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly TimeProvider _time = time;

    protected override T ShowLines<T>(string title, Func<Action<ProgressLine>, T> work)
    {
        double shownPart = 0;
        long shownAt = 0;
        return work(line =>
        {
            Show(line);
            if (line.Lasting is { } lasting)
                writer.WriteLine(lasting);
        });

        void Show(ProgressLine line)
        {
            TimeSpan silent = shownAt == 0 ? TimeSpan.MaxValue : _time.GetElapsedTime(shownAt);
            // A second file of a download begins at 0 again.
            bool farEnough = Math.Abs(line.Part - shownPart) >= Share && silent >= Pause;
            if (!farEnough && silent < Silence && line.Part < 1)
                return;

            shownPart = line.Part;
            shownAt = _time.GetTimestamp();
            writer.WriteLine(line.Say(title));
        }
    }
}
