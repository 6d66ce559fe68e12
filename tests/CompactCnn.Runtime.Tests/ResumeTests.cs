using TorchSharp;

namespace CompactCnn.Runtime.Tests;

/// <summary>Contract 4 across a stop: a run that is resumed ends with the bits of one that never stopped.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly CheckpointedRun _run = new();

    /// <summary>Every selector and every optimizer of the library: new ones are found here.</summary>
    public static TheoryData<string> SelectorsAndOptimizers => [.. typeof(SelectorOptions).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && (type.IsSubclassOf(typeof(SelectorOptions)) || type.IsSubclassOf(typeof(OptimizerOptions))))
        .Select(type => type.Name)];

    public static TheoryData<SaliencyNormalization> Normalizations => [.. Enum.GetValues<SaliencyNormalization>()];

    public void Dispose() => _run.Dispose();

    [Fact]
    public void WritingCheckpointsChangesNothing()
    {
        CheckpointedRun.Outcome without = CheckpointedRun.Finish();
        CheckpointedRun.Finish(
                CheckpointedRun.Options with { Checkpoints = _run.Checkpoints() },
                fineTune: CheckpointedRun.FineTuneOptions with { Checkpoints = _run.Checkpoints() with { Folder = _run.FineTuneFolder } })
            .AssertSame(without);
        Assert.Equal(CheckpointedRun.Steps, Directory.GetFiles(_run.Folder).Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(14)]
    public void FromAnyStepTheRestIsTheSame(int step)
    {
        CheckpointedRun.Outcome whole = CheckpointedRun.Finish();
        _run.StopAfter(step);
        Checkpoint checkpoint = Checkpoint.Latest(_run.Folder)!;
        Assert.Equal((step, CheckpointedRun.Steps, step / 5, "training", "NormedHead"), (checkpoint.Step, checkpoint.Steps, checkpoint.Epoch, checkpoint.Phase, checkpoint.Model));
        // Whatever else was drawn in the process must not matter.
        torch.rand(17).Dispose();
        CheckpointedRun.Finish(resumeFrom: checkpoint).AssertSame(whole);
    }

    [Fact]
    public void ARunThatStopsAgainAndAgainIsTheSame()
    {
        CheckpointedRun.Outcome whole = CheckpointedRun.Finish();
        TrainingOptions options = CheckpointedRun.Options with { Checkpoints = _run.Checkpoints(every: 2, keep: 2) };
        for (int step = 3; step < CheckpointedRun.Steps; step += 3)
        {
            _run.StopAfter(step, options, Checkpoint.Latest(_run.Folder));
            Assert.Equal(2, Directory.GetFiles(_run.Folder).Length);
        }

        CheckpointedRun.Finish(options, Checkpoint.Latest(_run.Folder)).AssertSame(whole);
        // From its last step on: only the statistics are left to be recomputed.
        Assert.Equal(CheckpointedRun.Steps, Checkpoint.Latest(_run.Folder)!.Step);
        CheckpointedRun.Finish(options, Checkpoint.Latest(_run.Folder)).AssertSame(whole);
    }

    [Theory]
    [InlineData(Precision.Float32)]
    [InlineData(Precision.BFloat16)]
    public void FineTuningIsTheSameFromEveryStep(Precision precision)
    {
        FineTuneOptions options = CheckpointedRun.FineTuneOptions with { Precision = precision, Checkpoints = _run.Checkpoints() with { Folder = _run.FineTuneFolder } };
        CheckpointedRun.Outcome whole = CheckpointedRun.Finish(fineTune: options);
        string[] paths = Directory.GetFiles(_run.FineTuneFolder);
        Assert.Equal(10, paths.Length);
        foreach (string path in paths)
        {
            Checkpoint checkpoint = Checkpoint.Open(path);
            Assert.Equal("fine-tuning", checkpoint.Phase);
            CheckpointedRun.Finish(fineTune: options with { Checkpoints = null }, resumeFineTuningFrom: checkpoint).AssertSame(whole);
        }
    }

    [Theory]
    [MemberData(nameof(SelectorsAndOptimizers))]
    public void EverySelectorAndOptimizerGoesOn(string name)
    {
        object made = Activator.CreateInstance(typeof(SelectorOptions).Assembly.GetType($"CompactCnn.{name}")!)!;
        TrainingOptions options = made is SelectorOptions selector
            ? CheckpointedRun.Options with { Selection = CheckpointedRun.Options.Selection with { Selector = selector, ReselectEvery = 1, FreezeAfter = 1 } }
            : CheckpointedRun.Options with { Optimizer = (OptimizerOptions)made };
        CheckpointedRun.Outcome whole = CheckpointedRun.Finish(options);
        _run.StopAfter(7, options with { Checkpoints = _run.Checkpoints(every: 1000) });
        CheckpointedRun.Finish(options, Checkpoint.Latest(_run.Folder)).AssertSame(whole);
    }

    /// <summary>Over the network: what a normalisation remembers is of all groups together, and widths follow the rewards.</summary>
    [Theory]
    [MemberData(nameof(Normalizations))]
    public void EveryNormalizationOverTheNetworkGoesOn(SaliencyNormalization normalization)
    {
        TrainingOptions options = CheckpointedRun.Options with
        {
            Target = CompactTarget.TotalChannels(0.5),
            Shrinking = Shrinking.None,
            Selection = new SelectionOptions { Normalization = normalization, NormalizeOver = NormalizationScope.Network, ReselectEvery = 1, FreezeAfter = 1 },
        };
        CheckpointedRun.Outcome whole = CheckpointedRun.Finish(options);
        foreach (int step in new[] { 1, 7 })
        {
            using var run = new CheckpointedRun();
            run.StopAfter(step, options with { Checkpoints = run.Checkpoints(every: 1000) });
            CheckpointedRun.Finish(options, Checkpoint.Latest(run.Folder)).AssertSame(whole);
        }
    }

    [Fact]
    public void WhatDiffersIsRefusedByNameWithBothValues()
    {
        _run.StopAfter(4);
        Checkpoint checkpoint = Checkpoint.Latest(_run.Folder)!;
        TrainingOptions options = CheckpointedRun.Options;
        Refused(options with { Epochs = 4 }, "Epochs 3, but 4");
        Refused(options with { Optimizer = new Sgd { LearningRate = 0.1 } }, "Optimizer.LearningRate 0.05, but 0.1");
        Refused(options with { Optimizer = new AdamW() }, "Optimizer Sgd, but AdamW");
        Refused(options with { Target = CompactTarget.Channels(0.25) }, "Target.Fraction 0.5, but 0.25");
        Refused(options with { Loss = Losses.CrossEntropy(0.1) }, "Loss.labelSmoothing 0, but 0.1");
        Refused(options with { Loss = (logits, labels) => logits.sum() }, "Loss ");
        Refused(options with { Schedule = LearningRateSchedule.MultiStep(0.1, 0.5) }, "Schedule ");
        Refused(options with { Checkpoints = _run.Checkpoints() with { Settings = new Dictionary<string, string> { ["--epochs"] = "3" } } }, "--epochs absent, but 3");

        using TrainingData others = SyntheticData.For(CheckpointedRun.Model.Graph, 80, seed: 2);
        using Network full = CheckpointedRun.Model.Create();
        Dictionary<string, byte[]> before = Bits.Of(full);
        Assert.Contains("the training pictures changed: there are 80, as then, but not the same; resume with the pictures of then", Assert.Throws<CheckpointException>(() => CheckpointedRun.Model.Train(full, others, options, resumeFrom: checkpoint)).Message, StringComparison.Ordinal);
        Assert.Empty(Bits.Differences(before, Bits.Of(full)));

        using TrainingData data = CheckpointedRun.Data();
        using CompactNetwork compact = CheckpointedRun.Model.CreateCompact(CheckpointedRun.Model.Graph.FullWidths);
        Assert.Equal(
            $"'{checkpoint.Path}' has the phase 'training', but this run has 'fine-tuning'; resume the run that wrote it",
            Assert.Throws<CheckpointException>(() => compact.FineTune(data, CheckpointedRun.FineTuneOptions, resumeFrom: checkpoint)).Message);

        ModelCase other = ModelCases.Of("MatricesOnly");
        using TrainingData otherData = SyntheticData.For(other.Graph, 80, seed: 1);
        using Network otherModel = other.Create();
        Assert.Equal(
            $"'{checkpoint.Path}' has the model 'NormedHead', but 'MatricesOnly' was expected; "
                + "resume it as the model that wrote it, or, if that has this name now, add FormerNames = [\"NormedHead\"] to its [CompactModel]",
            Assert.Throws<CheckpointException>(() => other.Train(otherModel, otherData, options, resumeFrom: checkpoint)).Message);

        void Refused(TrainingOptions changed, string difference)
        {
            using TrainingData data = CheckpointedRun.Data();
            using Network full = CheckpointedRun.Model.Create();
            Dictionary<string, byte[]> before = Bits.Of(full);
            string message = Assert.Throws<CheckpointException>(() => CheckpointedRun.Model.Train(full, data, changed, resumeFrom: checkpoint)).Message;
            Assert.StartsWith($"'{checkpoint.Path}' was recorded with {difference}", message, StringComparison.Ordinal);
            Assert.EndsWith("; resume with what was recorded, or begin a new run in another folder", message, StringComparison.Ordinal);
            Assert.Empty(Bits.Differences(before, Bits.Of(full)));
        }
    }

    [Fact]
    public void WhereAndHowOftenMayDiffer()
    {
        CheckpointedRun.Outcome whole = CheckpointedRun.Finish();
        _run.StopAfter(4);
        CheckpointedRun.Finish(CheckpointedRun.Options with { Checkpoints = _run.Checkpoints(every: 3, keep: 1) with { EveryMinutes = 1 } }, Checkpoint.Latest(_run.Folder)).AssertSame(whole);
        Assert.Equal([_run.PathOf(CheckpointedRun.Steps)], Directory.GetFiles(_run.Folder));
    }

    [Fact]
    public void OnAnotherNumberOfThreadsItGoesOnAndSaysSo()
    {
        _run.StopAfter(4);
        CheckpointedRun.Forge(_run.PathOf(4), text => text.Metadata["environment"] = ((string)text.Metadata["environment"]!).Replace("\"threads\":\"1\"", "\"threads\":\"3\"", StringComparison.Ordinal));
        Checkpoint checkpoint = Checkpoint.Open(_run.PathOf(4));
        Assert.Equal([$"'{checkpoint.Path}' was written with threads 3, and the run resumes with 1: the last bits of its results may differ"], checkpoint.Warnings);
        CheckpointedRun.Finish(resumeFrom: checkpoint).AssertSame(CheckpointedRun.Finish());
    }

    [Fact]
    public void LoadingIntoARunningTrainingIsRefused()
    {
        using var folder = new TemporaryFolder();
        using Network full = CheckpointedRun.Model.Create();
        CheckpointedRun.Model.Save(full, folder.At("model"));
        using (TrainingCase training = CheckpointedRun.Model.BeginTraining(full, totalSteps: 3))
        {
            InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => CheckpointedRun.Model.Load(full, folder.At("model")));
            Assert.Equal($"'NormedHead' is in training, and its next step would overwrite what '{folder.At("model")}' holds; load before the training begins, or dispose of the training first", exception.Message);
        }

        CheckpointedRun.Model.Load(full, folder.At("model"));
    }
}
