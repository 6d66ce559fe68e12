namespace CompactCnn.Runtime.Tests;

public class StepPhasesTests
{
    [Fact]
    public void ARunSpendsTimeInEveryPhaseAndNotMoreThanItTook()
    {
        ModelCase model = ModelCases.Of("SmallVggTwin");
        using Network network = model.Create();
        using TrainingData data = SyntheticData.For(model.Graph, 8, seed: 1);
        var phases = new StepPhases();
        TrainingResult result = model.Train(network, data, new TrainingOptions { Epochs = 2, BatchSize = 4, RecalibrationBatches = 1, Phases = phases }, new RecordedProgress());
        TimeSpan sum = TimeSpan.Zero;
        foreach (StepPhase phase in Enum.GetValues<StepPhase>())
        {
            Assert.True(phases.Of(phase) > TimeSpan.Zero, phase.ToString());
            sum += phases.Of(phase);
        }

        Assert.True(sum <= result.Duration, $"{sum} of {result.Duration}");
    }

    [Fact]
    public void TimeBetweenStepsBelongsToNoPhase()
    {
        var phases = new StepPhases();
        phases.Enter(StepPhase.Gather);
        phases.Leave();
        TimeSpan before = phases.Of(StepPhase.Gather);
        Thread.Sleep(5);
        phases.Enter(StepPhase.Scatter);
        phases.Leave();
        Assert.Equal(before, phases.Of(StepPhase.Gather));
        phases.Reset();
        Assert.Equal(TimeSpan.Zero, phases.Of(StepPhase.Gather));
    }
}
