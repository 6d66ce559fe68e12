using System.Globalization;
using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>Where nothing is left to choose, among the channels of a group (0205) or in the whole model (0206). A model that has this is right.</summary>
internal static class ChoiceRules
{
    /// <summary>What is to say about a model; nothing where its declaration is wrong.</summary>
    public static IEnumerable<Issue> Check(ModelInterpretation interpretation)
    {
        if (interpretation.Graph is not { } graph)
        {
            return [];
        }

        IEnumerable<Issue> single = Enumerable.Range(0, graph.Groups.Count)
            .Where(group => graph.Groups[group] is { Count: > 1, Arms: 1 })
            .Select(group => SingleArm(interpretation, graph, group));
        return graph.Groups.All(group => group.Arms == 1) ? single.Append(Nothing(interpretation.Declaration, graph)) : single;
    }

    /// <summary>The groups and parts that make one choice of all channels, on the layer that demands fewest arms.</summary>
    private static Issue SingleArm(ModelInterpretation interpretation, LayerGraph graph, int index)
    {
        ChannelGroup group = graph.Groups[index];
        (Operation Operation, int Divisions)[] dividing =
        [
            .. Enumerable.Range(0, graph.Nodes.Count)
                .Select(node => (graph.Nodes[node].Operation, Divisions: Divisions(graph, node, index)))
                .Where(divided => divided.Divisions > 1),
        ];
        Operation most = dividing.OrderByDescending(divided => divided.Divisions).First().Operation;
        string groups = string.Join(", ", dividing.Select(divided => $"{Text(divided.Divisions)} of {divided.Operation.Name}"));
        string what = Array.TrueForAll(dividing, divided => divided.Operation is ConvolutionOperation) ? "convolution groups" : "equal parts";
        string makers = CouplingRules.List(graph, [.. group.Producers.Where(producer => graph.Nodes[producer].Operation is MixingOperation)]);
        return new Issue(Rule.SingleChoice, IssueSite.Layer(most.Layer), [interpretation.SubjectOf(most), Text(group.Count), makers, groups, what]);
    }

    /// <summary>Into how many equal parts an operation divides the channels of a group.</summary>
    private static int Divisions(LayerGraph graph, int node, int index)
    {
        ChannelGroup group = graph.Groups[index];
        bool isCut = graph.Nodes[node].Layout.Segments.Any(segment => segment.Group == index && segment.Share > 1);
        return graph.Nodes[node].Operation switch
        {
            ConvolutionOperation convolution when group.Producers.Contains(node) || group.Consumers.Contains(node) => convolution.Groups,
            SliceOperation slice when isCut => slice.Parts,
            ChannelShuffleOperation shuffle when isCut => shuffle.Groups,
            _ => 1,
        };
    }

    private static Issue Nothing(ModelDeclaration declaration, LayerGraph graph)
    {
        int? classifier = Classifier.IndexOf(declaration.Layers, LayerNames.Of(declaration.Layers));
        MixingOperation[] hidden = [.. graph.Nodes.Select(node => node.Operation).OfType<MixingOperation>().Where(operation => operation.Layer != classifier)];
        string reason = graph.Groups.Count > 0 ? "of each group of channels one choice must stay, and there is only one"
            : hidden.Length == 0 ? "no layer but the classifier makes channels"
            : !Array.Exists(hidden, operation => operation.Prunable) ? "every layer that makes channels states Prunable = false"
            : "every layer that makes channels states Prunable = false, or is tied to one that does, to the image or to parts that do not fit (CCNN0204)";
        return new Issue(Rule.NothingToChoose, IssueSite.Marker, [declaration.Class.Name, reason]);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
