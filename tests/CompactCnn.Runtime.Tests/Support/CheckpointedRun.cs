namespace CompactCnn.Runtime.Tests;

/// <summary>
/// A short run of a small network with dropout, training and then fine-tuning, that writes checkpoints and can be gone on
/// with: what tests stop, damage and resume.
/// </summary>
internal sealed class CheckpointedRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static ModelCase Model => ModelCases.Of("NormedHead");

    public static TrainingOptions Options { get; } = new()
    {
        Epochs = 3,
        BatchSize = 16,
        Seed = 6,
        RecalibrationBatches = 2,
        Selection = new SelectionOptions { ReselectEvery = 2 },
    };

    public static FineTuneOptions FineTuneOptions { get; } = new() { Epochs = 2, BatchSize = 16, Seed = 6, RecalibrationBatches = 2 };

    public string Folder => _folder.At("training");

    public string FineTuneFolder => _folder.At("fine-tuning");

    /// <summary>Steps of the training.</summary>
    public const int Steps = 3 * 5;

    public static TrainingData Data() => SyntheticData.For(Model.Graph, 80, seed: 1);

    public CheckpointOptions Checkpoints(int every = 1, int keep = 100) => new() { Folder = Folder, EverySteps = every, EveryMinutes = null, KeepLast = keep };

    /// <summary>Trains and fine-tunes to the end.</summary>
    public static Outcome Finish(TrainingOptions? options = null, Checkpoint? resumeFrom = null, FineTuneOptions? fineTune = null, Checkpoint? resumeFineTuningFrom = null)
    {
        using TrainingData data = Data();
        using Network full = Model.Create(seed: 6);
        TrainingResult result = Model.Train(full, data, options ?? Options, resumeFrom: resumeFrom);
        using CompactNetwork compact = Model.ToCompact(full, result.Keep);
        FitResult fit = compact.FineTune(data, fineTune ?? FineTuneOptions, resumeFrom: resumeFineTuningFrom);
        return new Outcome(Bits.Of(full), Bits.Of(compact), Describe(result) + Describe(fit) + string.Join("|", result.Keep.Select(group => string.Join(",", group))));
    }

    /// <summary>Trains until a step is done, and is cancelled there.</summary>
    public void StopAfter(int step, TrainingOptions? options = null, Checkpoint? resumeFrom = null)
    {
        using TrainingData data = Data();
        using Network full = Model.Create(seed: 6);
        using var source = new CancellationTokenSource();
        var progress = new RecordedProgress(report =>
        {
            if (report.Step == step)
            {
                source.Cancel();
            }
        });
        Assert.ThrowsAny<OperationCanceledException>(() => Model.Train(full, data, options ?? Options with { Checkpoints = Checkpoints(every: 1000) }, progress, resumeFrom, source.Token));
    }

    /// <summary>The path of a checkpoint of the training.</summary>
    public string PathOf(int step) => Path.Combine(Folder, $"checkpoint-{step:D9}.safetensors");

    /// <summary>Changes a checkpoint, and gives it the checksum of what it then is.</summary>
    public static void Forge(string path, Action<SafetensorsText> change)
    {
        SafetensorsText text = SafetensorsText.Read(File.ReadAllBytes(path));
        change(text);
        File.WriteAllBytes(path, text.Write());
        using (SafetensorsReader file = SafetensorsReader.Open(path))
        {
            text.Metadata[ContentHash.Key] = file.Checksum();
        }

        File.WriteAllBytes(path, text.Write());
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Everything but the time it took.</summary>
    private static string Describe(FitResult result) =>
        string.Join(" ", result.Epochs.Select(epoch => $"{epoch.Loss} {epoch.Accuracy} {epoch.TrainingMacs} {string.Join(",", epoch.ActiveChannels)};")) + $"{result.TrainingMacs};";

    /// <summary>What a run came to.</summary>
    internal sealed record Outcome(Dictionary<string, byte[]> Full, Dictionary<string, byte[]> Compact, string Results)
    {
        public void AssertSame(Outcome other)
        {
            Assert.Equal(Results, other.Results);
            Assert.Empty(Bits.Differences(Full, other.Full));
            Assert.Empty(Bits.Differences(Compact, other.Compact));
        }
    }
}
