using TorchSharp;
using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>Steps in bfloat16: close to float32, with masters, state and norms in float32.</summary>
public class PrecisionTests
{
    public static TheoryData<string> ModelNames => ModelCases.Names;

    /// <summary>A number of bfloat16 is within 2^-9 of what was meant; through the layers of these networks, within 3 %.</summary>
    [Theory]
    [MemberData(nameof(ModelNames))]
    public void TheLossIsThatOfFloat32ToThreePercent(string name)
    {
        ModelCase model = ModelCases.Of(name);
        // Dropout draws by type, so that behind it the losses differ.
        if (model.Graph.Operations.Any(operation => operation is DropoutOperation))
        {
            return;
        }

        double expected = LossOfAStep(model, MemoryLayout.Contiguous, Precision.Float32);
        foreach (MemoryLayout layout in Enum.GetValues<MemoryLayout>())
        {
            double actual = LossOfAStep(model, layout, Precision.BFloat16);
            Assert.NotEqual(expected, actual);
            Assert.Equal(expected, actual, 0.03 * Math.Max(1, expected));
        }
    }

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void ModelsAndFineTunedNetworksStayFloat32(string name)
    {
        ModelCase model = ModelCases.Of(name);
        using TrainingData data = SyntheticData.For(model.Graph, 64, seed: 1);
        using Network full = model.Create();
        TrainingResult result = model.Train(full, data, new TrainingOptions { Epochs = 2, BatchSize = 16, RecalibrationBatches = 2, Precision = Precision.BFloat16, MemoryLayout = MemoryLayout.ChannelsLast });
        using CompactNetwork compact = model.ToCompact(full, result.Keep);
        Dictionary<string, byte[]> before = Bits.Of(compact);
        compact.FineTune(data, new FineTuneOptions { Epochs = 1, BatchSize = 16, RecalibrationBatches = 2, Precision = Precision.BFloat16, MemoryLayout = MemoryLayout.ChannelsLast });
        Assert.NotEmpty(Bits.Differences(before, Bits.Of(compact)));
        foreach (TensorSlot slot in NetworkTensors.Slots(full).Concat(NetworkTensors.Slots(compact)))
        {
            Assert.Equal(slot.Name.EndsWith("num_batches_tracked", StringComparison.Ordinal) ? ScalarType.Int64 : ScalarType.Float32, slot.Read().dtype);
            Assert.True(slot.Read().is_contiguous(), slot.Name);
        }

        Assert.True(double.IsFinite(compact.Evaluate(data).Loss));
    }

    [Fact]
    public void ALearningRunLearns()
    {
        ModelCase model = ModelCases.Of("SmallVggTwin");
        using TrainingData data = SyntheticData.For(model.Graph, 128, seed: 1);
        using Network full = model.Create(seed: 1);
        TrainingResult result = model.Train(full, data, new TrainingOptions { Epochs = 6, BatchSize = 16, RecalibrationBatches = 2, Precision = Precision.BFloat16, MemoryLayout = MemoryLayout.ChannelsLast });
        Assert.True(result.Epochs[^1].Loss < 0.5 * result.Epochs[0].Loss, $"{result.Epochs[0].Loss} to {result.Epochs[^1].Loss}");
    }

    [Fact]
    public void ParametersOfAnotherTypeAreRefused()
    {
        ModelCase model = ModelCases.Of("NormedHead");
        using Network full = model.Create();
        full.to(ScalarType.Float64);
        var refusal = Assert.Throws<ArgumentException>(() => model.BeginTraining(full, totalSteps: 1, new() { Precision = Precision.BFloat16 }).Dispose());
        Assert.Equal("precision BFloat16 needs float32 parameters, but those of 'NormedHead' are Float64; use precision Float32", refusal.Message);
    }

    private static double LossOfAStep(ModelCase model, MemoryLayout layout, Precision precision)
    {
        using Network full = model.Create().Randomized(seed: 1);
        using TrainingCase training = model.BeginTraining(full, totalSteps: 1, new() { MemoryLayout = layout, Precision = precision });
        using TrainingBatch batch = Batches.Training(model.Graph, seed: 1);
        return training.Step(batch).Loss;
    }
}
