using CompactCnn.Models;

namespace CompactCnn.Runtime.Tests;

/// <summary>The recipe is its parts, with the same bits, and tells of itself.</summary>
public class TrainCompactTests
{
    public static TheoryData<string> Variants => ["defaults", "teacher", "own-schedule", "macs", "bf16", "best-epoch", "warm-up", "no-fine-tuning"];

    /// <summary>The parts in the order in which the command ran them before the library had the recipe, recalibration at the end of training.</summary>
    [Theory]
    [MemberData(nameof(Variants))]
    public void ItIsItsPartsBitForBit(string variant)
    {
        CompactTrainingOptions options = RecipeRun.Options with { TeacherEpochs = 0 };
        options = variant switch
        {
            "teacher" => RecipeRun.Options,
            "own-schedule" => options with { FineTuneLearningRate = 0.02 },
            "macs" => options with { Target = CompactTarget.Macs(NormedHead.Cost.Macs / 3) },
            "bf16" => options with { Precision = Precision.BFloat16, MemoryLayout = MemoryLayout.ChannelsLast },
            "best-epoch" => options with { Validation = ValidationUse.BestEpoch },
            "warm-up" => options with { WarmupEpochs = 1, Shrinking = new Shrinking { Over = 0.3, Power = 1 } },
            "no-fine-tuning" => options with { FineTuneEpochs = 0 },
            _ => options,
        };
        using TrainingData data = variant == "best-epoch" ? RecipeRun.WithValidation() : RecipeRun.Data();
        using NormedHead model = RecipeRun.Model();
        using CompactTrainingResult<NormedHead.Compact> result = model.TrainCompact(data, options);

        using NormedHead byHand = RecipeRun.Model();
        long macs = 0;
        using Teacher? teacher = options.TeacherEpochs == 0 ? null : Teach(byHand, data, options, ref macs);
        int sliced = options.Epochs - options.TeacherEpochs;
        double part = options.FineTuneLearningRate is null ? (double)sliced / (sliced + options.FineTuneEpochs) : 1;
        double warmup = (double)options.WarmupEpochs / sliced;
        LearningRateSchedule schedule = LearningRateSchedule.Cosine(part * (warmup + ((1 - warmup) * options.Shrinking.Over)));
        TrainingResult training = byHand.Train(data, new TrainingOptions
        {
            Epochs = sliced,
            WarmupEpochs = options.WarmupEpochs,
            BatchSize = options.BatchSize,
            Seed = options.Seed,
            RecalibrationBatches = options.RecalibrationBatches,
            Precision = options.Precision,
            MemoryLayout = options.MemoryLayout,
            Validation = options.Validation,
            Optimizer = new Sgd { LearningRate = 0.05 },
            Schedule = schedule.Between(0, part),
            Teacher = teacher,
            Target = options.Target,
            Shrinking = options.Shrinking,
            Selection = options.Selection,
        });
        macs += training.TrainingMacs;
        using NormedHead.Compact compact = byHand.ToCompact(training.Keep);
        if (options.FineTuneEpochs > 0)
        {
            FineTuneOptions fineTuning = FineTuning(options, options.FineTuneEpochs) with { Teacher = teacher };
            macs += compact.FineTune(data, options.FineTuneLearningRate is { } rate
                ? fineTuning with { Optimizer = new Sgd { LearningRate = rate }, Schedule = LearningRateSchedule.Cosine() }
                : fineTuning with { Schedule = schedule.Between(part, 1) }).TrainingMacs;
        }

        Assert.Equal(training.Keep, result.Keep);
        Assert.Equal(macs, result.TrainingMacs);
        Assert.Empty(Bits.Differences(Bits.Of(compact), Bits.Of(result.Network)));
        Assert.Equal(data.Validation is null ? null : compact.Evaluate(data.Validation), result.Evaluation);
    }

    /// <summary>A target is no plan: how channels shrink, the learning rate and the choice stay as they were measured.</summary>
    [Fact]
    public void WithOnlyATargetItShrinksAsMeasured()
    {
        TrainingOptions measured = new CompactTrainingOptions().ForTraining();
        foreach (CompactTarget target in new[] { CompactTarget.Channels(0.25), CompactTarget.Parameters(3000), CompactTarget.Macs(20_000), CompactTarget.TotalChannels(0.3), CompactTarget.DeviceLimits })
        {
            TrainingOptions plan = new CompactTrainingOptions { Target = target }.ForTraining();
            Assert.Equal(measured with { Target = target, Loss = plan.Loss }, plan);
        }

        Assert.Equal(1, measured.Shrinking.FractionAt(0.25, 0));
        Assert.InRange(measured.Shrinking.FractionAt(0.25, 0.2), 0.25 + (0.75 / 8) - 1e-12, 0.25 + (0.75 / 8) + 1e-12);
        Assert.Equal(0.25, measured.Shrinking.FractionAt(0.25, 0.4));
        Assert.Equal((0.5, 20, new Cucb()), (measured.FreezeAfter, measured.Selection.ReselectEvery, measured.Selection.Selector));
        Assert.Equal((10, 64, 1L, 0.05, 40), (measured.Epochs, measured.BatchSize, measured.Seed, measured.Optimizer.LearningRate, measured.RecalibrationBatches));
        Assert.Equal(LearningRateSchedule.Cosine(0.4 * 10 / 13).Between(0, 10.0 / 13), measured.Schedule);
        Assert.Equal((3, 0.05), (new CompactTrainingOptions().ForFineTuning().Epochs, new CompactTrainingOptions().ForFineTuning().Optimizer.LearningRate));
    }

