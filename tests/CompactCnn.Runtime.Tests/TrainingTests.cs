using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>Whole runs on a problem that a small network learns in a second.</summary>
public class TrainingTests
{
    private const int Images = 640;
    private const double Chance = 20;

    private static ModelCase Model => ModelCases.Of("NormedHead");

    private static TrainingOptions Options { get; } = new()
    {
        Epochs = 8,
        BatchSize = 32,
        Seed = 5,
        RecalibrationBatches = 8,
        Selection = new SelectionOptions { ReselectEvery = 2 },
    };

    [Theory]
    [InlineData("sgd")]
    [InlineData("adamw")]
    [InlineData("literal")]
    [InlineData("channels-last")]
    public void ANetworkLearnsAndItsCompactFormKnowsIt(string variant)
    {
        TrainingOptions options = variant switch
        {
            "adamw" => Options with { Optimizer = new AdamW { LearningRate = 0.01 } },
            "literal" => Options with { Shrinking = Shrinking.None, Selection = SelectionOptions.Literal() },
            "channels-last" => Options with { MemoryLayout = MemoryLayout.ChannelsLast, Schedule = LearningRateSchedule.OneCycle() },
            _ => Options,
        };
        using TrainingData data = SyntheticData.For(Model.Graph, Images, seed: 1);
        using TrainingData unseen = SyntheticData.For(Model.Graph, Images, seed: 2);
        using Network model = Model.Create(seed: 1);
        TrainingResult result = Model.Train(model, data, options);

        using CompactNetwork compact = Model.ToCompact(model, result.Keep);
        Assert.Equal(Model.Graph.Groups.Select(group => group.Count / 2), compact.Widths);
        Evaluation before = compact.Evaluate(unseen);
        Assert.True(before.Accuracy > 2.5 * Chance, $"{before}");
        Assert.True(result.Epochs[^1].Loss < 0.7 * result.Epochs[0].Loss, $"{result.Epochs[0]} to {result.Epochs[^1]}");

        Evaluation trained = compact.Evaluate(data);
        FitResult tuned = compact.FineTune(data, new FineTuneOptions { Epochs = 3, BatchSize = 32, RecalibrationBatches = 8 });
        Assert.Equal(3, tuned.Epochs.Count);
        Evaluation after = compact.Evaluate(data);
        Assert.True(after.Loss < trained.Loss, $"fine-tuning: {trained} to {after}");
        Assert.True(compact.Evaluate(unseen).Accuracy > 3 * Chance);
    }

    [Fact]
    public void ProgressIsCompleteAndInOrder()
    {
        using TrainingData data = SyntheticData.For(Model.Graph, 100, seed: 1);
        using Network model = Model.Create(seed: 1);
        var progress = new RecordedProgress();
        TrainingResult result = Model.Train(model, data, Options with { Epochs = 4 }, progress);

        // A last batch of 4 images is left out.
        const int Steps = 4 * 3;
        Assert.Equal(Enumerable.Range(1, Steps).Select(step => (long)step), progress.Reports.Select(report => report.Step));
        Assert.All(progress.Reports, report => Assert.Equal((Steps, 4), (report.Steps, report.Epochs)));
        Assert.Equal(Enumerable.Range(0, Steps).Select(step => (step / 3) + 1), progress.Reports.Select(report => report.Epoch));
        Assert.All(progress.Reports, report =>
        {
            Assert.InRange(report.Accuracy, 0, 100);
            Assert.True(double.IsFinite(report.Loss) && report.Loss > 0 && report.ImagesPerSecond > 0 && report.Remaining >= TimeSpan.Zero);
            Assert.Equal(Model.Graph.Groups.Length, report.ActiveChannels.Count);
        });
        Assert.Equal(TimeSpan.Zero, progress.Reports[^1].Remaining);
        for (int g = 0; g < Model.Graph.Groups.Length; g++)
        {
            IEnumerable<int> widths = progress.Reports.Select(report => report.ActiveChannels[g]);
            Assert.Equal(widths.OrderDescending(), widths);
        }

        for (int epoch = 0; epoch < 4; epoch++)
        {
            TrainingProgress last = progress.Reports[(epoch * 3) + 2];
            Assert.Equal((last.Loss, last.Accuracy), (result.Epochs[epoch].Loss, result.Epochs[epoch].Accuracy));
            Assert.Equal(last.ActiveChannels, result.Epochs[epoch].ActiveChannels);
        }
    }

    [Fact]
    public void TrainingMacsAreThoseOfEveryStepsActiveNetworkAndOfTheRecalibration()
    {
        using TrainingData data = SyntheticData.For(Model.Graph, 96, seed: 1);
        using Network model = Model.Create(seed: 1);
        var progress = new RecordedProgress();
        TrainingResult result = Model.Train(model, data, Options with { Epochs = 5, RecalibrationBatches = 2 }, progress);
        long steps = progress.Reports.Sum(report => 32 * Model.CostOfWidths(report.ActiveChannels).TrainingMacs);
        Assert.Equal(steps, result.Epochs.Sum(epoch => epoch.TrainingMacs));
        Assert.Equal(steps + (2 * 32 * Model.CostOf(result.Keep).Macs), result.TrainingMacs);

        using CompactNetwork compact = Model.ToCompact(model, result.Keep);
        FitResult tuned = compact.FineTune(data, new FineTuneOptions { Epochs = 2, BatchSize = 48, RecalibrationBatches = 40 });
        // There are two batches of 48 images to recalibrate on, not 40.
        Assert.Equal((2 * 96 * compact.CostTable.TrainingMacs) + (96 * compact.CostTable.Macs), tuned.TrainingMacs);
    }

