namespace CompactCnn.Runtime.Tests;

/// <summary>Contracts 4 and 5 for the whole recipe: stopped in any of its phases, it goes on to the bits of a run that never stopped.</summary>
public sealed class ResumedRecipeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static int _unaugmented;
    private static Action? _atTheFirstOfRecalibration;

    public void Dispose() => _folder.Dispose();

    /// <summary>Within each phase, at its first step and at its last.</summary>
    [Theory]
    [InlineData(1, RecipePhase.Teacher)]
    [InlineData(3, RecipePhase.Teacher)]
    [InlineData(5, RecipePhase.Teacher)]
    [InlineData(6, RecipePhase.Training)]
    [InlineData(11, RecipePhase.Training)]
    [InlineData(15, RecipePhase.Training)]
    [InlineData(16, RecipePhase.FineTuning)]
    [InlineData(20, RecipePhase.FineTuning)]
    public void AnyPhaseGoesOn(int step, RecipePhase phase)
    {
        CompactTrainingOptions options = RecipeRun.Options with { Checkpoints = Checkpoints() };
        RecipeRun.StopAfter(step, options);
        CompactTrainingCheckpoint left = CompactTrainingCheckpoint.Latest(_folder.Path)!;
        Assert.Equal(phase, left.Phase);
        Assert.Equal(CompactTrainingCheckpoint.NewestPath(_folder.Path), left.Newest.Path);
        RecipeRun.Finish(options, resumeFrom: left).AssertSame(RecipeRun.Finish(RecipeRun.Options));
    }

    /// <summary>Again and again, a step at a time.</summary>
    [Fact]
    public void AChainOfStopsEndsWithTheSameBits()
    {
        CompactTrainingOptions options = RecipeRun.Options with { Checkpoints = Checkpoints() };
        foreach (int step in new[] { 2, 5, 8, 15, 17 })
        {
            RecipeRun.StopAfter(step, options, CompactTrainingCheckpoint.Latest(_folder.Path));
        }

        RecipeRun.Finish(options, resumeFrom: CompactTrainingCheckpoint.Latest(_folder.Path)).AssertSame(RecipeRun.Finish(RecipeRun.Options));
    }

    /// <summary>Between the slicing and the fine-tuning nothing is written: what is there is the end of the training.</summary>
    [Fact]
    public void TheRecalibrationIsDoneAgain()
    {
        CompactTrainingOptions options = RecipeRun.Options with { TeacherEpochs = 0, Checkpoints = Checkpoints() };
        RecipeOutcome whole = RecipeRun.Finish(options with { Checkpoints = null }, RecipeRun.Data(Watched));
        using (var source = new CancellationTokenSource())
        using (TrainingData data = RecipeRun.Data(Watched))
        using (Models.NormedHead model = RecipeRun.Model())
        {
            _unaugmented = 0;
            _atTheFirstOfRecalibration = source.Cancel;
            Assert.ThrowsAny<OperationCanceledException>(() => model.TrainCompact(data, options, cancellation: source.Token).Dispose());
            _atTheFirstOfRecalibration = null;
            Assert.Equal(1, _unaugmented);
        }

        CompactTrainingCheckpoint left = CompactTrainingCheckpoint.Latest(_folder.Path)!;
        Assert.Equal((RecipePhase.Training, left.Newest.Steps), (left.Phase, left.Newest.Step));
        RecipeRun.Finish(options, RecipeRun.Data(Watched), left).AssertSame(whole);
    }

    [Fact]
    public void AnotherRunIsRefusedBeforeAnythingIsDone()
    {
        CompactTrainingOptions options = RecipeRun.Options with { Checkpoints = Checkpoints() };
        RecipeRun.StopAfter(16, options);
        CompactTrainingCheckpoint left = CompactTrainingCheckpoint.Latest(_folder.Path)!;
        string[] before = Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories);

        string message = Assert.Throws<CheckpointException>(() => RecipeRun.Finish(options)).Message;
        Assert.Equal($"the folder '{_folder.Path}' holds checkpoints of another run, the newest '{left.Newest.Path}'; resume from it, delete it, or give another folder", message);

        // A setting of the last phase, too, which the first does not use.
        Refused(options with { FineTuneEpochs = 2 }, "Recipe.FineTuneEpochs 1, but 2");
        Refused(options with { Target = CompactTarget.Channels(0.25) }, "Recipe.Target.Fraction 0.5, but 0.25");
        Refused(options with { Shrinking = new Shrinking { Over = 0.3 } }, "Recipe.Shrinking.Over 0.4, but 0.3");
        Assert.Equal(before, Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));

        void Refused(CompactTrainingOptions other, string difference) =>
            Assert.Contains($"was recorded with {difference} was given", Assert.Throws<CheckpointException>(() => RecipeRun.Finish(other, resumeFrom: left)).Message, StringComparison.Ordinal);
    }

    /// <summary>More epochs: the training goes on, whichever phase the shorter run was in, and the fine-tuning is done anew.</summary>
    [Theory]
    [InlineData(8)]
    [InlineData(15)]
    [InlineData(18)]
    public void ALongerRunGoesOnFromTheTraining(int stoppedAt)
    {
        CompactTrainingOptions shorter = RecipeRun.Options with { LearningRateWarmup = 0, Shrinking = Shrinking.None, Selection = new() { FreezeAfter = 1 } };
        RecipeRun.StopAfter(stoppedAt, shorter with { Checkpoints = Checkpoints() });
        CompactTrainingOptions longer = shorter with { Epochs = 4, Checkpoints = Checkpoints() };
        CompactTrainingCheckpoint left = CompactTrainingCheckpoint.Latest(_folder.Path)!;
        Assert.Contains("was recorded with Recipe.Epochs 3, but 4 was given", Assert.Throws<CheckpointException>(() => RecipeRun.Finish(longer, resumeFrom: left)).Message, StringComparison.Ordinal);

        CompactTrainingOptions allowed = longer with { Checkpoints = Checkpoints() with { MayDiffer = CompactTrainingCheckpoint.OfLength } };
        List<long> steps = [];
        RecipeRun.Finish(allowed, resumeFrom: left, progress: new RecipeRun.Relay(report => steps.Add(report.RunStep)));
        Assert.Equal(Enumerable.Range(Math.Min(stoppedAt, 15) + 1, 25 - Math.Min(stoppedAt, 15)).Select(step => (long)step), steps);
        CompactTrainingCheckpoint done = CompactTrainingCheckpoint.Latest(_folder.Path)!;
        Assert.Equal((RecipePhase.FineTuning, 5L, "4"), (done.Phase, done.Newest.Step, done.Newest.Settings["Recipe.Epochs"]));
    }

    [Fact]
    public void ADamagedCheckpointIsNamedOrPassedOver()
    {
        CompactTrainingOptions options = RecipeRun.Options with { Checkpoints = Checkpoints() with { EverySteps = 1 } };
        RecipeRun.StopAfter(18, options);
        string newest = CompactTrainingCheckpoint.NewestPath(_folder.Path)!;
        File.WriteAllBytes(newest, File.ReadAllBytes(newest)[..100]);
        Assert.Contains(newest, Assert.Throws<CheckpointException>(() => CompactTrainingCheckpoint.Latest(_folder.Path)).Message, StringComparison.Ordinal);
        CompactTrainingCheckpoint left = CompactTrainingCheckpoint.Latest(_folder.Path, skipDamaged: true)!;
        Assert.Contains(newest, Assert.Single(left.Warnings), StringComparison.Ordinal);
        RecipeRun.Finish(options, resumeFrom: left).AssertSame(RecipeRun.Finish(RecipeRun.Options));
        Assert.Null(CompactTrainingCheckpoint.Latest(_folder.At("nothing")));
    }

    /// <summary>Recalibration is the first to see images that are not varied.</summary>
    private static TorchSharp.torch.Tensor Watched(TorchSharp.torch.Tensor images, BatchContext context)
    {
        if (!context.Training)
        {
            _unaugmented++;
            _atTheFirstOfRecalibration?.Invoke();
        }

        return images;
    }

    private CheckpointOptions Checkpoints() => new() { Folder = _folder.Path, EverySteps = 1000, EveryMinutes = null };
}
