using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>
/// Which output channels are kept or dropped together. Every operation that makes new channels is a source; sources
/// whose channels must agree are united, and what is united with the fixed source is never dropped.
/// </summary>
internal sealed class ChannelGrouping
{
    /// <summary>The source of channels that are always there.</summary>
    private const int FixedSource = 0;

    private readonly IReadOnlyList<Operation> _operations;
    private readonly DisjointSets _sources;
    private readonly Dictionary<int, int> _groupOfRoot = [];

    /// <summary>Groups the channels of operations in execution order.</summary>
    public ChannelGrouping(IReadOnlyList<Operation> operations)
    {
        _operations = operations;
        _sources = new DisjointSets(operations.Count + 1);
        foreach (int producer in Producers().Where(producer => operations[producer] is MixingOperation { Prunable: false }))
        {
            _sources.Unite(Source(producer), FixedSource);
        }

        foreach (int root in Producers().Select(producer => _sources.Root(Source(producer))).Where(root => root != FixedSource).Distinct())
        {
            _groupOfRoot.Add(root, _groupOfRoot.Count);
        }
    }

    /// <summary>The layout of every operation's output.</summary>
    public ChannelLayout[] Layouts(ShapeInference shapes)
    {
        var layouts = new ChannelLayout[_operations.Count];
        for (int i = 0; i < layouts.Length; i++)
        {
            int from = _operations[i].Inputs[0];
            ChannelLayout input = from == Operation.ModelInput ? ChannelLayout.OfFixed(shapes.Input.Channels) : layouts[from];
            layouts[i] = _operations[i] switch
            {
                MixingOperation producer => ChannelLayout.Of(new ChannelSegment(GroupOf(i), producer.Outputs)),
                FlattenOperation => input.Expanded((int)shapes.Shape(from).Positions),
                _ => input,
            };
        }

        return layouts;
    }

    /// <summary>The prunable groups, ordered by their first producer.</summary>
    public EquatableArray<ChannelGroup> Groups(ChannelLayout[] layouts)
    {
        ILookup<int, int> producers = Producers().ToLookup(GroupOf);
        ILookup<int, int> consumers = Producers()
            .Where(consumer => _operations[consumer].Inputs[0] != Operation.ModelInput)
            .SelectMany(consumer => layouts[_operations[consumer].Inputs[0]].Segments, (consumer, segment) => (segment.Group, Consumer: consumer))
            .Distinct()
            .ToLookup(pair => pair.Group, pair => pair.Consumer);
        return Enumerable.Range(0, _groupOfRoot.Count).Select(group => Group(producers[group], consumers[group])).ToEquatableArray();
    }

    private ChannelGroup Group(IEnumerable<int> producers, IEnumerable<int> consumers)
    {
        var first = (MixingOperation)_operations[producers.First()];
        return new ChannelGroup(
            first.Name,
            first.Outputs,
            producers.ToEquatableArray(),
            consumers.ToEquatableArray(),
            SaliencyTerms.Gate(_operations, consumers),
            SaliencyTerms.General(consumers));
    }

    /// <summary>Index of the group of an operation's new channels, or <see cref="ChannelSegment.Fixed"/>.</summary>
    private int GroupOf(int producer) =>
        _groupOfRoot.TryGetValue(_sources.Root(Source(producer)), out int group) ? group : ChannelSegment.Fixed;

    private IEnumerable<int> Producers() => Enumerable.Range(0, _operations.Count).Where(operation => _operations[operation] is MixingOperation);

    private static int Source(int operation) => operation + 1;
}
