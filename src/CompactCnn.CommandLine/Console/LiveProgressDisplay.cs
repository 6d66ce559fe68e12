using Spectre.Console;

namespace CompactCnn.CommandLine;

/// <summary>
/// One line that is drawn anew, ten times a second at most, and stays when the work is done; what each epoch came to stays above it.
/// </summary>
/// <param name="console">A terminal.</param>
internal sealed class LiveProgressDisplay(IAnsiConsole console) : ProgressDisplay(TimeProvider.System)
{
    private const int BarWidth = 12;
    private const string ClearLine = "\r\u001b[2K";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    protected override T ShowLines<T>(string title, Func<Action<ProgressLine>, T> work)
    {
        long shownAt = 0;
        bool isDrawn = false;
        try
        {
            return work(line =>
            {
                if (line.Lasting is { } lasting)
                {
                    Clear();
                    console.Write(new Text(lasting));
                    console.WriteLine();
                    return;
                }

                if (line.Part < 1 && TimeProvider.System.GetElapsedTime(shownAt) < Pause)
                    return;

                shownAt = TimeProvider.System.GetTimestamp();
                console.Write(new ControlCode(ClearLine));
                console.Write(Draw(title, line));
                isDrawn = true;
            });
        }
        finally
        {
            if (isDrawn)
                console.WriteLine();
        }

        void Clear()
        {
            if (isDrawn)
                console.Write(new ControlCode(ClearLine));

            isDrawn = false;
        }
    }

    private Markup Draw(string title, ProgressLine line)
    {
        int done = (int)(BarWidth * line.Part);
        (char full, char open) = console.Profile.Capabilities.Unicode ? ('━', '─') : ('#', '-');
        string text = Fit(line.Say(""), console.Profile.Width - title.Length - BarWidth - 2);
        return new Markup($"{Markup.Escape(title)} [green]{new string(full, done)}[/][grey]{new string(open, BarWidth - done)}[/]{Markup.Escape(text)}");
    }

    /// <summary>Leaves out what has no room: a line that wraps could not be drawn over.</summary>
    private static string Fit(string text, int room) =>
        text.Length <= room ? text : text[..Math.Max(0, text.LastIndexOf(", ", Math.Max(0, room), StringComparison.Ordinal))];
}
