using System.Globalization;
using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>
/// The warnings about channels that cannot be chosen independently, as channel selection assumes: 0201 and 0202. A model
/// that has them is right.
/// </summary>
internal static class CouplingRules
{
    private const int Named = 3;

    /// <summary>What is to say about a model; nothing where its declaration is wrong.</summary>
    public static IEnumerable<Issue> Check(ModelInterpretation interpretation)
    {
        if (interpretation.Graph is not { } graph)
        {
            return [];
        }

        EquatableArray<string> names = LayerNames.Of(interpretation.Declaration.Layers);
        ILookup<int, int> additions = AttributesByGroup<AddOperation>(graph).ToLookup(pair => pair.Group, pair => pair.Attribute);
        IEnumerable<Issue?> ties = Enumerable.Range(0, graph.Groups.Count).Select(group => Tie(interpretation.Declaration, graph, group, [.. additions[group]], names));
        IEnumerable<Issue?> reads = AttributesByGroup<ConcatOperation>(graph)
            .GroupBy(pair => pair.Attribute, pair => pair.Group)
            .Select(joined => Readers(graph, joined.Key, joined, names));
        return ties.Concat(reads).OfType<Issue>();
    }

    /// <summary>The operations of one kind: the attribute of each, with every group that it carries.</summary>
    private static IEnumerable<(int Group, int Attribute)> AttributesByGroup<TOperation>(LayerGraph graph)
        where TOperation : Operation =>
        graph.Nodes
            .Where(node => node.Operation is TOperation)
            .SelectMany(node => node.Layout.Groups, (node, group) => (group, node.Operation.Layer))
            .Distinct();

    /// <summary>The layers that additions tie; null where there are none, or one of the additions accepts it.</summary>
    private static Issue? Tie(ModelDeclaration declaration, LayerGraph graph, int index, int[] additions, EquatableArray<string> names)
    {
        ChannelGroup group = graph.Groups[index];
        int[] tied = [.. group.Producers.Where(producer => graph.Nodes[producer].Operation is MixingOperation)];
        if (tied.Length < 2 || additions.Length == 0 || Array.Exists(additions, addition => CouplingOf(declaration.Layers[addition]) == CouplingKind.Shared))
        {
            return null;
        }

        return new Issue(
            Rule.TiedChannels,
            IssueSite.Layer(additions[0]),
            [names[additions[0]], Text(tied.Length), List(graph, tied), Text(group.Count), Text((long)group.Count * tied.Length)])
        {
            Remedies = Remedies(declaration, additions[0], tied.Select(producer => graph.Nodes[producer].Operation.Layer), names).ToEquatableArray(),
        };
    }

    /// <summary>The tie is accepted where it is reported, and excluded there or at the first member that can say so.</summary>
    private static IEnumerable<Remedy> Remedies(ModelDeclaration declaration, int site, IEnumerable<int> members, EquatableArray<string> names)
    {
        yield return new Remedy(RemedyKind.AcceptCoupling, IssueSite.Layer(site), names[site]);
        foreach (int member in members.Where(member => member == site).Concat(members).Where(member => IsPrunable(declaration.Layers[member])).Take(1))
        {
            yield return new Remedy(RemedyKind.Exclude, IssueSite.Layer(member), names[member]);
        }
    }

    private static bool IsPrunable(LayerDeclaration layer) => layer
        is ConvDeclaration { Prunable: true }
        or LinearDeclaration { Prunable: not false }
        or BasicBlockDeclaration { Prunable: true }
        or BottleneckDeclaration { Prunable: true }
        or InvertedResidualDeclaration { Prunable: true };

    /// <summary>Of the channels that one attribute joins, those that most layers read; null where one layer reads them.</summary>
    private static Issue? Readers(LayerGraph graph, int attribute, IEnumerable<int> groups, EquatableArray<string> names)
    {
        ChannelGroup group = groups.Select(index => graph.Groups[index]).OrderByDescending(joined => joined.Consumers.Count).First();
        return group.Consumers.Count < 2
            ? null
            : new Issue(Rule.ChannelReaders, IssueSite.Layer(attribute), [names[attribute], group.Name, Text(group.Consumers.Count), List(graph, [.. group.Consumers])]);
    }

    private static CouplingKind CouplingOf(LayerDeclaration layer) => layer switch
    {
        AddDeclaration add => add.Coupling,
        BasicBlockDeclaration block => block.Coupling,
        BottleneckDeclaration block => block.Coupling,
        InvertedResidualDeclaration block => block.Coupling,
        _ => CouplingKind.Warn,
    };

    private static string List(LayerGraph graph, int[] operations)
    {
        string[] names = [.. operations.Select(operation => graph.Nodes[operation].Operation.Name)];
        return names.Length <= Named + 1 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(Named))}, ... {names[^1]}";
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
