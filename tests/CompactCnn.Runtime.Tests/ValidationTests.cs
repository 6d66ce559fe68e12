using TorchSharp;

namespace CompactCnn.Runtime.Tests;

/// <summary>Images held out: measuring on them changes nothing, and the best epoch by them is what a run ends with.</summary>
public sealed class ValidationTests : IDisposable
{
    private const int StepsPerEpoch = 5;
    private const int Epochs = 4;

    /// <summary>More than are measured at once.</summary>
    private const int HeldOut = 260;

    private static Action? _whileMeasuring;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<Precision> Precisions => [.. Enum.GetValues<Precision>()];

    private static TrainingOptions Options => CheckpointedRun.Options with { Epochs = Epochs, Validation = ValidationUse.BestEpoch };

    private static FineTuneOptions FineTuneOptions => CheckpointedRun.FineTuneOptions with { Epochs = Epochs, Validation = ValidationUse.BestEpoch };

    public void Dispose()
    {
        _whileMeasuring = null;
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Precisions))]
    public void MeasuringChangesNothing(Precision precision)
    {
        TrainingOptions options = Options with { Validation = ValidationUse.None, Precision = precision };
        FineTuneOptions fineTune = FineTuneOptions with { Validation = ValidationUse.None, Precision = precision };
        Outcome without = Run(options, fineTune);
        Outcome with = Run(options with { Validation = ValidationUse.Measure }, fineTune with { Validation = ValidationUse.Measure });
        Assert.Equal(Numbers(without.Training), Numbers(with.Training));
        Assert.Equal(Numbers(without.FineTuning), Numbers(with.FineTuning));
        Assert.Empty(Bits.Differences(without.Full, with.Full));
        Assert.Empty(Bits.Differences(without.Compact, with.Compact));
        Assert.All(without.Training.Epochs, epoch => Assert.Null(epoch.Validation));
        Assert.Null(without.Training.BestEpoch);
        Assert.All(with.Training.Epochs.Concat(with.FineTuning.Epochs), epoch => Assert.Equal(HeldOut, epoch.Validation!.Count));
    }

    [Theory]
    [MemberData(nameof(Precisions))]
    public void WhatWasMeasuredBestIsWhatARunEndsWith(Precision precision)
    {
        // What was learned in the first two epochs is unlearned in the others.
        TrainingOptions options = Options with { Precision = precision, Schedule = LearningRateSchedule.Constant, Loss = Unlearning(after: 2) };
        FineTuneOptions fineTune = FineTuneOptions with { Precision = precision, Schedule = LearningRateSchedule.Constant, Optimizer = new Sgd(), Loss = Unlearning(after: 1) };
        Outcome outcome = Run(options, fineTune);
        Assert.Equal(2, outcome.Training.BestEpoch);
        Assert.Equal(outcome.Training.Epochs[1].Validation, outcome.Sliced);
        Assert.NotEqual(outcome.Training.Epochs[^1].Validation, outcome.Sliced);
        Assert.Equal(1, outcome.FineTuning.BestEpoch);
        Assert.Equal(outcome.FineTuning.Epochs[0].Validation, outcome.Tuned);
    }

    [Fact]
    public void TheWholeModelGoesBackToTheBestEpoch()
    {
        using TrainingData data = Data();
        using Network full = CheckpointedRun.Model.Create(seed: 6);
        var seen = new List<Dictionary<string, byte[]>>();
        var progress = new RecordedProgress(report =>
        {
            if (report.Step % StepsPerEpoch == 0)
            {
                seen.Add(Bits.Of(full));
            }
        });
        TrainingResult result = CheckpointedRun.Model.Train(full, data, Options with { RecalibrationBatches = 0, Schedule = LearningRateSchedule.Constant, Loss = Unlearning(after: 2) }, progress);
        Assert.Empty(Bits.Differences(seen[result.BestEpoch!.Value - 1], Bits.Of(full)));
        Assert.NotEmpty(Bits.Differences(seen[^1], Bits.Of(full)));
        // The report of an epoch's last step has its validation; those before have that of the epoch before.
        Assert.Equal(
            Enumerable.Range(1, Epochs * StepsPerEpoch).Select(step => step < StepsPerEpoch ? null : result.Epochs[(step / StepsPerEpoch) - 1].Validation),
            progress.Reports.Select(report => report.Validation));
    }

    [Fact]
    public void ItGoesOnFromEveryStepAsIfNothingHadHappened()
    {
        Outcome whole = Run(Options, FineTuneOptions);
        CheckpointOptions every = new() { Folder = _folder.At("training"), EverySteps = 1, EveryMinutes = null, KeepLast = 100 };
        CheckpointOptions everyTuned = every with { Folder = _folder.At("fine-tuning") };
        AssertSame(whole, Run(Options with { Checkpoints = every }, FineTuneOptions with { Checkpoints = everyTuned }));
        string[] paths = [.. Checkpoint.Paths(every.Folder)];
        Assert.Equal(Epochs * StepsPerEpoch, paths.Length);
        // Around the ends of the epochs, where the best of them changes hands.
        foreach (string path in paths.Where(path => Checkpoint.Open(path).Step % StepsPerEpoch is 0 or 1 or StepsPerEpoch - 1))
        {
            AssertSame(whole, Run(Options, FineTuneOptions, resumeFrom: Checkpoint.Open(path)));
        }

        foreach (string path in Checkpoint.Paths(everyTuned.Folder).Where(path => Checkpoint.Open(path).Step % StepsPerEpoch is 0 or 3))
        {
            AssertSame(whole, Run(Options, FineTuneOptions, resumeFineTuningFrom: Checkpoint.Open(path)));
        }
    }

    [Fact]
    public void ARunCancelledWhileItIsMeasuredKeepsTheEpoch()
    {
        Outcome whole = Run(Options, FineTuneOptions);
        string folder = _folder.At("training");
        using var source = new CancellationTokenSource();
        int measured = 0;
        _whileMeasuring = () =>
        {
            // Two batches each: in the second epoch's, between the two.
            if (++measured == 3)
            {
                source.Cancel();
            }
        };
        using (TrainingData data = Data())
        using (Network full = CheckpointedRun.Model.Create(seed: 6))
        {
            TrainingOptions options = Options with { Checkpoints = new CheckpointOptions { Folder = folder, EverySteps = 1000 } };
            Assert.ThrowsAny<OperationCanceledException>(() => CheckpointedRun.Model.Train(full, data, options, cancellation: source.Token));
        }

        _whileMeasuring = null;
        Checkpoint checkpoint = Checkpoint.Latest(folder)!;
        Assert.Equal((2 * StepsPerEpoch, 1), (checkpoint.Step, checkpoint.Epoch));
        AssertSame(whole, Run(Options, FineTuneOptions, resumeFrom: checkpoint));
    }

    [Fact]
    public void OfEqualsTheFirstIsTheBest()
    {
        EpochResult[] epochs = [.. new (double Loss, double Accuracy)[] { (0.5, 90), (0.4, 92), (0.3, 91), (0.3, 92), (0.3, 92) }
            .Select(measured => new EpochResult(0, 0, 0, TimeSpan.Zero, [], new Evaluation(measured.Loss, measured.Accuracy, 40)))];
        Assert.Equal(4, new FitResult(epochs, 0, TimeSpan.Zero).BestEpoch);
        Assert.Null(new FitResult([], 0, TimeSpan.Zero).BestEpoch);
    }

    [Fact]
    public void WithoutEpochsTheModelStays()
    {
        using TrainingData data = Data();
        using Network full = CheckpointedRun.Model.Create(seed: 6);
        Dictionary<string, byte[]> before = Bits.Of(full);
        TrainingResult result = CheckpointedRun.Model.Train(full, data, Options with { Epochs = 0, RecalibrationBatches = 0 });
        Assert.Null(result.BestEpoch);
        Assert.Empty(Bits.Differences(before, Bits.Of(full)));
    }

    [Fact]
    public void DataWithoutAPartHeldOutIsRefused()
    {
        using TrainingData data = CheckpointedRun.Data();
        using Network full = CheckpointedRun.Model.Create();
        ArgumentException exception = Assert.Throws<ArgumentException>(() => CheckpointedRun.Model.Train(full, data, Options));
        Assert.StartsWith("the option Validation is BestEpoch, but the data holds no images out; give data with a validation part", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => CheckpointedRun.Model.Train(full, data, Options with { Validation = (ValidationUse)7 }));
    }

    private static TrainingData Data()
    {
        using TrainingData source = CheckpointedRun.Data();
        return new TrainingData(source.Images.alias(), source.Labels.alias(), validation: SyntheticData.For(CheckpointedRun.Model.Graph, HeldOut, seed: 2, transform: Watch));
    }

    private static torch.Tensor Watch(torch.Tensor images, BatchContext context)
    {
        _whileMeasuring?.Invoke();
        return images;
    }

    /// <summary>Cross-entropy, and after so many epochs four times its opposite, so that what was learned is lost within an epoch.</summary>
    private static LossFunction Unlearning(int after)
    {
        int steps = 0;
        LossFunction loss = Losses.CrossEntropy();
        return (logits, labels) => ++steps <= after * StepsPerEpoch ? loss(logits, labels) : loss(logits, labels).mul(-4);
    }

    private static Outcome Run(TrainingOptions options, FineTuneOptions fineTune, Checkpoint? resumeFrom = null, Checkpoint? resumeFineTuningFrom = null)
    {
        using TrainingData data = Data();
        using Network full = CheckpointedRun.Model.Create(seed: 6);
        TrainingResult training = CheckpointedRun.Model.Train(full, data, options, resumeFrom: resumeFrom);
        using CompactNetwork compact = CheckpointedRun.Model.ToCompact(full, training.Keep);
        Evaluation sliced = compact.Evaluate(data.Validation!);
        FitResult tuning = compact.FineTune(data, fineTune, resumeFrom: resumeFineTuningFrom);
        return new Outcome(training, tuning, Bits.Of(full), Bits.Of(compact), sliced, compact.Evaluate(data.Validation!));
    }

    private static void AssertSame(Outcome expected, Outcome actual)
    {
        Assert.Equal(Numbers(expected.Training), Numbers(actual.Training));
        Assert.Equal(Numbers(expected.FineTuning), Numbers(actual.FineTuning));
        Assert.Equal(expected.Training.Epochs.Select(epoch => epoch.Validation), actual.Training.Epochs.Select(epoch => epoch.Validation));
        Assert.Equal(expected.FineTuning.Epochs.Select(epoch => epoch.Validation), actual.FineTuning.Epochs.Select(epoch => epoch.Validation));
        Assert.Equal(expected.Training.Keep, actual.Training.Keep);
        Assert.Empty(Bits.Differences(expected.Full, actual.Full));
        Assert.Empty(Bits.Differences(expected.Compact, actual.Compact));
    }

    private static IEnumerable<(double, double, long)> Numbers(FitResult result) => result.Epochs.Select(epoch => (epoch.Loss, epoch.Accuracy, epoch.TrainingMacs));

    private sealed record Outcome(TrainingResult Training, FitResult FineTuning, Dictionary<string, byte[]> Full, Dictionary<string, byte[]> Compact, Evaluation Sliced, Evaluation Tuned);
}
