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

    [Fact]
    public void EachEpochHasALineThatSaysWhatItCameTo()
    {
        var display = new PlainProgressDisplay(_text, _time);
        display.Show("training", (IProgress<TrainingProgress> progress) =>
        {
            for (int step = 1; step <= 6; step++)
            {
                _time.Seconds += 2;
                Evaluation? validation = step > 2 ? new Evaluation(0.75, 40, 10) : null;
                progress.Report(new TrainingProgress(((step - 1) / 2) + 1, 3, step, 6, 1.0 / step, 10 * step, 64, TimeSpan.Zero, [12, 24], 0.05 / step, validation));
            }

            return 0;
        });
        Assert.Equal(
            [
                "training epoch 1/3: loss 0.500, accuracy 20.0 %, rate 0.025, 2.0 s",
                "training epoch 2/3: loss 0.250, accuracy 40.0 %, validation 40.0 %, rate 0.0125, 4.0 s",
                "training epoch 3/3: loss 0.167, accuracy 60.0 %, validation 40.0 %, rate 0.00833, 4.0 s",
            ],
            _text.ToString().Split('\n').Where(line => line.StartsWith("training epoch", StringComparison.Ordinal)));
    }

    [Fact]
    public void ReadingPicturesIsShownWhereItTakesAWhile()
    {
        var display = new PlainProgressDisplay(_text, _time);
        display.ShowDownload(progress =>
        {
            var pictures = (IProgress<PictureProgress>)progress;
            for (int read = 1; read <= 100; read++)
            {
                _time.Seconds += 0.1;
                pictures.Report(new PictureProgress(read, 100));
            }

            return 0;
        });
        string[] lines = _text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("reading 2", lines[0], StringComparison.Ordinal);
        Assert.Equal("reading 100 %, 0:00 left, 100 of 100 pictures", lines[^1]);
        Assert.InRange(lines.Length, 8, 11);
    }

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
        return _text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => line.Contains(" left, ", StringComparison.Ordinal));
    }

    private sealed class ManualTime : TimeProvider
    {
        public double Seconds { get; set; } = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => TimeSpan.FromSeconds(Seconds).Ticks;
    }
}
