namespace CompactCnn.Runtime.Tests;

/// <summary>How the settings of the recipe become those of its phases.</summary>
public sealed class RecipeScheduleTests
{
    private const int Steps = 100;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 0)]
    [InlineData(10, 3)]
    [InlineData(7, 6)]
    [InlineData(10, 10)]
    public void TheWarmUpDelaysShrinkingAndFreezing(int epochs, int warmup)
    {
        TrainingOptions training = new CompactTrainingOptions { Epochs = epochs, WarmupEpochs = warmup }.ForTraining();
        double expected = epochs == 0 ? 0 : (double)warmup / epochs;
        Assert.Equal(expected, training.WarmupPart);
        Assert.Equal(1, training.Shrinking.FractionAt(0.5, 0.999 * expected, training.WarmupPart));
        Assert.InRange(training.FreezeAfter, expected + ((1 - expected) * training.Shrinking.Over), 1);
    }

    [Fact]
    public void TheDenseNetworkTrainsByTheSameRecipe()
    {
        var options = new CompactTrainingOptions { Epochs = 8, FineTuneEpochs = 2, Optimizer = new Sgd { LearningRate = 0.1 }, Seed = 7 };
        FineTuneOptions dense = options.ForFixedWidths(10);
        Assert.Equal((10, 0.1, 7L), (dense.Epochs, dense.Optimizer.LearningRate, dense.Seed));
    }

    /// <summary>In one schedule, fine-tuning begins at the learning rate that training ends with.</summary>
    [Theory]
    [InlineData(8, 2)]
    [InlineData(5, 5)]
    [InlineData(3, 0)]
    public void FineTuningGoesOnWithTheScheduleOfTraining(int epochs, int fineTuning)
    {
        var options = new CompactTrainingOptions { Epochs = epochs, FineTuneEpochs = fineTuning, LearningRateWarmup = 0.2 };
        double[] rates = [.. Rates(options.ForTraining(), epochs * Steps), .. fineTuning == 0 ? [] : Rates(options.ForFineTuning(), fineTuning * Steps)];
        Assert.Equal(Rates(options.ForFixedWidths(epochs + fineTuning), (epochs + fineTuning) * Steps), rates);

        FineTuneOptions apart = (options with { FineTuneLearningRate = 0.02 }).ForFineTuning();
        Assert.Equal(0.02, apart.Optimizer.LearningRate * apart.Schedule.Factor(0, Steps));
    }

    [Theory]
    [InlineData(10, 5, 6, 0)]
    [InlineData(4, 1, 0, 2)]
    public void TheTeachersEpochsAreOfThoseOfTheTraining(int epochs, int teacher, int fineTuning, int warmup)
    {
        var options = new CompactTrainingOptions { Epochs = epochs, TeacherEpochs = teacher, FineTuneEpochs = fineTuning, WarmupEpochs = warmup };
        Assert.Equal((teacher, epochs - teacher), (options.Teaching().Epochs, options.ForTraining().Epochs));
        Assert.Equal((double)warmup / (epochs - teacher), options.ForTraining().WarmupPart, 1e-12);

        // The teacher has a schedule of its own, and what it teaches one for the rest.
        Assert.Equal(Rates(options.ForFixedWidths(teacher), teacher * Steps), Rates(options.Teaching(), teacher * Steps));
        CompactTrainingOptions rest = options with { Epochs = epochs - teacher, TeacherEpochs = 0 };
        Assert.Equal(Rates(rest.ForTraining(), rest.Epochs * Steps), Rates(options.ForTraining(), rest.Epochs * Steps));
    }

    /// <summary>A wide network bears less of it than the narrow one that it becomes.</summary>
    [Theory]
    [InlineData(7, 3, 0, 0.4)]
    [InlineData(5, 0, 0, 0.5)]
    [InlineData(8, 4, 2, 0.25)]
    public void TheLearningRateRisesWhileChannelsShrink(int epochs, int fineTuning, int warmup, double shrinkOver)
    {
        var options = new CompactTrainingOptions { Epochs = epochs, FineTuneEpochs = fineTuning, WarmupEpochs = warmup, Shrinking = new Shrinking { Over = shrinkOver } };
        TrainingOptions training = options.ForTraining();
        double[] rates = Rates(training, epochs * Steps);
        int end = (int)Math.Round((training.WarmupPart + ((1 - training.WarmupPart) * shrinkOver)) * epochs * Steps);
        Assert.All(rates[..end].Zip(rates[1..end]), pair => Assert.True(pair.First < pair.Second));
        Assert.All(rates[end..].Zip(rates[(end + 1)..]), pair => Assert.True(pair.First >= pair.Second));
        Assert.Equal(options.Optimizer.LearningRate, rates.Max(), 1e-3);

        double[] dense = Rates(options.ForFixedWidths(epochs + fineTuning), (epochs + fineTuning) * Steps);
        Assert.Equal((epochs + fineTuning) * Steps / 10.0, Array.IndexOf(dense, dense.Max()), 1.0);
    }

    private static double[] Rates(LoopOptions options, int steps) =>
        [.. Enumerable.Range(0, steps).Select(step => options.Optimizer.LearningRate * options.Schedule.Factor(step, steps))];
}
