using Google.Protobuf;
using Tensorboard;

namespace CompactCnn;

/// <summary>
/// Writes a run's progress for TensorBoard (<c>tensorboard --logdir FOLDER</c>): loss and accuracy of the epoch so far,
/// learning rate, images a second, the active channels of each group; the validation after every epoch; and, where the
/// gates are given, histograms of the mean saliency of each group's channels. Every event is in the file when the step
/// is reported: whoever kills the process loses none.
/// </summary>
/// <example><code>
/// using var log = new TensorBoardLog("events", SmallVgg.Graph, model.Gates);
/// model.Train(data, options, log);
/// </code></example>
public sealed class TensorBoardLog : IProgress<TrainingProgress>, IDisposable
{
    /// <summary>Steps from one event to the next, unless another number is given: 10.</summary>
    public const int DefaultEvery = 10;

    private const string FileName = "events.out.tfevents.compactcnn";
    private const string FileVersion = "brain.Event:2";

    // Histograms are many times larger than scalars, and change slowly.
    private const int HistogramsEvery = 10;
    private const int HistogramBuckets = 30;

    private readonly FileStream _file;
    private readonly string[] _groups;
    private readonly IReadOnlyList<ChannelGate> _gates;
    private readonly int _every;
    private Evaluation? _validation;

    /// <summary>Opens the file, before any work begins.</summary>
    /// <param name="folder">The folder of one run; it is made if need be. Its file is made anew for a new run, continued for a resumed one.</param>
    /// <param name="graph">The model, as <c>SmallVgg.Graph</c>.</param>
    /// <param name="gates">Its gates, as <c>model.Gates</c>, for the histograms; absent: none.</param>
    /// <param name="every">Steps from one event to the next, 1 or more; from one histogram to the next ten times as many.</param>
    /// <param name="firstStep">
    /// The first step that will be reported, from 1; above 1 for a resumed run: events of this step and later ones are
    /// dropped from the file, so that none comes twice.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    /// <exception cref="ArgumentException">The file cannot be written, or is no such file.</exception>
    public TensorBoardLog(string folder, ModelGraph graph, IReadOnlyList<ChannelGate>? gates = null, int every = DefaultEvery, long firstStep = 1)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(firstStep, 1);
        _groups = [.. graph.Groups.Select(group => group.Name)];
        _gates = gates ?? [];
        _every = every;
        string path = Path.Combine(folder, FileName);
        try
        {
            Directory.CreateDirectory(folder);
            Event[] events = firstStep > 1 && File.Exists(path) ? EventsBefore(path, firstStep) : [At(0, new Event { FileVersion = FileVersion })];
            // As a whole or not at all: whoever kills the process here loses no event of the run before.
            WholeFile.Write(path, stream => Array.ForEach(events, item => EventRecords.Write(stream, item)));
            _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        }
        catch (Exception exception) when (exception is ModelFileException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ArgumentException($"TensorBoard's events '{path}' cannot be written: {exception.GetBaseException().Message.TrimEnd('.')}; give another folder", nameof(folder), exception);
        }
    }

    /// <summary>Writes an event, if one is due.</summary>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        bool validated = value.Validation is not null && !ReferenceEquals(value.Validation, _validation);
        _validation = value.Validation;
        bool due = value.Step % _every == 0 || value.Step == value.Steps;
        if (!due && !validated)
        {
            return;
        }

        var summary = new Summary();
        if (due)
        {
            AddScalars(summary, value);
        }

        if (validated)
        {
            Add(summary, "validation/loss", value.Validation!.Loss);
            Add(summary, "validation/accuracy", value.Validation.Accuracy);
        }

        if (value.Step % (_every * HistogramsEvery) == 0 || value.Step == value.Steps)
        {
            AddSaliencies(summary);
        }

        EventRecords.Write(_file, At(value.Step, new Event { Summary = summary }));
        _file.Flush();
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private void AddScalars(Summary summary, TrainingProgress value)
    {
        Add(summary, "loss", value.Loss);
        Add(summary, "accuracy", value.Accuracy);
        Add(summary, "learning_rate", value.LearningRate);
        Add(summary, "images_per_second", value.ImagesPerSecond);
        for (int group = 0; group < value.ActiveChannels.Count; group++)
        {
            Add(summary, $"active_channels/{_groups[group]}", value.ActiveChannels[group]);
        }
    }

    private void AddSaliencies(Summary summary)
    {
        foreach (ChannelGate gate in _gates)
        {
            double[] seen = [.. gate.MeanSaliency.ToArray().Where((_, arm) => gate.Plays[arm] > 0)];
            if (seen.Length > 0)
            {
                summary.Value.Add(new Summary.Types.Value { Tag = $"saliency/{gate.Group.Name}", Histo = Histogram(seen) });
            }
        }
    }

    private static HistogramProto Histogram(double[] values)
    {
        double least = values.Min();
        double most = values.Max();
        double width = most > least ? (most - least) / HistogramBuckets : 1;
        double[] counts = new double[HistogramBuckets];
        foreach (double value in values)
        {
            counts[Math.Min((int)((value - least) / width), HistogramBuckets - 1)]++;
        }

        var histogram = new HistogramProto { Min = least, Max = most, Num = values.Length, Sum = values.Sum(), SumSquares = values.Sum(value => value * value) };
        histogram.BucketLimit.Add(Enumerable.Range(1, HistogramBuckets).Select(bucket => least + (bucket * width)));
        histogram.Bucket.Add(counts);
        return histogram;
    }

    private static void Add(Summary summary, string tag, double value) =>
        summary.Value.Add(new Summary.Types.Value { Tag = tag, SimpleValue = (float)value });

    private static Event At(long step, Event item)
    {
        item.Step = step;
        item.WallTime = (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds;
        return item;
    }

    private static Event[] EventsBefore(string path, long firstStep)
    {
        Event[] events;
        try
        {
            events = [.. EventRecords.Read(File.ReadAllBytes(path))];
        }
        catch (InvalidProtocolBufferException)
        {
            events = [];
        }

        return events is [{ FileVersion: FileVersion }, ..]
            ? [.. events.Where(item => item.Step < firstStep)]
            : throw new ArgumentException($"'{path}' must begin with '{FileVersion}' to be continued, but does not; give another folder", nameof(path));
    }
}
