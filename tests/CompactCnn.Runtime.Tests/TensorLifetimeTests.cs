using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// Contract 7: no tensor outlives the step that made it, and nothing outlives what is disposed of.
/// </summary>
public class TensorLifetimeTests
{
    public static TheoryData<string> ModelNames => ModelCases.Names;

    private readonly LiveTensors _tensors = new();

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void NoTensorOutlivesItsStep(string name)
    {
        ModelCase model = ModelCases.Of(name);
        using Network full = model.Create();
        using TrainingBatch batch = Batches.Training(model.Graph, seed: 1, count: 3);
        TrainingOptions options = Choices.Literal(0.3) with { Shrinking = new Shrinking { Over = 1 } };
        using TrainingCase training = model.BeginTraining(full, totalSteps: 300, options);
        long counted = 0;
        for (int step = 1; step <= 300; step++)
        {
            training.Step(batch);
            if (step == 10)
            {
                counted = _tensors.Count;
            }
        }

        Assert.Equal(counted, _tensors.Count);
    }

    /// <summary>The batches too, which another thread makes.</summary>
    [Theory]
    [InlineData(MemoryLayout.Contiguous)]
    [InlineData(MemoryLayout.ChannelsLast)]
    public void NoTensorOutlivesItsStepInALoop(MemoryLayout layout)
    {
        ModelCase model = ModelCases.Of("NormedHead");
        using Network full = model.Create();
        using TrainingData data = SyntheticData.For(model.Graph, 200 * 4, seed: 1, transform: _tensors.Watch);
        var counts = new List<long>();
        var progress = new RecordedProgress(report =>
        {
            if (report.Step % 200 == 0)
            {
                counts.Add(_tensors.Count);
            }
        });
        var options = Choices.Literal(0.5) with { Epochs = 3, BatchSize = 4, RecalibrationBatches = 0, MemoryLayout = layout };
        model.Train(full, data, options, progress);
        // After the last step of an epoch nothing is in the making. Each epoch has a thread of its own.
        Assert.Equal(Enumerable.Repeat(counts[0], 3), counts);
        Assert.Equal(1 + 3, _tensors.Threads);
    }

    /// <summary>By TorchSharp's process-wide count, which a rebuilt network would raise for good: at constant widths nothing is rebuilt.</summary>
    [Fact]
    public void AtConstantWidthsTheProcessWideCountStays()
    {
        ModelCase model = ModelCases.Of("NormedHead");
        using Network full = model.Create();
        using TrainingBatch batch = Batches.Training(model.Graph, seed: 1, count: 3);
        using TrainingCase training = model.BeginTraining(full, totalSteps: 1000, Choices.Literal(0.5));
        long counted = LiveTensors.OfTheProcess();
        for (int step = 1; step <= 1000; step++)
        {
            training.Step(batch);
            counted = step == 10 ? Tensor.TotalCount : counted;
        }

        Assert.Equal(counted, Tensor.TotalCount);
    }

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void CreatingAndDisposingLeavesNothing(string name)
    {
        ModelCase model = ModelCases.Of(name);
        AssertLeavesNothing(() => model.Create().Dispose());
        AssertLeavesNothing(() => model.CreateCompact(model.Graph.FullWidths).Dispose());
        using Network full = model.Create();
        foreach (KeepCase test in RandomKeep.Cases(model, count: 3))
        {
            AssertLeavesNothing(() => model.ToCompact(full, test.Keep).Dispose());
        }
    }

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void TrainingEvaluationAndFilesLeaveNothing(string name)
    {
        ModelCase model = ModelCases.Of(name);
        using var folder = new TemporaryFolder();
        using TrainingData data = SyntheticData.For(model.Graph, 64, seed: 1, transform: _tensors.Watch);
        using Network full = model.Create();
        using CompactNetwork compact = model.ToCompact(full, RandomKeep.Of(model.Graph, 3));
        var options = new TrainingOptions { Epochs = 2, BatchSize = 16, RecalibrationBatches = 2 };

        AssertLeavesNothing(() => model.BeginTraining(full, totalSteps: 5).Dispose());
        AssertLeavesNothing(() => model.Train(full, data, options));
        AssertLeavesNothing(() => model.Train(full, data, options with { MemoryLayout = MemoryLayout.ChannelsLast, Optimizer = new AdamW { MaxGradientNorm = 1 } }));
        AssertLeavesNothing(() => model.Train(full, data, options with { MemoryLayout = MemoryLayout.ChannelsLast, Precision = Precision.BFloat16 }));
        AssertLeavesNothing(() => compact.FineTune(data, new FineTuneOptions { Epochs = 2, BatchSize = 16, RecalibrationBatches = 2, Precision = Precision.BFloat16 }));
        AssertLeavesNothing(() => compact.FineTune(data, new FineTuneOptions { Epochs = 2, BatchSize = 16, RecalibrationBatches = 2 }));
        using var validated = new TrainingData(data.Images.alias(), data.Labels.alias(), _tensors.Watch, SyntheticData.For(model.Graph, 20, seed: 2));
        AssertLeavesNothing(() => model.Train(full, validated, options with { Validation = ValidationUse.BestEpoch }));
        AssertLeavesNothing(() => compact.FineTune(validated, new FineTuneOptions { Epochs = 2, BatchSize = 16, RecalibrationBatches = 2, Validation = ValidationUse.BestEpoch }));
        AssertLeavesNothing(() => compact.Recalibrate(data, 3, 16));
        AssertLeavesNothing(() => compact.Evaluate(data));
        AssertLeavesNothing(() => compact.Save(folder.At("compact")));
        AssertLeavesNothing(() => model.Save(full, folder.At("full")));
        AssertLeavesNothing(() => model.LoadCompact(folder.At("compact")).Dispose());
        AssertLeavesNothing(() => model.Load(full, folder.At("full")));
    }

