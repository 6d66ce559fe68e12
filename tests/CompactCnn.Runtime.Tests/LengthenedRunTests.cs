namespace CompactCnn.Runtime.Tests;

/// <summary>A run of more epochs than its checkpoint was recorded with, and what is said where the pictures are not those of then.</summary>
public sealed class LengthenedRunTests : IDisposable
{
    private readonly CheckpointedRun _run = new();

    /// <summary>Settings by which a step does not depend on the length of the run.</summary>
    private static TrainingOptions Steady => CheckpointedRun.Options with
    {
        Schedule = LearningRateSchedule.Constant,
        Shrinking = Shrinking.None,
        Selection = new SelectionOptions { FreezeAfter = 1 },
    };

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData(7)]
    [InlineData(CheckpointedRun.Steps)]
    public void IsTheRunOfThatLengthFromTheStart(int stoppedAt)
    {
        _run.StopAfter(stoppedAt, Steady with { Checkpoints = _run.Checkpoints(every: 1000) });
        TrainingOptions longer = Steady with { Epochs = 5 };
        CheckpointOptions may = _run.Checkpoints() with { MayDiffer = ["Epochs"] };
        CheckpointedRun.Outcome lengthened = CheckpointedRun.Finish(longer with { Checkpoints = may }, Checkpoint.Latest(_run.Folder));
        lengthened.AssertSame(CheckpointedRun.Finish(longer));
    }

    [Fact]
    public void DiffersInNothingElse()
    {
        _run.StopAfter(7);
        Checkpoint checkpoint = Checkpoint.Latest(_run.Folder)!;
        CheckpointOptions may = _run.Checkpoints() with { MayDiffer = ["Epochs", "Schedule"] };
        TrainingOptions longer = CheckpointedRun.Options with { Epochs = 5, Schedule = LearningRateSchedule.Cosine(0.1), Checkpoints = may };
        Assert.Contains("was recorded with Seed 6, but 7 was given", Fault(longer with { Seed = 7 }, checkpoint), StringComparison.Ordinal);
        Assert.EndsWith("is of epoch 2, but the run shall have 1; give more epochs", Fault(longer with { Epochs = 1 }, checkpoint), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[144, 3, 32, 32]", "[145, 3, 32, 32]", "the training pictures changed: 144 then, 145 now")]
    [InlineData("[144, 3, 32, 32]", "[144, 3, 64, 64]", "the training pictures changed: of 3x32x32 then, of 3x64x64 now")]
    [InlineData("[144, 3, 32, 32]", "[144, 3, 32, 32]", "the training pictures changed: there are 144, as then, but not the same")]
    public void PicturesThatChangedAreCounted(string then, string now, string expected)
    {
        Assert.Equal(expected, RecordedImages.Change(Record("Data.Images", then, '0'), Record("Data.Images", now, '1')));
        Assert.Null(RecordedImages.Change(Record("Data.Images", then, '0'), Record("Data.Images", then, '0')));
        Assert.Equal(
            expected.Replace("training", "test", StringComparison.Ordinal),
            RecordedImages.Change(Record("Test.Images", then, '0'), Record("Test.Images", now, '1')));
        Assert.Equal("the labels of the validation pictures changed", RecordedImages.Change(Record("Validation.Data.Labels", "[2]", '0'), Record("Validation.Data.Labels", "[2]", '1')));
    }

    private static Dictionary<string, string> Record(string name, string shape, char digit) =>
        new(StringComparer.Ordinal) { [name] = $"Byte {shape} SHA-256 {new string(digit, 64)}" };

    private static string Fault(TrainingOptions options, Checkpoint checkpoint)
    {
        using TrainingData data = CheckpointedRun.Data();
        using Network full = CheckpointedRun.Model.Create(seed: 6);
        return Assert.Throws<CheckpointException>(() => CheckpointedRun.Model.Train(full, data, options, resumeFrom: checkpoint)).Message;
    }
}
