using System.Globalization;
using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>
/// The warnings about channels that cannot be chosen independently, as channel selection assumes: 0201 to 0204. A model
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

        ILookup<int, AddOperation> additions = graph.Nodes
            .Where(node => node.Operation is AddOperation)
            .SelectMany(node => node.Layout.Groups, (node, group) => (group, Addition: (AddOperation)node.Operation))
            .ToLookup(pair => pair.group, pair => pair.Addition);
        bool[] onlyScale = OnlyScale(graph);
        IEnumerable<Issue?> ties = interpretation.Declaration.Coupling == CouplingKind.Shared
            ? []
            : Enumerable.Range(0, graph.Groups.Count).Select(group => Tie(interpretation, graph, group, onlyScale, [.. additions[group]]));
        IEnumerable<Issue?> reads = AttributesByGroup<ConcatOperation>(graph)
            .GroupBy(pair => pair.Attribute, pair => pair.Group)
            .Select(joined => Readers(interpretation, graph, joined.Key, joined));
        IEnumerable<Issue> losses = graph.Unsliceable.Select(input => Loss(interpretation, graph, input));
        return ties.Concat(reads).OfType<Issue>().Concat(losses);
    }

    /// <summary>The operations of one kind: the attribute of each, with every group that it carries.</summary>
    private static IEnumerable<(int Group, int Attribute)> AttributesByGroup<TOperation>(LayerGraph graph)
        where TOperation : Operation =>
        graph.Nodes
            .Where(node => node.Operation is TOperation)
            .SelectMany(node => node.Layout.Groups, (node, group) => (group, node.Operation.Layer))
            .Distinct();

    /// <summary>
    /// The layers whose channels additions tie, or else grouped convolutions; null where there are none, or one of the
    /// additions accepts it. What a product ties is no matter.
    /// </summary>
    private static Issue? Tie(ModelInterpretation interpretation, LayerGraph graph, int index, bool[] onlyScale, AddOperation[] additions)
    {
        ChannelGroup group = graph.Groups[index];
        int[] tied = [.. group.Producers.Where(producer => graph.Nodes[producer].Operation is MixingOperation && !onlyScale[producer])];
        if (tied.Length < 2 || Array.Exists(additions, addition => addition.Coupling == CouplingKind.Shared))
        {
            return null;
        }

        string[] counts = [Text(tied.Length), List(graph, tied), Text(group.Count), Text((long)group.Count * tied.Length), Text(group.Arms)];
        var acceptAll = new Remedy(RemedyKind.AcceptAllCouplings, IssueSite.Marker, interpretation.Declaration.Class.Name);
        if (additions.Length > 0)
        {
            EquatableArray<string> names = LayerNames.Of(interpretation.Declaration.Layers);
            IEnumerable<Remedy> remedies = Remedies(interpretation.Declaration, additions[0].Layer, tied.Select(producer => graph.Nodes[producer].Operation.Layer), names);
            return new Issue(Rule.TiedChannels, IssueSite.Layer(additions[0].Layer), [interpretation.SubjectOf(additions[0]), .. counts])
            {
                Remedies = remedies.Append(acceptAll).ToEquatableArray(),
            };
        }

        if (group.Consumers.Select(consumer => graph.Nodes[consumer]).FirstOrDefault(node => node.Filter is not null)?.Operation is not ConvolutionOperation reader)
        {
            return null;
        }

        return new Issue(Rule.GroupedTie, IssueSite.Layer(reader.Layer), [interpretation.SubjectOf(reader), .. counts, Text(reader.Groups)]) { Remedies = [acceptAll] };
    }

    /// <summary>
    /// For each operation whether its channels do nothing but scale others one by one. Their tie takes no choice away: a factor
    /// means nothing without what it multiplies, as a filter of a depthwise convolution.
    /// </summary>
    private static bool[] OnlyScale(LayerGraph graph)
    {
        bool[] scales = [.. graph.Nodes.Select((_, index) => index < graph.Nodes.Count - 1)];
        for (int reader = scales.Length - 1; reader >= 0; reader--)
        {
            Operation operation = graph.Nodes[reader].Operation;
            for (int place = 0; place < operation.Inputs.Count; place++)
            {
                if (operation.Inputs[place] != Operation.ModelInput)
                {
                    scales[operation.Inputs[place]] &= operation is MultiplyOperation ? place == MultiplyOperation.Factor : operation is not MixingOperation && scales[reader];
                }
            }
        }

        return scales;
    }

    /// <summary>The channels that an operation keeps from being dropped.</summary>
    private static Issue Loss(ModelInterpretation interpretation, LayerGraph graph, UnsliceableInput input)
    {
        Operation operation = graph.Nodes[input.Operation].Operation;
        string[] widths = [.. input.Inputs.Select(layout => string.Join(" + ", layout.Segments.Select(segment => Text(segment.FullWidth))))];
        string reason = operation switch
        {
            ConvolutionOperation { Groups: int groups } => $"reads {widths[0]} channels in {Text(groups)} convolution groups: equally many channels must be left out of every convolution group, which cannot be where one group reads other parts than the next",
            SliceOperation slice => $"takes part {Text(slice.Part + 1)} of {Text(slice.Parts)} of {widths[0]} channels: equally many channels must be left out of every part, which cannot be where a part is put together from pieces of others",
            ChannelShuffleOperation shuffle => $"shuffles {widths[0]} channels in {Text(shuffle.Groups)} groups: the same channels must be left out of every group, which cannot be where one group is made of other parts than the next",
            MultiplyOperation => $"multiplies {string.Join(" channels by ", widths)} channels: the same channels must be left out on both sides of a product, which cannot be where the sides are put together from different parts",
            _ => $"adds {string.Join(" channels to ", widths.AsEnumerable().Reverse())} channels: the same channels must be left out on both sides of an addition, which cannot be where the sides are put together from different parts",
        };
        return new Issue(Rule.UnsliceableChannels, IssueSite.Layer(operation.Layer), [interpretation.SubjectOf(operation), reason, List(graph, [.. input.Lost])]);
    }

    /// <summary>The tie is accepted where it is reported, and excluded there or at the first member that can say so.</summary>
    private static IEnumerable<Remedy> Remedies(ModelDeclaration declaration, int site, IEnumerable<int> members, EquatableArray<string> names)
    {
        // A block of the user's own has no coupling to accept: its addition inside has.
        if (declaration.Layers[site] is not OwnBlockDeclaration)
        {
            yield return new Remedy(RemedyKind.AcceptCoupling, IssueSite.Layer(site), names[site]);
        }

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
    private static Issue? Readers(ModelInterpretation interpretation, LayerGraph graph, int attribute, IEnumerable<int> groups)
    {
        ChannelGroup group = groups.Select(index => graph.Groups[index]).OrderByDescending(joined => joined.Consumers.Count).First();
        return group.Consumers.Count < 2
            ? null
            : new Issue(
                Rule.ChannelReaders,
                IssueSite.Layer(attribute),
                [$"'{LayerNames.Of(interpretation.Declaration.Layers)[attribute]}'", group.Name, Text(group.Consumers.Count), List(graph, [.. group.Consumers])]);
    }

    /// <summary>The names of operations, of many the first ones and the last.</summary>
    internal static string List(LayerGraph graph, int[] operations)
    {
        string[] names = [.. operations.Select(operation => graph.Nodes[operation].Operation.Name)];
        return names.Length <= Named + 1 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(Named))}, ... {names[^1]}";
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
