using CompactCnn.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>A compact network written back: the inverse of ToCompact.</summary>
public class CopyFromTests
{
    public static TheoryData<string> ModelNames => ModelCases.Names;

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void ItWritesWhatTheCompactNetworkHasAndNothingElse(string name)
    {
        ModelCase model = ModelCases.Of(name);
        foreach (KeepCase test in RandomKeep.Cases(model, count: 6))
        {
            using var scope = NewDisposeScope();
            using Network full = model.Create().Randomized(test.Seed);
            Dictionary<string, Tensor> before = NetworkTensors.ByName(full).ToDictionary(entry => entry.Key, entry => entry.Value.detach().clone(), StringComparer.Ordinal);
            using CompactNetwork compact = model.ToCompact(full, test.Keep).Randomized(test.Seed + 100);
            model.CopyFrom(full, compact);
            using CompactNetwork again = model.ToCompact(full, test.Keep);
            Assert.Empty(Bits.Differences(Bits.Of(compact), Bits.Of(again)));

            Dictionary<string, Tensor> after = NetworkTensors.ByName(full);
            foreach (TensorLayout layout in model.Graph.Tensors)
            {
                Tensor others = Slices.Mask(after[layout.Name], layout, test.Keep).logical_not();
                TensorAssert.SameBits(before[layout.Name].masked_select(others), after[layout.Name].detach().masked_select(others), $"{layout.Name} of {test}");
            }
        }
    }

    [Fact]
    public void ANetworkOfTheFullWidthsIsWrittenWhole()
    {
        using var model = new NormedHead(seed: 1);
        using NormedHead.Compact trained = new NormedHead.Compact(NormedHead.Graph.FullWidths, seed: 2).Randomized(3);
        model.CopyFrom(trained);
        Assert.Empty(Bits.Differences(Bits.Of(trained), Bits.Of(model)));
    }

    [Fact]
    public void WhatCannotBeWrittenIsRefusedAndNothingChanges()
    {
        using var model = new NormedHead(seed: 1);
        Dictionary<string, byte[]> before = Bits.Of(model);
        Assert.Equal("compact", Assert.Throws<ArgumentNullException>(() => model.CopyFrom(null!)).ParamName);

        using var widths = new NormedHead.Compact([.. NormedHead.Graph.FullWidths.Select(width => width / 2)], seed: 1);
        Refusal.OfArgument<ArgumentException>(
            "compact",
            "the compact network was made from widths alone and does not say which channels of 'NormedHead' it has; give one that ToCompact sliced, or one of the full widths",
            () => model.CopyFrom(widths));

        using NormedHead.Compact doubles = model.ToCompact(NormedHead.Graph.KeepAll());
        doubles.to(ScalarType.Float64);
        Refusal.OfArgument<ArgumentException>(
            "compact",
            "'conv1.weight' of the compact network is Float64 on 'cpu', but Float32 on 'cpu' in 'NormedHead'; move or convert the compact network first",
            () => model.CopyFrom(doubles));

        using NormedHead.Compact compact = model.ToCompact(NormedHead.Graph.KeepAll());
        using (model.BeginTraining(totalSteps: 1))
        {
            Assert.Equal(
                "'NormedHead' is in training, and its next step would overwrite what is copied into it; copy before the training begins, or dispose of the training first",
                Assert.Throws<InvalidOperationException>(() => model.CopyFrom(compact)).Message);
        }

        Assert.Empty(Bits.Differences(before, Bits.Of(model)));
    }
}
