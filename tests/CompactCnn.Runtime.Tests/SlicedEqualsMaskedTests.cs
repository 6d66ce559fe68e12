using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// Contract 1: the network that ToCompact slices is the full network whose dropped channels are zero at the input of
/// everything that mixes channels.
/// </summary>
public class SlicedEqualsMaskedTests
{
    public static TheoryData<string> ModelNames => ModelCases.Names;

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void OutputsGradientsAndStatisticsAreEqualInTrainingAndInEvaluation(string name)
    {
        ModelCase model = ModelCases.Of(name);
        foreach (KeepCase test in RandomKeep.Cases(model))
        {
            using var scope = NewDisposeScope();
            using Network full = model.Create().Randomized(test.Seed).InDoubles();
            AssertEqual(model, full, test);
        }
    }

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void InFloat32TheOutputsAgreeToFourDigits(string name)
    {
        ModelCase model = ModelCases.Of(name);
        foreach (KeepCase test in RandomKeep.Cases(model, count: 5))
        {
            using var scope = NewDisposeScope();
            using Network full = model.Create().Randomized(test.Seed);
            using CompactNetwork sliced = model.ToCompact(full, test.Keep).WithoutDropout(training: true);
            Tensor images = Batches.Images(model.Graph, test.Seed);
            Tensor actual = sliced.forward(images.to(ScalarType.Float32));
            full.InDoubles();
            using var reference = new MaskedReference(full, MaskedReference.Masks(model.Graph, test.Keep));
            TensorAssert.Close(reference.Forward(images, training: true), actual, $"{test}", tolerance: 1e-4, floor: 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void AMaskBeforeTheNormsIsFoundOut(string name)
    {
        ModelCase model = ModelCases.Of(name);
        if (!model.Graph.Operations.Any(NormsAGroup))
        {
            return;
        }

        foreach (KeepCase test in RandomKeep.Cases(model, count: 6, firstSeed: 1).Where(test => DropsBeforeANorm(model.Graph, test.Keep)))
        {
            using var scope = NewDisposeScope();
            using Network full = model.Create().Randomized(test.Seed).InDoubles();
            using CompactNetwork sliced = model.ToCompact(full, test.Keep);
            using var mutant = new MaskedReference(full, MaskedReference.Masks(model.Graph, test.Keep), MaskPlace.Norms);
            Tensor images = Batches.Images(model.Graph, test.Seed);
            // In training mode a norm further on may take the leak, a constant, away again.
            bool found = false;
            foreach (bool training in new[] { true, false })
            {
                (double difference, double scale) = TensorAssert.Distance(mutant.Forward(images, training), sliced.WithoutDropout(training).forward(images));
                found |= difference > 1e-6 * scale;
            }

            Assert.True(found, $"{test}: the mutant was not found out");
        }
    }

    /// <summary>The mutant is a slice, or a shuffle, whose parts do not keep channels at equal places: as many channels, but all of the first part.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void PartsThatAreNotEqualAreFoundOut(int group)
    {
        using var scope = NewDisposeScope();
        ModelCase model = ModelCases.Of("Halves");
        using Network full = model.Create().Randomized(seed: 9).InDoubles();
        ChannelGroup divided = model.Graph.Groups[group];
        Assert.True(divided.Arms < divided.Count);
        int[] arms = [.. Enumerable.Range(0, divided.Arms / 2)];
        int[][] equal = [.. model.Graph.KeepAll().Select((channels, g) => g == group ? divided.ChannelsOf(arms) : channels)];
        int[][] unequal = [.. equal.Select((channels, g) => g == group ? Enumerable.Range(0, channels.Length).ToArray() : channels)];
        using CompactNetwork sliced = model.ToCompact(full, equal).WithoutDropout(training: false);
        Tensor images = Batches.Images(model.Graph, seed: 9);
        using var reference = new MaskedReference(full, MaskedReference.Masks(model.Graph, equal));
        TensorAssert.Close(reference.Forward(images, training: false), sliced.forward(images), "the network");

        using (no_grad())
        {
            NetworkSlicer.Gather(model.Graph, unequal, NetworkTensors.ByName(full), NetworkTensors.ByName(sliced));
        }

        using var wrong = new MaskedReference(full, MaskedReference.Masks(model.Graph, unequal));
        (double difference, double scale) = TensorAssert.Distance(wrong.Forward(images, training: false), sliced.forward(images));
        Assert.True(difference > 1e-6 * scale, $"unequal parts of {divided.Name} were not found out");
    }

    /// <summary>The mutant is a product whose sides are not tied: what multiplies keeps other channels than what is multiplied.</summary>
    [Theory]
    [InlineData("squeeze_excite1_excite", 0)]
    [InlineData("conv2", 2)]
    [InlineData("mask", 3)]
    [InlineData("linear2", 6)]
    public void AFactorOfOtherChannelsIsFoundOut(string factor, int group)
    {
        using var scope = NewDisposeScope();
        ModelCase model = ModelCases.Of("Products");
        using Network full = model.Create().Randomized(seed: 9).InDoubles();
        int half = model.Graph.Groups[group].Count / 2;
        int[][] keep = [.. model.Graph.KeepAll().Select((channels, g) => g == group ? channels[..half] : channels)];
        int[][] others = [.. model.Graph.KeepAll().Select((channels, g) => g == group ? channels[half..(2 * half)] : channels)];
        using CompactNetwork mutant = model.ToCompact(full, keep).WithoutDropout(training: false);
        using CompactNetwork wrong = model.ToCompact(full, others);
        using var reference = new MaskedReference(full, MaskedReference.Masks(model.Graph, keep));
        Tensor images = Batches.Images(model.Graph, seed: 9);
        Tensor expected = reference.Forward(images, training: false);
        TensorAssert.Close(expected, mutant.forward(images), "the network");

        using (no_grad())
        {
            foreach (TensorLayout layout in model.Graph.Tensors.Where(layout => layout.Name.StartsWith(factor + ".", StringComparison.Ordinal)))
            {
                Tensor own = NetworkTensors.ByName(mutant)[layout.Name];
                Tensor foreign = NetworkTensors.ByName(wrong)[layout.Name];
                own.copy_(foreign);
            }
        }

        (double difference, double scale) = TensorAssert.Distance(expected, mutant.forward(images));
        Assert.True(difference > 1e-6 * scale, $"{factor} of other channels was not found out");
    }

    /// <summary>Outputs, gradients and statistics in both modes; a full network in float64.</summary>
    internal static void AssertEqual(ModelCase model, Network full, KeepCase test)
    {
        Compare(model, full, test, training: true);
        Compare(model, full, test, training: false);
    }

    private static void Compare(ModelCase model, Network full, KeepCase test, bool training)
    {
        string mode = training ? "training" : "evaluation";
        Tensor images = Batches.Images(model.Graph, test.Seed);
        Tensor labels = Batches.Labels(model.Graph, test.Seed);

        using CompactNetwork sliced = model.ToCompact(full, test.Keep).WithoutDropout(training);
        Tensor actual = sliced.forward(images);
        functional.cross_entropy(actual, labels).backward();

        using var reference = new MaskedReference(full, MaskedReference.Masks(model.Graph, test.Keep));
        Tensor expected = reference.Forward(images, training);
        functional.cross_entropy(expected, labels).backward();

        TensorAssert.Close(expected, actual, $"outputs in {mode} of {test}");
        Dictionary<string, Tensor> tensors = NetworkTensors.ByName(sliced);
        foreach (TensorLayout layout in model.Graph.Tensors)
        {
            string where = $"{layout.Name} in {mode} of {test}";
            Tensor whole = reference.Tensors[layout.Name];
            if (layout.IsBuffer)
            {
                TensorAssert.Close(Slices.Of(whole, layout, test.Keep), tensors[layout.Name], where);
                continue;
            }

            Tensor gradient = whole.grad!;
            TensorAssert.Close(Slices.Of(gradient, layout, test.Keep), tensors[layout.Name].grad!, "gradient of " + where);
            double leak = gradient.masked_fill(Slices.Mask(whole, layout, test.Keep), 0).abs().max().item<double>();
            Assert.True(leak == 0, $"gradient of {where}: {leak:E2} at an inactive entry");
        }
    }

    private static bool NormsAGroup(Operation operation) => operation is BatchNormOperation && !operation.Output.IsFixed;

    private static bool DropsBeforeANorm(ModelGraph graph, int[][] keep) =>
        graph.Operations.Where(NormsAGroup).Any(norm => norm.Output.Segments.Any(segment => segment.Group != ChannelSegment.Fixed && keep[segment.Group].Length < segment.Count));
}
