namespace CompactCnn.Runtime.Tests;

/// <summary>The polynomial by which budgets reckon is the generated closed form, in every model and at all widths.</summary>
public class CostPolynomialTests
{
    public static TheoryData<string> ModelNames => ModelCases.Names;

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void ItsValuesAreTheGeneratedCosts(string name)
    {
        ModelCase model = ModelCases.Of(name);
        CostPolynomial parameters = CostPolynomial.Parameters(model.Graph);
        CostPolynomial macs = CostPolynomial.Macs(model.Graph);
        CostPolynomial channels = CostPolynomial.Channels(model.Graph);
        Assert.Equal((model.Cost.Parameters, model.Cost.Macs), (parameters.Full(), macs.Full()));
        foreach (KeepCase test in RandomKeep.Cases(model))
        {
            int[] arms = Arms(model.Graph, test.Keep);
            CostTable cost = model.CostOf(test.Keep);
            Assert.Equal((cost.Parameters, cost.Macs), (parameters.Value(arms), macs.Value(arms)));
            Assert.Equal(test.Keep.Sum(group => group.Length), channels.Value(arms));
        }
    }

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void WhatAnArmWouldAddIsTheDifferenceOfTheCosts(string name)
    {
        ModelCase model = ModelCases.Of(name);
        if (model.Graph.Groups.Length == 0)
        {
            return;
        }

        CostPolynomial cost = CostPolynomial.Parameters(model.Graph);
        var random = new Random(7);
        int[] arms = [.. model.Graph.Groups.Select(_ => 1)];
        CostPolynomial.Running running = cost.Follow(arms);
        for (int i = 0; i < 200; i++)
        {
            int group = random.Next(arms.Length);
            int count = random.Next(0, model.Graph.Groups[group].Arms - arms[group] + 1);
            int[] wider = [.. arms];
            wider[group] += count;
            Assert.Equal(cost.Value(wider) - cost.Value(arms), running.Increase(group, count));
            running.Add(group, count);
            arms[group] += count;
            Assert.Equal(cost.Value(arms), running.Value);
        }
    }

    /// <summary>A convolution that reads the group that it makes costs the square of its width.</summary>
    [Fact]
    public void AGroupThatReadsItselfIsSquared()
    {
        // 3x3 over 4x4 pixels, from the group to itself; the group's other convolution reads the image.
        ChannelLayout group = ChannelLayout.OfGroup(0, 6);
        ModelGraph graph = new("Square", new FeatureShape(3, 4, 4), [Gates.Group(6)],
        [
            Convolution("Conv1", Operation.ModelInput, ChannelLayout.OfFixed(3)),
            Convolution("Conv2", 0, group),
            new AddOperation("Add1", [0, 1], group, 4, 4),
        ]);
        CostPolynomial macs = CostPolynomial.Macs(graph);
        Assert.Equal((27 * 16, 9 * 16), (macs.Linear[0], macs.Squares[0]));
        Assert.Equal((27 * 16 * 5) + (9 * 16 * 25), macs.Value([5]));
        Assert.Equal(macs.Value([5]) - macs.Value([2]), macs.Follow([2]).Increase(0, 3));

        ConvolutionOperation Convolution(string name, int from, ChannelLayout input) => new(name, [from], group, 4, 4)
        {
            Kernel = 3, Stride = 1, Padding = 1, Dilation = 1, Tensors = TensorLayout.Convolution(name, group, input, kernel: 3, bias: false),
        };
    }

    private static int[] Arms(ModelGraph graph, int[][] keep) => [.. keep.Select((group, g) => group.Length / graph.Groups[g].ChannelsPerArm)];
}
