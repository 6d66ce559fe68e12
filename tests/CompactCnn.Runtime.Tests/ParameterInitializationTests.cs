using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

public class ParameterInitializationTests
{
    public static TheoryData<string> ModelNames => ModelCases.Names;

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void TheSeedDecides(string name)
    {
        ModelCase model = ModelCases.Of(name);
        using Network first = model.Create(seed: 5);
        using Network same = model.Create(seed: 5);
        using Network other = model.Create(seed: 6);
        Assert.Empty(Bits.Differences(Bits.Of(first), Bits.Of(same)));
        foreach (TensorSlot slot in NetworkTensors.Slots(first).Where(slot => slot.Layer is not (TorchSharp.Modules.NormBase or ChannelwiseLayer)))
        {
            Assert.Contains(slot.Name, Bits.Differences(Bits.Of(first), Bits.Of(other)));
        }

        using CompactNetwork compact = model.CreateCompact(model.Graph.FullWidths, seed: 5);
        Assert.Empty(Bits.Differences(Bits.Of(first), Bits.Of(compact)));
    }

    [Fact]
    public void WithoutASeedEveryCallDiffers()
    {
        using var first = new Models.LinearOnly();
        using var second = new Models.LinearOnly();
        Assert.NotEmpty(Bits.Differences(Bits.Of(first), Bits.Of(second)));
    }

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void WeightsAndBiasesAreUniformByFanInAndNormsNeutral(string name)
    {
        using Network network = ModelCases.Of(name).Create(seed: 2);
        long fanIn = 0;
        foreach (TensorSlot slot in NetworkTensors.Slots(network))
        {
            using var scope = NewDisposeScope();
            Tensor values = slot.Read().detach();
            if (slot.Layer is TorchSharp.Modules.NormBase)
            {
                double expected = slot.Name.EndsWith(".weight", StringComparison.Ordinal) || slot.Name.EndsWith(".running_var", StringComparison.Ordinal) ? 1 : 0;
                Assert.True(values.eq(expected).all().item<bool>(), slot.Name);
                continue;
            }

            if (slot.Layer is ChannelwiseLayer channelwise)
            {
                Assert.True(values.eq(channelwise.Initial).all().item<bool>(), slot.Name);
                continue;
            }

            // A layer's bias comes behind its weight and has the same bound.
            fanIn = values.dim() > 1 ? values.numel() / values.size(0) : fanIn;
            double bound = 1 / Math.Sqrt(fanIn);
            Assert.True(values.abs().max().item<float>() <= bound, $"{slot.Name} exceeds {bound}");
            if (values.numel() >= 400)
            {
                Assert.Equal(0, values.mean().item<float>(), 4 * bound / Math.Sqrt(3.0 * values.numel()));
                Assert.Equal(bound / Math.Sqrt(3), values.std().item<float>(), 0.06 * bound);
                Assert.True(values.abs().max().item<float>() > 0.97 * bound, $"{slot.Name} does not reach {bound}");
            }
        }
    }

    [Fact]
    public void ParametersOfChannelsAreAsDeclared()
    {
        using var network = new Models.Slopes(seed: 3);
        Assert.Equal([0.25f, 0.1f, 0.5f, 0.7f], new[] { network.Prelu1.weight, network.Prelu2.weight, network.LayerScale1.weight, network.LayerScale2.weight }.Select(values => values.max().item<float>()));
        Assert.Equal([7, 1, 1], network.LayerScale1.weight.shape);
        Assert.Equal([6], network.Prelu1.weight.shape);
    }

    [Fact]
    public void TheProcessWideGeneratorIsLeftAlone()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(42);
        Tensor before = rand(8);
        random.manual_seed(42);
        using (Network model = ModelCases.Of("NormedHead").Create(seed: 1))
        using (CompactNetwork compact = ModelCases.Of("NormedHead").CreateCompact([1, 2, 3, 4], seed: 1))
        using (CompactNetwork sliced = ModelCases.Of("NormedHead").ToCompact(model, model.Structure.KeepAll()))
        {
            TensorAssert.SameBits(before, rand(8), "draws after creating networks");
        }
    }

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void EveryTensorIsRegisteredUnderItsStateName(string name)
    {
        ModelCase model = ModelCases.Of(name);
        using Network network = model.Create();
        string[] slots = [.. NetworkTensors.Slots(network).Select(slot => slot.Name)];
        Assert.Equal(slots.Order(StringComparer.Ordinal), network.state_dict().Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            slots.Where(slot => !slot.EndsWith("num_batches_tracked", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            model.Graph.Tensors.Select(layout => layout.Name).Order(StringComparer.Ordinal));
        Dictionary<string, Tensor> tensors = NetworkTensors.ByName(network);
        Assert.All(model.Graph.Tensors, layout => Assert.Equal(layout.Shape(model.Graph.FullWidths), tensors[layout.Name].shape));
    }
}
