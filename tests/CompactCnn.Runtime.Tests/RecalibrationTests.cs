using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// Contract 8: recalibrated statistics are the plain mean over the batches, of which nothing initial remains; and what
/// an evaluation says depends on nothing else.
/// </summary>
public class RecalibrationTests
{
    private const int Batch = 12;

    public static TheoryData<string> ModelNames => ModelCases.Names;

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void StatisticsBecomeThePlainMeanOverTheBatches(string name)
    {
        ModelCase model = ModelCases.Of(name);
        using TrainingData data = Doubles(model, count: 5 * Batch);
        foreach (KeepCase test in RandomKeep.Cases(model, count: 4))
        {
            using var scope = NewDisposeScope();
            using Network full = model.Create().Randomized(test.Seed).InDoubles();
            using CompactNetwork compact = model.ToCompact(full, test.Keep);
            compact.Recalibrate(data, batches: 4, Batch, seed: 3);

            Dictionary<string, Tensor> expected = MeanStatistics(full, test.Keep, data, batches: 4, seed: 3);
            Dictionary<string, Tensor> actual = NetworkTensors.ByName(compact);
            foreach (TensorLayout layout in model.Graph.Tensors.Where(layout => layout.IsBuffer))
            {
                TensorAssert.Close(Slices.Of(expected[layout.Name], layout, test.Keep), actual[layout.Name], $"{layout.Name} of {test}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void NothingInitialRemains(string name)
    {
        ModelCase model = ModelCases.Of(name);
        using TrainingData data = SyntheticData.For(model.Graph, 3 * Batch, seed: 1);
        using CompactNetwork first = model.CreateCompact(model.Graph.FullWidths, seed: 1);
        using CompactNetwork second = model.CreateCompact(model.Graph.FullWidths, seed: 1);
        foreach (TensorSlot statistic in NetworkTensors.Slots(second).Where(slot => slot.IsBuffer && slot.Read().dim() > 0))
        {
            statistic.Read().fill_(1e20);
        }

        first.Recalibrate(data, 3, Batch);
        second.Recalibrate(data, 3, Batch);
        Assert.Empty(Bits.Differences(Bits.Of(first), Bits.Of(second)));
        Assert.Equal(first.Evaluate(data), second.Evaluate(data));
    }

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void OnlyStatisticsChange(string name)
    {
        ModelCase model = ModelCases.Of(name);
        using TrainingData data = SyntheticData.For(model.Graph, 2 * Batch, seed: 1);
        using CompactNetwork compact = model.CreateCompact(model.Graph.FullWidths, seed: 1);
        string[] statistics = ["running_mean", "running_var", "num_batches_tracked"];
        foreach (bool training in new[] { true, false })
        {
            compact.train(training);
            Dictionary<string, byte[]> before = Bits.Of(compact);
            compact.Recalibrate(data, 2, Batch, seed: training ? 1 : 2);
            Assert.All(Bits.Differences(before, Bits.Of(compact)), tensor => Assert.Contains(tensor[(tensor.LastIndexOf('.') + 1)..], statistics));
            Assert.Equal(training, compact.training);
            Assert.All(compact.children(), layer => Assert.Equal(training, layer.training));
            Assert.All(compact.children().OfType<NormBase>(), norm => Assert.Equal(0.1, norm.momentum));
        }

        Dictionary<string, byte[]> unchanged = Bits.Of(compact);
        compact.Recalibrate(data, batches: 0, Batch);
        Assert.Empty(Bits.Differences(unchanged, Bits.Of(compact)));
    }

    [Fact]
    public void TrainEndsWithTheStatisticsOfWhatIsKept()
    {
        ModelCase model = ModelCases.Of("NormedHead");
        using TrainingData data = SyntheticData.For(model.Graph, 64, seed: 1);
        using Network full = model.Create(seed: 1);
        TrainingResult result = model.Train(full, data, new TrainingOptions { Epochs = 2, BatchSize = 16, Seed = 6, RecalibrationBatches = 3 });
        using CompactNetwork compact = model.ToCompact(full, result.Keep);
        Dictionary<string, byte[]> before = Bits.Of(compact);
        compact.Recalibrate(data, 3, 16, seed: 6);
        Assert.All(Bits.Differences(before, Bits.Of(compact)), tensor => Assert.EndsWith("num_batches_tracked", tensor, StringComparison.Ordinal));
    }

    [Fact]
    public void ImagesAreNotAugmented()
    {
        ModelCase model = ModelCases.Of("NormedHead");
        var contexts = new List<BatchContext>();
        using TrainingData data = SyntheticData.For(model.Graph, 40, seed: 1, transform: (images, context) =>
        {
            contexts.Add(context);
            return images;
        });
        using CompactNetwork compact = model.CreateCompact(model.Graph.FullWidths, seed: 1);
        compact.Recalibrate(data, 2, 16);
        compact.Evaluate(data);
        Assert.Equal(3, contexts.Count);
        Assert.All(contexts, context => Assert.False(context.Training));
    }

    private static TrainingData Doubles(ModelCase model, int count) =>
        SyntheticData.For(model.Graph, count, seed: 1, transform: (images, _) => images.to(ScalarType.Float64));

    /// <summary>For each statistic of the full network, the mean of what single batches give.</summary>
    private static Dictionary<string, Tensor> MeanStatistics(Network full, int[][] keep, TrainingData data, int batches, long seed)
    {
        using var noGradient = no_grad();
        ModelGraph graph = full.Structure;
        using var reference = new MaskedReference(full, MaskedReference.Masks(graph, keep));
        string[] statistics = [.. graph.Tensors.Where(layout => layout.IsBuffer).Select(layout => layout.Name)];
        Dictionary<string, Tensor> sums = statistics.ToDictionary(name => name, name => zeros_like(reference.Tensors[name]), StringComparer.Ordinal);
        foreach (TrainingBatch batch in BatchOrder.Epoch(data, Batch, SeededRandom.Derive(seed, 12), 0, CPU, training: false).Take(batches))
        {
            using (batch)
            {
                // From zero, one forward pass leaves a tenth of the batch's own statistics: the momentum.
                foreach (string name in statistics)
                {
                    reference.Tensors[name].zero_();
                }

                reference.Forward(batch.Images, training: true);
                foreach (string name in statistics)
                {
                    sums[name].add_(reference.Tensors[name] * (10.0 / batches));
                }
            }
        }

        return sums;
    }
}
