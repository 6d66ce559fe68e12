using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace CompactCnn.Runtime.Tests;

/// <summary>The producers' saliency is what the loss changes by as the filters that make a channel grow, in every model.</summary>
public class ProducerSaliencyTests
{
    /// <summary>How much filters grow and shrink: so little that hardly a ReLU turns, enough to be seen in float64.</summary>
    private const double Growth = 1e-6;

    public static TheoryData<string> ModelNames => ModelCases.Names;

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void ItIsTheDerivativeOfGrowingFilters(string name)
    {
        ModelCase model = ModelCases.Of(name);
        KeepCase test = RandomKeep.Cases(model, count: 1).Single();
        using var scope = NewDisposeScope();
        using Network full = model.Create().Randomized(test.Seed).InDoubles();
        Tensor images = Batches.Images(model.Graph, test.Seed);
        Tensor labels = Batches.Labels(model.Graph, test.Seed);
        using CompactNetwork active = model.ToCompact(full, test.Keep).WithoutDropout(training: true);
        using FlatParameters parameters = FlatParameters.Bind(active, 0, ScalarType.Float64, CPU);
        functional.cross_entropy(active.forward(images), labels).backward();
        double[][] measured = new SaliencyMeter(model.Graph, SaliencyForm.Producer, SaliencyScale.Channel).Measure(parameters, active.Widths);

        for (int g = 0; g < measured.Length; g++)
        {
            int arm = (int)test.Seed % measured[g].Length;
            double expected = Math.Abs(LossOf(Growth) - LossOf(-Growth)) / (2 * Growth);
            Assert.True(Math.Abs(expected - measured[g][arm]) <= 1e-7 + (1e-4 * expected), $"{test}, group {model.Graph.Groups[g].Name}, arm {arm}: the loss changes by {expected}, measured {measured[g][arm]}");

            double LossOf(double growth)
            {
                Scale(active, model.Graph, g, arm, 1 + growth);
                using var noGradient = no_grad();
                double loss = functional.cross_entropy(active.forward(images), labels).item<double>();
                Scale(active, model.Graph, g, arm, 1 / (1 + growth));
                return loss;
            }
        }
    }

    /// <summary>What is made by filters and normalised by nobody is as salient by its filters as by its gate.</summary>
    [Theory]
    [InlineData("PlainVggTwin")]
    [InlineData("MatricesOnly")]
    public void WithoutNormsItIsTheGate(string name)
    {
        ModelCase model = ModelCases.Of(name);
        var seen = new List<double>();
        foreach (KeepCase test in RandomKeep.Cases(model, count: 6))
        {
            using var scope = NewDisposeScope();
            using Network full = model.Create().Randomized(test.Seed).InDoubles();
            using CompactNetwork active = model.ToCompact(full, test.Keep).WithoutDropout(training: true);
            using FlatParameters parameters = FlatParameters.Bind(active, 0, ScalarType.Float64, CPU);
            functional.cross_entropy(active.forward(Batches.Images(model.Graph, test.Seed)), Batches.Labels(model.Graph, test.Seed)).backward();
            double[][] gates = Measure(SaliencyForm.Gate);
            double[][] producers = Measure(SaliencyForm.Producer);
            seen.AddRange(gates.SelectMany(group => group));
            for (int g = 0; g < gates.Length; g++)
            {
                TensorAssert.Close(tensor(gates[g]), tensor(producers[g]), $"group {model.Graph.Groups[g].Name} of {test}");
            }

            double[][] Measure(SaliencyForm form) => new SaliencyMeter(model.Graph, form, SaliencyScale.Channel).Measure(parameters, active.Widths);
        }

        // Few channels of a network without norms may all be dead; they must not be so in all cases.
        Assert.Contains(seen, saliency => saliency > 1e-6);
    }

    /// <summary>Multiplies the filters and biases that make an arm's channels.</summary>
    private static void Scale(CompactNetwork active, ModelGraph graph, int group, int arm, double factor)
    {
        using var noGradient = no_grad();
        int arms = active.Widths[group] / graph.Groups[group].ChannelsPerArm;
        Dictionary<string, Operation> operations = graph.Operations.ToDictionary(operation => operation.Name, StringComparer.Ordinal);
        foreach (TensorLayout layout in graph.Groups[group].Producers.SelectMany(producer => operations[producer].Tensors))
        {
            Tensor parameter = active.get_parameter(layout.Name)!;
            int first = 0;
            foreach (ChannelSegment segment in layout.Axes[0].Segments)
            {
                int width = segment.Width(active.Widths);
                for (int channel = 0; segment.Group == group && channel < width; channel++)
                {
                    if (channel / segment.Expand % arms == arm)
                    {
                        parameter[first + channel].mul_(factor);
                    }
                }

                first += width;
            }
        }
    }
}
