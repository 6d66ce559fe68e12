using System.Collections.Immutable;
using System.Globalization;

namespace CompactCnn;

/// <summary>
/// A model's graph in words, a line for each operation: what files record of the declaration that wrote them, so that
/// another declaration of the same name and shapes is known, and by what. Every option stands in them.
/// </summary>
internal static class GraphText
{
    /// <summary>What answers depend on: the operations without dropout, which does nothing then.</summary>
    public static ImmutableArray<string> OfAnswers(ModelGraph graph) =>
        Lines(graph, OperationList.Without(graph.Operations, operation => operation is DropoutOperation));

    /// <summary>What training depends on: all operations, and how the groups' channels go together and are judged.</summary>
    public static ImmutableArray<string> OfTraining(ModelGraph graph) => [.. Lines(graph, graph.Operations), .. graph.Groups.Select(Line)];

    /// <summary>What differs first between what was recorded and what is declared now, as a clause; null if nothing does.</summary>
    public static string? Difference(IReadOnlyList<string> recorded, IReadOnlyList<string> declared)
    {
        const string none = "nothing more";
        for (int i = 0; i < Math.Max(recorded.Count, declared.Count); i++)
        {
            string before = i < recorded.Count ? UntrustedText.Quote(recorded[i], longest: 400) : none;
            string now = i < declared.Count ? $"'{declared[i]}'" : none;
            if (i >= recorded.Count || i >= declared.Count || !string.Equals(recorded[i], declared[i], StringComparison.Ordinal))
                return $"it has {before} where the declaration has {now}";
        }

        return null;
    }

    private static ImmutableArray<string> Lines(ModelGraph graph, ImmutableArray<Operation> operations) =>
        [.. operations.Select(operation => operation.Describe(operations, graph.Groups))];

    private static string Line(ChannelGroup group) => string.Create(
        CultureInfo.InvariantCulture,
        $"group {group.Name}: {group.Count} channels in {group.Arms} arms, of {string.Join(", ", group.Producers)}, to {string.Join(", ", group.Consumers)}, saliency by {Terms(group.Gate)} or {Terms(group.General)}");

    private static string Terms(ImmutableArray<SaliencyTerm> terms) =>
        terms.IsEmpty ? "none" : string.Join(" + ", terms.Select(term => string.Create(CultureInfo.InvariantCulture, $"{term.Parameter}[{term.Axis}]")));
}
