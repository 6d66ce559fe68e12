namespace CompactCnn.Runtime.Tests;

/// <summary>Runs that are cancelled or diverge end with an exception and leave a model that can be used.</summary>
public class InterruptedTrainingTests
{
    private static ModelCase Model => ModelCases.Of("NormedHead");

    private static TrainingOptions Options { get; } = new() { Epochs = 8, BatchSize = 32, Seed = 5, RecalibrationBatches = 8, Selection = new SelectionOptions { ReselectEvery = 2 } };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void CancellationEndsTheRunBetweenTwoSteps(int afterSteps)
    {
        using TrainingData data = SyntheticData.For(Model.Graph, 128, seed: 1);
        using Network model = Model.Create(seed: 1);
        Dictionary<string, byte[]> initial = Bits.Of(model);
        using var source = new CancellationTokenSource();
        if (afterSteps == 0)
        {
            source.Cancel();
        }

        var progress = new RecordedProgress(report =>
        {
            if (report.Step == afterSteps)
            {
                source.Cancel();
            }
        });
        Assert.ThrowsAny<OperationCanceledException>(() => Model.Train(model, data, Options, progress, cancellation: source.Token));
        Assert.Equal(afterSteps, progress.Reports.Count);
        Assert.Equal(afterSteps == 0, Bits.Differences(initial, Bits.Of(model)).Count == 0);
        AssertUsable(model, data);
    }

    [Fact]
    public void CancellationEndsFineTuningEvaluationAndRecalibration()
    {
        using TrainingData data = SyntheticData.For(Model.Graph, 128, seed: 1);
        using CompactNetwork compact = Model.CreateCompact(Model.Graph.FullWidths, seed: 1);
        var cancelled = new CancellationToken(canceled: true);
        compact.eval();
        Assert.ThrowsAny<OperationCanceledException>(() => compact.Evaluate(data, cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => compact.Recalibrate(data, 2, 32, cancellation: cancelled));
        Assert.False(compact.training);
        Assert.All(compact.children().OfType<TorchSharp.Modules.NormBase>(), norm => Assert.Equal(0.1, norm.momentum));
        Assert.ThrowsAny<OperationCanceledException>(() => compact.FineTune(data, new FineTuneOptions { BatchSize = 32 }, cancellation: cancelled));
        compact.FineTune(data, new FineTuneOptions { BatchSize = 32, Epochs = 1 });
        Assert.True(double.IsFinite(compact.Evaluate(data).Loss));
    }

    [Fact]
    public void NaNImagesAreFoundOutBeforeTheyReachTheModel()
    {
        using TrainingData data = SyntheticData.For(Model.Graph, 64, seed: 1, transform: (images, _) => images * float.NaN);
        using Network model = Model.Create(seed: 1);
        Dictionary<string, byte[]> parameters = Bits.Of(model);
        // In Finnish NaN is "epäluku".
        using var culture = new CultureChange("fi-FI");
        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() => Model.Train(model, data, Options));
        Assert.Equal("'NormedHead' was given a batch at step 1 whose image 0 holds NaN or infinity; take it out, or change the transform that made it so", exception.Message);
        Assert.DoesNotContain(Bits.Differences(parameters, Bits.Of(model)), name => !name.EndsWith("num_batches_tracked", StringComparison.Ordinal));
        using TrainingData clean = SyntheticData.For(Model.Graph, 64, seed: 1);
        AssertUsable(model, clean);
    }

    [Fact]
    public void AnAbsurdLearningRateDiverges()
    {
        using TrainingData data = SyntheticData.For(Model.Graph, 128, seed: 1);
        using Network model = Model.Create(seed: 1);
        Assert.Throws<TrainingDivergedException>(() => Model.Train(model, data, Options with { Optimizer = new Sgd { LearningRate = 1e30 } }));
        using CompactNetwork compact = Model.CreateCompact(Model.Graph.FullWidths, seed: 1);
        Assert.Throws<TrainingDivergedException>(() => compact.FineTune(data, new FineTuneOptions { BatchSize = 32, Optimizer = new Sgd { LearningRate = 1e30 } }));
    }

    [Fact]
    public void ASaliencyThatIsNotANumberIsFoundOut()
    {
        // The loss is finite and its gradient is not: the root of zero.
        using Network model = Model.Create(seed: 1);
        using TrainingCase training = Model.BeginTraining(model, totalSteps: 3);
        using TrainingBatch batch = Batches.Training(Model.Graph, seed: 1);
        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() => training.Step(batch, (logits, _) => (logits - logits.detach()).sum().sqrt()));
        Assert.Equal($"a saliency of 'NormedHead' became infinite or NaN at step 1 with the learning rate {FirstRate(steps: 3)}, first seen in the group of 'Conv1'; lower the learning rate", exception.Message);
    }

    /// <summary>The learning rate of the first step, where the rise begins.</summary>
    private static string FirstRate(int steps)
    {
        double rate = Options.Optimizer.LearningRate * Options.Schedule.Factor(0, steps);
        Assert.InRange(rate, 0.001, 0.04);
        return rate.ToString("G4", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static void AssertUsable(Network model, TrainingData data)
    {
        TrainingResult result = Model.Train(model, data, Options with { Epochs = 1 });
        using CompactNetwork compact = Model.ToCompact(model, result.Keep);
        Assert.True(double.IsFinite(compact.Evaluate(data).Loss));
    }
}