    [Fact]
    public void RefusalsAndCancellationsLeaveNothing()
    {
        ModelCase model = ModelCases.Of("NormedHead");
        using var folder = new TemporaryFolder();
        using TrainingData data = SyntheticData.For(model.Graph, 64, seed: 1, transform: _tensors.Watch);
        using Network full = model.Create();
        using CompactNetwork compact = model.ToCompact(full, model.Graph.KeepAll());
        compact.Save(folder.At("compact"));
        var cancelled = new CancellationToken(canceled: true);
        AssertLeavesNothing(() => Assert.ThrowsAny<OperationCanceledException>(() => model.Train(full, data, new TrainingOptions { BatchSize = 16 }, cancellation: cancelled)));
        AssertLeavesNothing(() => Assert.ThrowsAny<OperationCanceledException>(() => compact.FineTune(data, new FineTuneOptions { BatchSize = 16 }, cancellation: cancelled)));
        AssertLeavesNothing(CancelTrainingInItsMiddle);
        AssertLeavesNothing(() => Assert.ThrowsAny<OperationCanceledException>(() => compact.Evaluate(data, cancelled)));
        AssertLeavesNothing(() => Assert.ThrowsAny<OperationCanceledException>(() => compact.Recalibrate(data, 2, 16, cancellation: cancelled)));
        AssertLeavesNothing(() => Assert.Throws<ModelFileException>(() => model.Load(full, folder.At("compact"))));
        AssertLeavesNothing(() => Assert.Throws<ModelFileException>(() => ModelCases.Of("LinearOnly").LoadCompact(folder.At("compact"))));

        void CancelTrainingInItsMiddle()
        {
            using var source = new CancellationTokenSource();
            var progress = new RecordedProgress(_ => source.Cancel());
            Assert.ThrowsAny<OperationCanceledException>(() => model.Train(full, data, new TrainingOptions { BatchSize = 16 }, progress, cancellation: source.Token));
        }
    }

    private void AssertLeavesNothing(Action action)
    {
        // Once before, for what is made once and kept (the layers' constants, TorchSharp's own).
        action();
        long before = _tensors.Count;
        action();
        Assert.Equal(before, _tensors.Count);
    }
}