    [Fact]
    public void OneProgressTellsOfAllPhases()
    {
        var reports = new List<CompactTrainingProgress>();
        RecipeRun.Finish(RecipeRun.Options, progress: new RecipeRun.Relay(reports.Add));
        Assert.Equal(Enumerable.Range(1, 20).Select(step => (long)step), reports.Select(report => report.RunStep));
        Assert.All(reports, report => Assert.Equal(20, report.RunSteps));
        Assert.Equal(
            [.. Enumerable.Repeat(RecipePhase.Teacher, 5), .. Enumerable.Repeat(RecipePhase.Training, 10), .. Enumerable.Repeat(RecipePhase.FineTuning, 5)],
            reports.Select(report => report.Phase));
        Assert.Equal([5, 10, 5], RecipeRun.Ends.Select(end => reports[end - 1].Steps));
        Assert.All(reports, report => Assert.True(report.RunRemaining > TimeSpan.Zero || report.RunStep == 20));
        Assert.Equal(TimeSpan.Zero, reports[^1].RunRemaining);
    }

    [Fact]
    public void TheResultOwnsTheNetworkAndSaysWhatItIs()
    {
        using TrainingData data = RecipeRun.WithValidation();
        using NormedHead model = RecipeRun.Model();
        CompactTrainingResult<NormedHead.Compact> result = model.TrainCompact(data, RecipeRun.Options);
        Assert.Equal([RecipePhase.Teacher, RecipePhase.Training, RecipePhase.Recalibration, RecipePhase.FineTuning], result.Phases.Select(phase => phase.Phase));
        Assert.Equal(result.Phases.Sum(phase => phase.Result.TrainingMacs), result.TrainingMacs);
        Assert.True(result.Seconds > 0);
        Assert.False(result.Network.training);
        Assert.Equal(result.Network.Evaluate(data.Validation!), result.Evaluation);
        // In Finnish numbers have commas.
        using var culture = new CultureChange("fi-FI");
        string[] lines = result.ToString().Split('\n');
        Assert.Matches(@"^NormedHead: [\d,]+ of [\d,]+ parameters \(\d+\.\d\d %\), [\d,]+ of [\d,]+ MACs \(\d+\.\d\d %\)$", lines[0]);
        Assert.Equal("channels: Conv1 3 of 6, Conv2 4 of 8, Linear1 7 of 14, Linear2 6 of 12", lines[1]);
        Assert.Matches(@"^teacher: 1 epoch, \d+\.\d M training MACs in 0:00:\d\d$", lines[2]);
        Assert.Matches(@"^training: 2 epochs, ", lines[3]);
        Assert.Matches(@"^recalibration: \d", lines[4]);
        Assert.Matches(@"^fine-tuning: 1 epoch, ", lines[5]);
        Assert.Matches(@"^together: \d+\.\d M training MACs in 0:00:\d\d$", lines[6]);
        Assert.Matches(@"^held out: \d+\.\d\d % of 40 images right, loss \d\.\d{4}$", lines[7]);
        result.Dispose();
        Assert.True(NetworkTensors.Slots(result.Network).First().Read().IsInvalid);
    }

    /// <summary>As large as the class's limits allow: a step more in any group would be too much.</summary>
    [Fact]
    public void WhatTheClassDeclaresIsATarget()
    {
        using TrainingData data = SyntheticData.For(ForADevice.Graph, 32, seed: 1);
        using var model = new ForADevice(seed: 1);
        using CompactTrainingResult<ForADevice.Compact> result = model.TrainCompact(data, new CompactTrainingOptions { Target = CompactTarget.DeviceLimits, Epochs = 2, FineTuneEpochs = 0, BatchSize = 16 });
        Assert.InRange(ForADevice.CostOf(result.Keep).Parameters, 500, 600);
        double fraction = CompactTarget.DeviceLimits.FractionOf(ForADevice.Graph);
        Assert.True(ForADevice.Compact.CostOf([.. ForADevice.Graph.Groups.Select(group => CompactTarget.Channels(1).Width(group, fraction + (1.0 / 12)))]).Parameters > 600);
    }

    private static Teacher Teach(NormedHead model, TrainingData data, CompactTrainingOptions options, ref long macs)
    {
        using NormedHead.Compact wide = model.ToCompact(NormedHead.Graph.KeepAll());
        macs += wide.FineTune(data, FineTuning(options, options.TeacherEpochs) with { Schedule = LearningRateSchedule.Cosine(0.1) }).TrainingMacs;
        model.load_state_dict(wide.state_dict());
        return new Teacher(wide);
    }

    private static FineTuneOptions FineTuning(CompactTrainingOptions options, int epochs) => new()
    {
        Epochs = epochs,
        BatchSize = options.BatchSize,
        Seed = options.Seed,
        RecalibrationBatches = options.RecalibrationBatches,
        Precision = options.Precision,
        MemoryLayout = options.MemoryLayout,
        Validation = options.Validation,
        Optimizer = new Sgd { LearningRate = 0.05 },
    };
}
