using CompactCnn.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>When the active network is copied from the full one anew.</summary>
public class ActiveNetworkTests
{
    [Fact]
    public void TheSameChannelsAreGatheredAgainOnlyWhereTheModelMayHaveChanged()
    {
        using DisposeScope scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var model = new NormedHead(seed: 1);
        using SlicedTraining<NormedHead.Compact> training = model.BeginTraining(totalSteps: 3);
        ActiveNetwork<NormedHead.Compact> active = training.Active;
        string name = NormedHead.Graph.Tensors[0].Name;
        Tensor full = NetworkTensors.ByName(model)[name];

        Assert.False(active.IsCurrent);
        Assert.True(active.Gather(NormedHead.Graph.KeepAll()));
        Assert.True(active.IsCurrent);
        full.fill_(5);
        Assert.False(active.Gather(NormedHead.Graph.KeepAll()));
        Assert.False(AllAre(5));

        active.EachTensor((_, _) => { });
        Assert.False(active.IsCurrent);
        Assert.False(active.Gather(NormedHead.Graph.KeepAll()));
        Assert.True(AllAre(5));

        int[][] all = NormedHead.Graph.KeepAll();
        full.fill_(7);
        Assert.True(active.Gather([all[0][1..], .. all[1..]]));
        Assert.True(AllAre(7));

        // As many, but others.
        full.fill_(9);
        Assert.False(active.Gather([all[0][..^1], .. all[1..]]));
        Assert.True(AllAre(9));

        bool AllAre(double value) => NetworkTensors.ByName(active.Network)[name].eq(value).all().item<bool>();
    }
}
