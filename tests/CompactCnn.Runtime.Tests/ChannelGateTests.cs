namespace CompactCnn.Runtime.Tests;

/// <summary>Arms of several channels: chosen, observed and kept whole.</summary>
public class ChannelGateTests
{
    public static TheoryData<int, int> Shapes => new() { { 6, 6 }, { 6, 2 }, { 12, 3 }, { 8, 1 }, { 64, 16 } };

    /// <summary>By the definition: channel c belongs to arm c modulo the number of arms.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void TheChannelsOfArmsAreThoseThatBelongToThem(int count, int arms)
    {
        ChannelGroup group = Gates.Group(count, arms);
        Assert.Equal(count, arms * group.ChannelsPerArm);
        var random = new Random(3);
        for (int i = 0; i < 20; i++)
        {
            int[] chosen = [.. Enumerable.Range(0, arms).Where(_ => random.Next(2) == 0)];
            int[] expected = [.. Enumerable.Range(0, count).Where(channel => chosen.Contains(channel % arms))];
            Assert.Equal(expected, group.ChannelsOf(chosen));
        }
    }

    [Fact]
    public void PlaysAndRewardsAreCountedByArm()
    {
        var gate = new ChannelGate(Gates.Group(12, arms: 4), 0);
        Assert.Equal((12, 4, 4), (gate.Active.Length, gate.ActiveArms.Length, gate.Plays.Length));
        gate.Activate([1, 3]);
        gate.Observe([0.5, 1]);
        gate.Activate([1]);
        gate.Observe([0.25]);
        Assert.Equal([1, 5, 9], gate.Active.ToArray());
        Assert.Equal([0, 2, 0, 1], gate.Plays.ToArray());
        Assert.Equal([0, 0.375, 0, 1], gate.MeanSaliency.ToArray());
        gate.Reset();
        Assert.Equal(12, gate.Active.Length);
        Assert.All(gate.Plays.ToArray(), plays => Assert.Equal(0, plays));
    }

    [Fact]
    public void ASelectionChoosesAndKeepsWholeArms()
    {
        ChannelGroup group = Gates.Group(24, arms: 8);
        foreach (SelectorOptions selector in SelectorTests.All)
        {
            var gate = new ChannelGate(group, 0);
            ModelGraph graph = new("Tied", new FeatureShape(3, 8, 8), [group], []);
            TrainingOptions options = Choices.Constant(0.6, new() { Selector = selector, ReselectEvery = 1, FreezeAfter = 0.75 });
            var selection = Gates.Selection([gate], options, totalSteps: 40, seed: 1);
            for (int step = 0; step < 40; step++)
            {
                selection.Choose();
                KeepList.Check(graph, [gate.Active.ToArray()], "keep");
                Assert.Equal(4, gate.ActiveArms.Length);
                KeepList.Check(graph, selection.Keep(), "keep");
                selection.Observe(Gates.Rewards([gate], arm => arm));
            }

            Assert.Equal(12, Assert.Single(selection.Keep()).Length);
        }
    }
}
