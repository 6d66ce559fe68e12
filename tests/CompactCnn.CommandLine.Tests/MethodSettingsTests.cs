namespace CompactCnn.CommandLine.Tests;

/// <summary>How a run's settings become the library's options.</summary>
public sealed class MethodSettingsTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 0)]
    [InlineData(10, 3)]
    [InlineData(7, 6)]
    [InlineData(10, 10)]
    public void TheWarmUpDelaysShrinkingAndFreezing(int epochs, int warmup)
    {
        SelectionOptions selection = new MethodSettings { Epochs = epochs, WarmupEpochs = warmup }.Training().Selection;
        double expected = epochs == 0 ? 0 : (double)warmup / epochs;
        Assert.Equal(expected, selection.Budget.ShrinkAfter);
        Assert.Equal(1, selection.Budget.FractionAt(0.999 * expected));
        Assert.InRange(selection.FreezeAfter, selection.Budget.ShrinkAfter + selection.Budget.ShrinkOver, 1);
    }

    [Fact]
    public void TheDenseNetworkTrainsAsLongAsTheMethod()
    {
        var settings = new MethodSettings { Epochs = 8, FineTuneEpochs = 2, LearningRate = 0.1, Seed = 7 };
        FineTuneOptions dense = settings.Dense();
        Assert.Equal((10, 0.1, 7L), (dense.Epochs, dense.Optimizer.LearningRate, dense.Seed));
    }

    /// <summary>In one schedule, fine-tuning begins at the learning rate that training ends with.</summary>
    [Theory]
    [InlineData(8, 2)]
    [InlineData(5, 5)]
    [InlineData(3, 0)]
    public void FineTuningGoesOnWithTheScheduleOfTraining(int epochs, int fineTuning)
    {
        const int Steps = 100;
        var settings = new MethodSettings { Epochs = epochs, FineTuneEpochs = fineTuning, LearningRateWarmup = 0.2 };
        double[] rates = [.. Rates(settings.Training(), epochs * Steps), .. fineTuning == 0 ? [] : Rates(settings.AfterTraining(), fineTuning * Steps)];
        Assert.Equal(Rates(settings.Dense(), (epochs + fineTuning) * Steps), rates);

        FineTuneOptions apart = (settings with { FineTuneLearningRate = 0.02 }).AfterTraining();
        Assert.Equal(0.02, apart.Optimizer.LearningRate * apart.Schedule.Factor(0, Steps));
        Assert.Equal(settings.LearningRate / 5, settings.FineTuning().Optimizer.LearningRate);
    }

    [Theory]
    [InlineData(10, 5, 6, 0)]
    [InlineData(4, 1, 0, 2)]
    public void TheTeachersEpochsAreOfThoseOfTheTraining(int epochs, int teacher, int fineTuning, int warmup)
    {
        const int Steps = 100;
        var settings = new MethodSettings { Epochs = epochs, TeacherEpochs = teacher, FineTuneEpochs = fineTuning, WarmupEpochs = warmup };
        settings.CheckSchedule();
        Assert.Equal(settings.Dense().Epochs, settings.Teaching().Epochs + settings.Training().Epochs + (fineTuning == 0 ? 0 : settings.AfterTraining().Epochs));
        Assert.Equal((double)warmup / (epochs - teacher), settings.Training().Budget.ShrinkAfter, 1e-12);

        // The teacher has a schedule of its own, and what it teaches one for the rest.
        Assert.Equal(Rates((settings with { Epochs = teacher, TeacherEpochs = 0, FineTuneEpochs = 0 }).Dense(), teacher * Steps), Rates(settings.Teaching(), teacher * Steps));
        MethodSettings rest = settings with { Epochs = epochs - teacher, TeacherEpochs = 0 };
        Assert.Equal(Rates(rest.Training(), rest.Epochs * Steps), Rates(settings.Training(), rest.Epochs * Steps));
    }

    /// <summary>A wide network bears less of it than the narrow one that it becomes.</summary>
    [Theory]
    [InlineData(7, 3, 0, 0.4)]
    [InlineData(5, 0, 0, 0.5)]
    [InlineData(8, 4, 2, 0.25)]
    public void TheLearningRateRisesWhileChannelsShrink(int epochs, int fineTuning, int warmup, double shrinkOver)
    {
        const int Steps = 100;
        var settings = new MethodSettings { Epochs = epochs, FineTuneEpochs = fineTuning, WarmupEpochs = warmup, ShrinkOver = shrinkOver };
        TrainingOptions training = settings.Training();
        double[] rates = Rates(training, epochs * Steps);
        int end = (int)Math.Round((training.Budget.ShrinkAfter + training.Budget.ShrinkOver) * epochs * Steps);
        Assert.All(rates[..end].Zip(rates[1..end]), pair => Assert.True(pair.First < pair.Second));
        Assert.All(rates[end..].Zip(rates[(end + 1)..]), pair => Assert.True(pair.First >= pair.Second));
        Assert.Equal(settings.LearningRate, rates.Max(), 1e-3);

        double[] dense = Rates(settings.Dense(), (epochs + fineTuning) * Steps);
        Assert.Equal((epochs + fineTuning) * Steps / 10.0, Array.IndexOf(dense, dense.Max()), 1.0);
    }

    private static double[] Rates(LoopOptions options, int steps) =>
        [.. Enumerable.Range(0, steps).Select(step => options.Optimizer.LearningRate * options.Schedule.Factor(step, steps))];
}
