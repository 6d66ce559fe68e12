namespace CompactCnn.CommandLine.Tests;

/// <summary>Progress where nobody watches: few lines, and never a long silence.</summary>
public sealed class PlainProgressTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly StringWriter _text = new();

    public void Dispose() => _text.Dispose();

    [Fact]
    public void OfAShortRunIsAtMostOneLineASecond()
    {
        int lines = Show(steps: 1000, secondsPerStep: 0.005);
        Assert.InRange(lines, 5, 7);
        Assert.Contains("training 100 %, 0:00 left, epoch 1/1, loss 0.500, accuracy 50.0 %, 64 images/s, step 1000/1000", _text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void OfALongerRunIsALineForEachTwentieth() => Assert.InRange(Show(steps: 1000, secondsPerStep: 0.15), 20, 22);

    [Fact]
    public void OfALongRunIsALineEveryTenSeconds() => Assert.InRange(Show(steps: 1000, secondsPerStep: 2), 199, 201);

    private int Show(int steps, double secondsPerStep)
    {
        var display = new PlainProgressDisplay(_text, _time);
        int result = display.Show("training", (IProgress<TrainingProgress> progress) =>
        {
            for (int step = 1; step <= steps; step++)
            {
                _time.Seconds += secondsPerStep;
                progress.Report(new TrainingProgress(1, 1, step, steps, 0.5, 50, 64, TimeSpan.FromSeconds((steps - step) * secondsPerStep), [], 0.05));
            }

            return 42;
        });
        Assert.Equal(42, result);
        return _text.ToString().Count(character => character == '\n');
    }

    private sealed class ManualTime : TimeProvider
    {
        public double Seconds { get; set; } = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => TimeSpan.FromSeconds(Seconds).Ticks;
    }
}
