namespace CompactCnn.Examples.Tests;

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
        var settings = new MethodSettings { Epochs = epochs, FineTuneEpochs = fineTuning };
        double[] rates = [.. Rates(settings.Training(), epochs * Steps), .. fineTuning == 0 ? [] : Rates(settings.AfterTraining(), fineTuning * Steps)];
        Assert.Equal(Rates(settings.Dense(), (epochs + fineTuning) * Steps), rates);

        FineTuneOptions apart = (settings with { FineTuneLearningRate = 0.02 }).AfterTraining();
        Assert.Equal(0.02, apart.Optimizer.LearningRate * apart.Schedule.Factor(0, Steps));
        Assert.Equal(settings.LearningRate / 5, settings.FineTuning().Optimizer.LearningRate);
    }

    private static double[] Rates(LoopOptions options, int steps) =>
        [.. Enumerable.Range(0, steps).Select(step => options.Optimizer.LearningRate * options.Schedule.Factor(step, steps))];
}
