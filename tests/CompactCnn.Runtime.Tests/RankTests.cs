using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>What to keep of a model that was trained already.</summary>
public class RankTests
{
    private static RankOptions Options { get; } = new() { Batches = 2, BatchSize = 16, Target = CompactTarget.Channels(0.5) };

    [Theory]
    [InlineData("SmallVggTwin")]
    [InlineData("ResNet20Twin")]
    [InlineData("MobileNetV2Twin")]
    [InlineData("NormedHead")]
    public void TheMostSalientAreKeptAndNothingOfTheModelChanges(string name)
    {
        ModelCase model = ModelCases.Of(name);
        using TrainingData data = SyntheticData.For(model.Graph, 48, seed: 1);
        using Network full = model.Create(seed: 1).Randomized(3);
        Dictionary<string, byte[]> before = Bits.Of(full);
        foreach (RankResult result in new[] { model.Rank(full, data, Options), model.RankByMagnitude(full, Options) })
        {
            KeepList.Check(model.Graph, result.Keep, "keep");
            for (int g = 0; g < result.Keep.Length; g++)
            {
                ChannelGroup group = model.Graph.Groups[g];
                int kept = Options.Target.Width(group, 0.5) / group.ChannelsPerArm;
                int[] expected = [.. Enumerable.Range(0, group.Arms).OrderByDescending(arm => result.Values[g][arm]).Take(kept).Order()];
                Assert.Equal(group.ChannelsOf(expected), result.Keep[g]);
            }

            model.ToCompact(full, result.Keep).Dispose();
        }

        Assert.Empty(Bits.Differences(before, Bits.Of(full)));
        Assert.Equal(2 * 16 * model.Cost.TrainingMacs, model.Rank(full, data, Options).TrainingMacs);
        Assert.Equal(0, model.RankByMagnitude(full, Options).TrainingMacs);
    }

    /// <summary>A run of one step with all channels active, whose rewards are raw, measures the same.</summary>
    [Theory]
    [InlineData(SaliencyForm.Gate)]
    [InlineData(SaliencyForm.General)]
    [InlineData(SaliencyForm.PerSample)]
    public void TheSaliencyIsThatOfATrainingStep(SaliencyForm form)
    {
        ModelCase model = ModelCases.Of("SmallVggTwin");
        using TrainingData data = SyntheticData.For(model.Graph, 32, seed: 1);
        using Network full = model.Create(seed: 1).Randomized(3);
        RankResult ranked = model.Rank(full, data, new RankOptions { Batches = 1, BatchSize = 32, Saliency = form, Normalization = SaliencyNormalization.None, Seed = 5 });
        TrainingOptions everything = Choices.Constant(1, new() { Saliency = form, Normalization = SaliencyNormalization.None });
        using TrainingCase training = model.BeginTraining(full, totalSteps: 1, everything);
        using TrainingBatch batch = BatchOrder.Epoch(data, 32, seed: 5, epoch: 0, CPU).Single();
        training.Step(batch);
        for (int g = 0; g < ranked.Values.Count; g++)
        {
            TensorAssert.Close(tensor(model.Gates(full)[g].MeanSaliency.ToArray()), tensor(ranked.Values[g]), $"group {g}", tolerance: 1e-6);
        }
    }

    [Fact]
    public void TheMagnitudeIsTheSumOfTheAbsoluteWeightsOfAllThatMakeAChannel()
    {
        ModelGraph graph = Models.ResNet20Twin.Graph;
        using var model = new Models.ResNet20Twin(seed: 1);
        RankResult result = model.RankByMagnitude(Options with { Normalization = SaliencyNormalization.None });
        Dictionary<string, Tensor> tensors = NetworkTensors.ByName(model);
        for (int g = 0; g < graph.Groups.Length; g++)
        {
            for (int channel = 0; channel < graph.Groups[g].Count; channel++)
            {
                double expected = graph.Operations.Where(operation => graph.Groups[g].Producers.Contains(operation.Name))
                    .Sum(operation => tensors[operation.Tensors[0].Name].detach()[channel].abs().sum().to(ScalarType.Float64).item<double>());
                Assert.Equal(expected, result.Values[g][channel], 1e-4);
            }
        }
    }

    [Fact]
    public void OptionsOutOfTheirRangeAreRefused()
    {
        ModelCase model = ModelCases.Of("NormedHead");
        using TrainingData data = SyntheticData.For(model.Graph, 32, seed: 1);
        using Network full = model.Create(seed: 1);
        Assert.Equal("Batches", Assert.Throws<ArgumentOutOfRangeException>(() => model.Rank(full, data, Options with { Batches = 0 })).ParamName);
        Assert.Equal("BatchSize", Assert.Throws<ArgumentOutOfRangeException>(() => model.Rank(full, data, Options with { BatchSize = 1 })).ParamName);
        Assert.Contains("the batch size must be at most the number of training images, 32", Assert.Throws<ArgumentOutOfRangeException>(() => model.Rank(full, data, Options with { BatchSize = 33 })).Message, StringComparison.Ordinal);
    }
}
