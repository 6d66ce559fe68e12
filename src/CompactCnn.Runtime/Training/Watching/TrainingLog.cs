using System.Globalization;
using System.Text;

namespace CompactCnn;

/// <summary>
/// Writes a run's progress to a CSV file:
/// <c>epoch,step,loss,accuracy,learning_rate,images_per_second,active_channels,validation_loss,validation_accuracy</c>,
/// numbers in the invariant culture, loss and accuracy of the epoch so far, accuracy in percent, the active channels of all
/// groups summed, the validation of the last epoch that was completed, or nothing. A row every few steps, and one at the
/// last step, each in the file when the step is reported: whoever kills the process loses none.
/// </summary>
/// <example><code>
/// using var log = new TrainingLog("run.csv");
/// model.Train(data, options, log);
/// </code></example>
public sealed class TrainingLog : IProgress<TrainingProgress>, IDisposable
{
    /// <summary>Steps from one row to the next, unless another number is given: 10.</summary>
    public const int DefaultEvery = 10;

    private const string Header = "epoch,step,loss,accuracy,learning_rate,images_per_second,active_channels,validation_loss,validation_accuracy";
    private const int StepColumn = 1;

    private readonly StreamWriter _writer;
    private readonly int _every;

    /// <summary>Opens the file, before any work begins.</summary>
    /// <param name="path">The file; made anew for a new run, continued for a resumed one.</param>
    /// <param name="every">Steps from one row to the next, 1 or more.</param>
    /// <param name="firstStep">
    /// The first step that will be reported, from 1; above 1 for a resumed run: rows of this step and later ones are
    /// dropped from the file, so that none comes twice.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    /// <exception cref="ArgumentException">The file cannot be written, or is not such a log.</exception>
    public TrainingLog(string path, int every = DefaultEvery, long firstStep = 1)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(firstStep, 1);
        _every = every;
        try
        {
            List<string> rows = firstStep > 1 && File.Exists(path) ? RowsBefore(path, firstStep) : [];
            // As a whole or not at all: whoever kills the process here loses no row of the run before.
            WholeFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(string.Concat(rows.Prepend(Header).Select(row => row + "\n")))));
            _writer = new StreamWriter(path, append: true, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n", AutoFlush = true };
        }
        catch (Exception exception) when (exception is ModelFileException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ArgumentException($"the log '{path}' cannot be written: {exception.GetBaseException().Message.TrimEnd('.')}; give another file", nameof(path), exception);
        }
    }

    /// <summary>Writes a row, if one is due.</summary>
    /// <param name="value">Where the run stands, after a step.</param>
    /// <exception cref="IOException">The disk is full, or the file can no longer be written.</exception>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Step % _every != 0 && value.Step != value.Steps)
        {
            return;
        }

        _writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{value.Epoch},{value.Step},{value.Loss:R},{value.Accuracy:R},{value.LearningRate:R},{value.ImagesPerSecond:F1},{value.ActiveChannels.Sum()},{value.Validation?.Loss:R},{value.Validation?.Accuracy:R}"));
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _writer.Dispose();

    private static List<string> RowsBefore(string path, long firstStep)
    {
        string[] lines = File.ReadAllText(path).Split('\n');
        if (lines[0] != Header)
        {
            throw new ArgumentException($"the log '{path}' must begin with '{Header}' to be continued, but begins with {UntrustedText.Quote(lines[0])}; give another file", nameof(path));
        }

        // What follows the last line break is empty, or a row that a killed run left half-written.
        return [.. lines[1..^1].Where(line => Step(line) < firstStep)];
    }

    private static long Step(string line)
    {
        string[] cells = line.Split(',');
        return cells.Length == Header.Split(',').Length && long.TryParse(cells[StepColumn], NumberStyles.None, CultureInfo.InvariantCulture, out long step) ? step : long.MaxValue;
    }
}
