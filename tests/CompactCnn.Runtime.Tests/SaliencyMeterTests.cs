using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// The saliency that a step measures is the derivative of the loss by a mask of ones, whichever form it is read in, for
/// every model and every choice of active channels.
/// </summary>
public class SaliencyMeterTests
{
    public static TheoryData<string> ModelNames => ModelCases.Names;

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void BothFormsAreTheDerivativeOfMasking(string name)
    {
        ModelCase model = ModelCases.Of(name);
        foreach (KeepCase test in RandomKeep.Cases(model))
        {
            AssertBothForms(model, model.Graph, test);
        }
    }

    /// <summary>The saliency of tied channels is that of removing them together: of the signed sum, not of the sum of sizes.</summary>
    [Theory]
    [InlineData("SmallVggTwin")]
    [InlineData("PlainVggTwin")]
    [InlineData("ResNet20Twin")]
    public void TiedChannelsAreMeasuredTogether(string name)
    {
        ModelCase model = ModelCases.Of(name);
        ModelGraph tied = model.Graph with { Groups = [.. model.Graph.Groups.Select(group => group with { Arms = group.Count % 2 == 0 ? group.Count / 2 : 1 })] };
        for (int seed = 0; seed < 5; seed++)
        {
            AssertBothForms(model, tied, new KeepCase(name, seed, RandomKeep.Of(tied, seed)));
        }
    }

    /// <summary>Both forms, of a network in float64, against the derivative of the loss by a mask.</summary>
    internal static void AssertBothForms(ModelCase model, ModelGraph graph, KeepCase test)
    {
        using var scope = NewDisposeScope();
        using Network full = model.Create().Randomized(test.Seed).InDoubles();
        Tensor images = Batches.Images(model.Graph, test.Seed);
        Tensor labels = Batches.Labels(model.Graph, test.Seed);
        double[][] expected = DerivativesOfMasking(full, graph, test.Keep, images, labels);

        using CompactNetwork active = model.ToCompact(full, test.Keep).WithoutDropout(training: true);
        using FlatParameters parameters = FlatParameters.Bind(active, 0, ScalarType.Float64, CPU);
        functional.cross_entropy(active.forward(images), labels).backward();
        foreach (SaliencyForm form in new[] { SaliencyForm.Gate, SaliencyForm.General })
        {
            double[][] ofElements = new SaliencyMeter(graph, form, SaliencyScale.Element).Measure(parameters, active.Widths);
            double[][] ofChannels = new SaliencyMeter(graph, form, SaliencyScale.Channel).Measure(parameters, active.Widths);
            Compare(graph, expected, ofChannels, $"{form} form of {test}");
            Compare(graph, [.. expected.Select((group, g) => group.Select(value => value / Positions(graph, g)).ToArray())], ofElements, $"{form} form of {test}, an element");
        }
    }

    [Fact]
    public void AGateIsOnlyReadWhereItIsExact()
    {
        string[] gated = [.. Models.Activations.Graph.Groups.Where(group => group.Gate.Length > 0).Select(group => group.Name)];
        Assert.Equal(["Conv4", "Conv5", "Conv6", "Conv8", "Linear2", "Linear3"], gated);
    }

    [Fact]
    public void AGateIsReadAtTheLastNormBeforeTheConsumer()
    {
        Assert.Equal(["conv1_norm.weight", "conv1_norm.bias"], Gate(Models.SmallVggTwin.Graph));
        Assert.Equal(["norm2.weight", "norm2.bias"], Gate(Models.PreActivation.Graph));
        Assert.Equal(["conv1.weight", "conv1.bias"], Gate(Models.PlainVggTwin.Graph));
        Assert.Equal(["conv1.weight"], Gate(Models.MatricesOnly.Graph));

        static IEnumerable<string> Gate(ModelGraph graph) => graph.Groups[0].Gate.Where(term => term.Axis == 0).Select(term => term.Parameter);
    }

    private static long Positions(ModelGraph graph, int group)
    {
        Operation producer = graph.Operations.Single(operation => operation.Name == graph.Groups[group].Producers[0]);
        return (long)producer.Height * producer.Width;
    }

    /// <summary>|sum of dL/dmask| over the channels of each kept arm.</summary>
    private static double[][] DerivativesOfMasking(Network full, ModelGraph graph, int[][] keep, Tensor images, Tensor labels)
    {
        Tensor[] masks = MaskedReference.Masks(graph, keep);
        foreach (Tensor mask in masks)
        {
            mask.requires_grad = true;
        }

        using var reference = new MaskedReference(full, masks);
        functional.cross_entropy(reference.Forward(images, training: true), labels).backward();
        return [.. graph.Groups.Select((group, g) =>
        {
            double[] derivatives = masks[g].grad!.data<double>().ToArray();
            return keep[g].Where(channel => channel < group.Arms)
                .Select(arm => Math.Abs(group.ChannelsOf([arm]).Sum(channel => derivatives[channel])))
                .ToArray();
        })];
    }

    private static void Compare(ModelGraph graph, double[][] expected, double[][] measured, string where)
    {
        Assert.Equal(expected.Length, measured.Length);
        for (int g = 0; g < expected.Length; g++)
        {
            TensorAssert.Close(tensor(expected[g]), tensor(measured[g]), $"group {graph.Groups[g].Name}, {where}");
        }
    }
}
