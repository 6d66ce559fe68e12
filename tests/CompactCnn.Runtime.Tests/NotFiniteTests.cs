using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>Images that hold NaN or infinity are refused by number, before statistics or weights have any of it.</summary>
public class NotFiniteTests
{
    private static ModelCase Model => ModelCases.Of("NormedHead");

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void AnImageOfTheDataIsNamedBeforeAnythingIsDone(float fault)
    {
        using TrainingData data = SyntheticData.For(Model.Graph, 64, seed: 1);
        data.Images[37, 0, 3, 5] = tensor(fault);
        long label = data.Labels[37].item<long>();
        string sentence = $"image 37 of the data, of label {label}, holds NaN or infinity; take it out or repair it";
        using Network model = Model.Create(seed: 1);
        using CompactNetwork compact = Model.ToCompact(model, Model.Graph.KeepAll());
        Dictionary<string, byte[]> before = Bits.Of(compact);
        Refusal.OfArgument<ArgumentException>("data", sentence, () => compact.Recalibrate(data, 2, 16));
        Refusal.OfArgument<ArgumentException>("data", sentence, () => compact.FineTune(data, new FineTuneOptions { BatchSize = 16 }));
        Refusal.OfArgument<ArgumentException>("data", sentence, () => compact.Evaluate(data));
        Refusal.OfArgument<ArgumentException>("data", sentence, () => Model.Train(model, data, new TrainingOptions { BatchSize = 16 }));
        Assert.Empty(Bits.Differences(before, Bits.Of(compact)));
    }

    /// <summary>Of the part held out it would come out after the first epoch only.</summary>
    [Fact]
    public void TheValidationPartIsLookedAtToo()
    {
        TrainingData heldOut = SyntheticData.For(Model.Graph, 20, seed: 2);
        heldOut.Images[4, 0, 0, 0] = tensor(float.NaN);
        using TrainingData rest = SyntheticData.For(Model.Graph, 40, seed: 1);
        using var data = new TrainingData(rest.Images.alias(), rest.Labels.alias(), validation: heldOut);
        using Network model = Model.Create(seed: 1);
        Assert.StartsWith("image 4 of the data, of label ", Assert.Throws<ArgumentException>(() => Model.Train(model, data, new TrainingOptions { BatchSize = 16 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATransformThatMakesThemLeavesTheStatistics()
    {
        using TrainingData data = SyntheticData.For(Model.Graph, 64, seed: 1, transform: (images, context) => context.Batch == 1 ? images / 0 : images.alias());
        using CompactNetwork compact = Model.CreateCompact(Model.Graph.FullWidths, seed: 1);
        Dictionary<string, byte[]> before = Bits.Of(compact);
        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() => compact.Recalibrate(data, 3, 16));
        Assert.Equal("'NormedHead' was given a batch whose image 0 holds NaN or infinity; take it out, or change the transform that made it so", exception.Message);
        Assert.Empty(Bits.Differences(before, Bits.Of(compact)));
    }

    [Fact]
    public void WeightsThatMakeThemLeaveTheStatistics()
    {
        using TrainingData data = SyntheticData.For(Model.Graph, 64, seed: 1);
        using CompactNetwork compact = Model.CreateCompact(Model.Graph.FullWidths, seed: 1);
        using (no_grad())
            NetworkTensors.ByName(compact)["conv1.weight"].fill_(float.NaN);

        Dictionary<string, byte[]> before = Bits.Of(compact);
        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() => compact.Recalibrate(data, 3, 16));
        Assert.Equal("the statistics of the norms of 'NormedHead' became infinite or NaN on finite images; its weights are unusable", exception.Message);
        Assert.Empty(Bits.Differences(before, Bits.Of(compact)));
    }

    [Fact]
    public void AStepOfOnesOwnNamesTheImageOfItsBatch()
    {
        using Network model = Model.Create(seed: 1);
        using TrainingCase training = Model.BeginTraining(model, totalSteps: 3);
        using TrainingBatch batch = Batches.Training(Model.Graph, seed: 1);
        batch.Images[5, 0, 0, 0] = tensor(float.PositiveInfinity);
        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() => training.Step(batch));
        Assert.Equal("'NormedHead' was given a batch at step 1 whose image 5 holds NaN or infinity; take it out, or change the transform that made it so", exception.Message);
        Assert.Equal((1, "the images"), (exception.Step, exception.Layer));
    }
}
