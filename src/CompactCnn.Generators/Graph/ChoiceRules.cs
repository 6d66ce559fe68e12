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

        IEnumerable<Issue> single = graph.Groups
            .Where(group => group is { Count: > 1, Arms: 1 })
            .Select(group => SingleArm(interpretation, graph, group));
        return graph.Groups.All(group => group.Arms == 1) ? single.Append(Nothing(interpretation.Declaration, graph)) : single;
    }

    /// <summary>The convolution groups that make one choice of all channels, on the convolution that demands fewest arms.</summary>
    private static Issue SingleArm(ModelInterpretation interpretation, LayerGraph graph, ChannelGroup group)
    {
        ConvolutionOperation[] grouped =
        [
            .. group.Producers.Concat(group.Consumers).Distinct().OrderBy(index => index)
                .Select(index => graph.Nodes[index].Operation)
                .OfType<ConvolutionOperation>()
                .Where(convolution => convolution.Groups > 1),
        ];
        ConvolutionOperation most = grouped.OrderByDescending(convolution => convolution.Groups).First();
        string groups = string.Join(", ", grouped.Select(convolution => $"{Text(convolution.Groups)} of {convolution.Name}"));
        string makers = CouplingRules.List(graph, [.. group.Producers.Where(producer => graph.Nodes[producer].Operation is MixingOperation)]);
        return new Issue(Rule.SingleChoice, IssueSite.Layer(most.Layer), [interpretation.SubjectOf(most), Text(group.Count), makers, groups]);
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
