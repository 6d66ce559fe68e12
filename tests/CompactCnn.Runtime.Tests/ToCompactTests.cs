using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>What ToCompact returns: the network that a step executes, with parameters of its own.</summary>
public class ToCompactTests
{
    public static TheoryData<string> ModelNames => ModelCases.Names;

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void ItIsTheNetworkThatAStepExecuted(string name)
    {
        ModelCase model = ModelCases.Of(name);
        using Network full = model.Create().Randomized(seed: 1);
        using TrainingCase training = model.BeginTraining(full, totalSteps: 5, Choices.Literal(0.5, randomSteps: 5));
        for (int step = 0; step < 3; step++)
        {
            using TrainingBatch batch = Batches.Training(model.Graph, seed: step);
            training.Step(batch);
            int[][] active = [.. model.Gates(full).Select(gate => gate.Active.ToArray())];
            using CompactNetwork compact = model.ToCompact(full, active);
            Assert.Empty(Bits.Differences(Bits.Of(training.ActiveNetwork), Bits.Of(compact)));
            Assert.Equal(training.ActiveNetwork.Widths, compact.Widths);

            compact.eval();
            training.ActiveNetwork.eval();
            using Tensor expected = training.ActiveNetwork.forward(batch.Images);
            using Tensor actual = compact.forward(batch.Images);
            TensorAssert.SameBits(expected, actual, $"{name}, step {step}");
            training.ActiveNetwork.train();
        }
    }

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void ItsEntriesAreThoseOfTheKeptChannels(string name)
    {
        ModelCase model = ModelCases.Of(name);
        foreach (KeepCase test in RandomKeep.Cases(model))
        {
            using var scope = NewDisposeScope();
            using Network full = model.Create().Randomized(test.Seed);
            using CompactNetwork compact = model.ToCompact(full, test.Keep);
            Dictionary<string, Tensor> whole = NetworkTensors.ByName(full);
            Dictionary<string, Tensor> sliced = NetworkTensors.ByName(compact);
            Assert.Equal(whole.Keys, sliced.Keys);
            foreach (TensorLayout layout in model.Graph.Tensors)
            {
                TensorAssert.SameBits(Slices.Of(whole[layout.Name], layout, test.Keep), sliced[layout.Name], $"{layout.Name} of {test}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void ItOwnsCopies(string name)
    {
        ModelCase model = ModelCases.Of(name);
        foreach (int[][] keep in new[] { RandomKeep.Of(model.Graph, 5), model.Graph.KeepAll() })
        {
            using Network full = model.Create().Randomized(seed: 1);
            Dictionary<string, byte[]> before = Bits.Of(full);
            using CompactNetwork compact = model.ToCompact(full, keep);
            using TrainingData data = SyntheticData.For(model.Graph, count: 64, seed: 2);
            compact.FineTune(data, new FineTuneOptions { Epochs = 1, BatchSize = 16, RecalibrationBatches = 2 });
            Assert.Empty(Bits.Differences(before, Bits.Of(full)));

            Dictionary<string, byte[]> trained = Bits.Of(compact);
            full.Randomized(seed: 9);
            Assert.Empty(Bits.Differences(trained, Bits.Of(compact)));
        }
    }

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void ChannelsByNameMeanTheSame(string name)
    {
        ModelCase model = ModelCases.Of(name);
        using Network full = model.Create().Randomized(seed: 1);
        foreach (KeepCase test in RandomKeep.Cases(model, count: 5))
        {
            using CompactNetwork byIndex = model.ToCompact(full, test.Keep);
            using CompactNetwork byName = model.ToCompactByName(full, test.Keep);
            Assert.Empty(Bits.Differences(Bits.Of(byIndex), Bits.Of(byName)));
        }
    }

    [Fact]
    public void GroupsThatAreNotNamedKeepAll()
    {
        using var model = new Models.SmallVggTwin(seed: 1);
        using Models.SmallVggTwin.Compact compact = model.ToCompact(new Models.SmallVggTwin.Channels { Conv2 = [1, 4] });
        Assert.Equal([8, 2, 16, 16, 32, 32, 32], compact.Widths);
        int[][] keep = new Models.SmallVggTwin.Channels { Conv2 = [1, 4] }.ToKeep();
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], keep[0]);
        Assert.Equal([1, 4], keep[1]);
    }

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void KeepingEverythingReproducesTheModel(string name)
    {
        ModelCase model = ModelCases.Of(name);
        using Network full = model.Create().Randomized(seed: 1);
        full.eval();
        using CompactNetwork compact = model.ToCompact(full, model.Graph.KeepAll());
        Assert.Empty(Bits.Differences(Bits.Of(full), Bits.Of(compact)));
        using Tensor images = Batches.Images(model.Graph, seed: 2, type: ScalarType.Float32);
        using Tensor expected = full.forward(images);
        using Tensor actual = compact.forward(images);
        TensorAssert.SameBits(expected, actual, name);
    }

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void ItHasTheModelsModeTypeAndCounters(string name)
    {
        ModelCase model = ModelCases.Of(name);
        using Network full = model.Create().Randomized(seed: 1).InDoubles();
        foreach (bool training in new[] { true, false })
        {
            full.train(training);
            using CompactNetwork compact = model.ToCompact(full, RandomKeep.Of(model.Graph, 3));
            Assert.Equal(training, compact.training);
            foreach (TensorSlot slot in NetworkTensors.Slots(compact))
            {
                Tensor tensor = slot.Read();
                Assert.Equal(tensor.dim() == 0 ? ScalarType.Int64 : ScalarType.Float64, tensor.dtype);
                Assert.Equal(!slot.IsBuffer, tensor.requires_grad);
                if (tensor.dim() == 0)
                {
                    Assert.Equal(7, tensor.item<long>());
                }
            }
        }
    }

    /// <summary>Slicing a slice is slicing once by the channels that both keep.</summary>
    [Theory]
    [MemberData(nameof(ModelNames))]
    public void KeepListsCompose(string name)
    {
        ModelCase model = ModelCases.Of(name);
        using Network full = model.Create().Randomized(seed: 1);
        for (long seed = 0; seed < RandomKeep.CasesOfAModel; seed++)
        {
            using var scope = NewDisposeScope();
            int[][] first = RandomKeep.Of(model.Graph, seed);
            ModelGraph narrower = Narrowed(model.Graph, KeepList.Widths(first));
            int[][] second = RandomKeep.Of(narrower, seed + 100);
            int[][] composed = [.. first.Zip(second, (outer, inner) => inner.Select(channel => outer[channel]).ToArray())];

            using CompactNetwork once = model.ToCompact(full, composed);
            using CompactNetwork halfway = model.ToCompact(full, first);
            using CompactNetwork twice = model.CreateCompact(KeepList.Widths(second));
            NetworkSlicer.Gather(narrower, second, NetworkTensors.ByName(halfway), NetworkTensors.ByName(twice));
            NetworkTensors.CopyCounters(NetworkTensors.ByName(halfway), NetworkTensors.ByName(twice));
            Assert.Empty(Bits.Differences(Bits.Of(once), Bits.Of(twice)));
        }
    }

    /// <summary>The graph of the network that has these widths.</summary>
    private static ModelGraph Narrowed(ModelGraph graph, int[] widths)
    {
        return new ModelGraph(
            graph.Name,
            graph.Input,
            [.. graph.Groups.Select((group, g) => group with { Count = widths[g], Arms = widths[g] / group.ChannelsPerArm })],
            [.. graph.Operations.Select(operation => operation with
            {
                Output = Layout(operation.Output),
                Tensors = [.. operation.Tensors.Select(tensor => tensor with { Axes = [.. tensor.Axes.Select(Layout)] })],
            })]);

        ChannelLayout Layout(ChannelLayout layout) =>
            new([.. layout.Segments.Select(segment => segment with { Count = segment.Group == ChannelSegment.Fixed ? segment.Count : widths[segment.Group] })]);
    }
}