    [Fact]
    public void NoEpochsChooseAtRandomAndChangeNoParameter()
    {
        using TrainingData data = SyntheticData.For(Model.Graph, 64, seed: 1);
        using Network model = Model.Create(seed: 1);
        Dictionary<string, byte[]> before = Bits.Of(model);
        TrainingResult result = Model.Train(model, data, Options with { Epochs = 0, RecalibrationBatches = 0 });
        KeepList.Check(Model.Graph, result.Keep, "keep");
        Assert.Empty(result.Epochs);
        Assert.Equal(0, result.TrainingMacs);
        Assert.Empty(Bits.Differences(before, Bits.Of(model)));
    }

    [Fact]
    public void ALoopOfOnesOwnIsTheSameAsTrain()
    {
        using TrainingData data = SyntheticData.For(Model.Graph, 96, seed: 1);
        using Network theirs = Model.Create(seed: 1);
        TrainingOptions options = Options with { Epochs = 3, RecalibrationBatches = 0 };
        TrainingResult result = Model.Train(theirs, data, options);

        using Network ours = Model.Create(seed: 1);
        random.manual_seed(SeededRandom.Derive(options.Seed, 13));
        using TrainingCase training = Model.BeginTraining(ours, totalSteps: 9, options);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            foreach (TrainingBatch batch in BatchOrder.Epoch(data, 32, options.Seed, epoch, CPU))
            {
                using (batch)
                {
                    StepResult step = training.Step(batch);
                    Assert.Equal(32, step.Count);
                    Assert.InRange(step.Correct, 0, 32);
                    Assert.Equal(32 * training.ActiveCost.TrainingMacs, step.TrainingMacs);
                }
            }
        }

        Assert.Equal(9, training.StepsDone);
        Assert.Equal(result.Keep, training.Keep());
        Assert.Empty(Bits.Differences(Bits.Of(theirs), Bits.Of(ours)));
    }

    [Fact]
    public void AskingWhatToKeepInTheMiddleChangesNothing()
    {
        using Network asked = Model.Create(seed: 1);
        using Network left = Model.Create(seed: 1);
        TrainingOptions options = new() { Selection = new() { ReselectEvery = 3 }, Seed = 2 };
        using TrainingCase curious = Model.BeginTraining(asked, totalSteps: 12, options);
        using TrainingCase quiet = Model.BeginTraining(left, totalSteps: 12, options);
        for (int step = 0; step < 12; step++)
        {
            using TrainingBatch batch = Batches.Training(Model.Graph, seed: step);
            KeepList.Check(Model.Graph, curious.Keep(), "keep");
            random.manual_seed(step);
            curious.Step(batch);
            random.manual_seed(step);
            quiet.Step(batch);
        }

        Assert.Equal(quiet.Keep(), curious.Keep());
        Assert.Empty(Bits.Differences(Bits.Of(left), Bits.Of(asked)));
    }

    [Fact]
    public void TrainingAgainBeginsWithEmptyGates()
    {
        using Network model = Model.Create(seed: 1);
        for (int run = 0; run < 2; run++)
        {
            using TrainingCase training = Model.BeginTraining(model, totalSteps: 4, Choices.Literal(0.5));
            Assert.All(Model.Gates(model), gate => Assert.Equal(gate.Group.Count, gate.Active.Length));
            Assert.All(Model.Gates(model), gate => Assert.All(gate.Plays.ToArray(), plays => Assert.Equal(0, plays)));
            using TrainingBatch batch = Batches.Training(Model.Graph, seed: run);
            training.Step(batch);
            Assert.All(Model.Gates(model), gate => Assert.Equal(gate.Group.Count / 2, gate.Plays.ToArray().Sum()));
        }
    }

    [Fact]
    public void TheLossIsAChoice()
    {
        using TrainingBatch batch = Batches.Training(Model.Graph, seed: 1);
        using Tensor logits = Batches.Images(Model.Graph, seed: 3).flatten(1).narrow(1, 0, 5).to(ScalarType.Float32);
        using Tensor plain = Losses.CrossEntropy()(logits, batch.Labels);
        using Tensor smooth = Losses.CrossEntropy(0.2)(logits, batch.Labels);
        using var scope = NewDisposeScope();
        Tensor log = logits.log_softmax(1);
        double picked = log.gather(1, batch.Labels.unsqueeze(1)).mean().item<float>();
        Assert.Equal(-picked, plain.item<float>(), 1e-5);
        Assert.Equal(-((0.8 * picked) + (0.2 * log.mean().item<float>())), smooth.item<float>(), 1e-5);

        using Network model = Model.Create(seed: 1);
        using TrainingCase training = Model.BeginTraining(model, totalSteps: 1);
        Assert.Equal(3, training.Step(batch, (output, labels) => (output.mean() * 0) + 3).Loss, 1e-6);
    }
}
