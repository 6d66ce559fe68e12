using Spectre.Console;

namespace CompactCnn.CommandLine.Tests;

/// <summary>Progress on a terminal: one line that is drawn over.</summary>
public sealed class LiveProgressTests : IDisposable
{
    private const int Width = 60;

    private readonly StringWriter _text = new();

    public void Dispose() => _text.Dispose();

    [Fact]
    public void IsOneLineThatFitsAndWhatTheEpochCameTo()
    {
        Show(steps: 3);
        string[] drawn = _text.ToString().Split("\r\u001b[2K", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("training ", drawn[0], StringComparison.Ordinal);
        Assert.Contains("33 %, 0:00 left, epoch 1/1", drawn[0], StringComparison.Ordinal);
        Assert.InRange(drawn[0].Length, 1, Width);
        // What stays is wrapped, not cut.
        Assert.Matches(@"^training epoch 1/1: loss 0\.500, accuracy 50\.0 %, rate 0\.05, \d+\.\d s$", string.Join(' ', drawn[^1].Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)));
        Assert.DoesNotContain('\n', string.Concat(drawn[..^1]));
    }

    [Fact]
    public void IsNothingWhereThereIsNone()
    {
        Show(steps: 0);
        Assert.Empty(_text.ToString());
    }

    private void Show(int steps)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(_text),
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
        });
        console.Profile.Width = Width;
        new LiveProgressDisplay(console).Show("training", (IProgress<TrainingProgress> progress) =>
        {
            for (int step = 1; step <= steps; step++)
                progress.Report(new TrainingProgress(1, 1, step, steps, 0.5, 50, 64, TimeSpan.Zero, [], 0.05));

            return true;
        });
    }
}
