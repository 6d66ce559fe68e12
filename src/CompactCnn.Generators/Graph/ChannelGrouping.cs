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
    private readonly ChannelLayout[] _layouts;
    private readonly Dictionary<int, int> _groupOfRoot = [];

    /// <summary>Groups the channels of operations in execution order.</summary>
    public ChannelGrouping(ShapeInference shapes)
    {
        _operations = shapes.Operations;
        _sources = new DisjointSets(_operations.Count + 1);
        ChannelLayout[] sources = LayoutsOfSources(shapes);
        foreach (int root in Mixing().Select(producer => _sources.Root(Source(producer))).Where(root => root != FixedSource).Distinct())
        {
            _groupOfRoot.Add(root, _groupOfRoot.Count);
        }

        _layouts = Array.ConvertAll(sources, Resolve);
    }

    /// <summary>The layout of every operation's output.</summary>
    public IReadOnlyList<ChannelLayout> Layouts => _layouts;

    /// <summary>The prunable groups, ordered by their first producer.</summary>
    public EquatableArray<ChannelGroup> Groups()
    {
        ILookup<int, int> producers = Enumerable.Range(0, _operations.Count)
            .Where(operation => _operations[operation] is MixingOperation or DepthwiseConvolutionOperation)
            .SelectMany(operation => _layouts[operation].Groups, (operation, group) => (group, operation))
            .ToLookup(pair => pair.group, pair => pair.operation);
        ILookup<int, int> consumers = Mixing()
            .Where(consumer => _operations[consumer].Inputs[0] != Operation.ModelInput)
            .SelectMany(consumer => _layouts[_operations[consumer].Inputs[0]].Groups, (consumer, group) => (group, consumer))
            .ToLookup(pair => pair.group, pair => pair.consumer);
        var terms = new SaliencyTerms(_operations, _layouts);
        return Enumerable.Range(0, _groupOfRoot.Count).Select(group => Group(group, producers[group], consumers[group], terms)).ToEquatableArray();
    }

    private ChannelGroup Group(int group, IEnumerable<int> producers, IEnumerable<int> consumers, SaliencyTerms terms)
    {
        var first = (MixingOperation)_operations[producers.First()];
        return new ChannelGroup(
            first.Name,
            first.Outputs,
            producers.ToEquatableArray(),
            consumers.ToEquatableArray(),
            terms.Gate(group, consumers),
            SaliencyTerms.General(consumers));
    }

    /// <summary>Layouts whose segments name the operation that made the channels; sources are united on the way.</summary>
    private ChannelLayout[] LayoutsOfSources(ShapeInference shapes)
    {
        var layouts = new ChannelLayout[_operations.Count];
        for (int i = 0; i < layouts.Length; i++)
        {
            ChannelLayout[] inputs = [.. _operations[i].Inputs.Select(from =>
                from == Operation.ModelInput ? ChannelLayout.OfFixed(shapes.Input.Channels) : layouts[from])];
            switch (_operations[i])
            {
                case MixingOperation producer:
                    layouts[i] = ChannelLayout.Of(new ChannelSegment(i, producer.Outputs));
                    Fix(producer.Prunable ? [] : layouts[i].Segments);
                    break;
                case DepthwiseConvolutionOperation depthwise:
                    layouts[i] = inputs[0];
                    Fix(depthwise.Prunable ? [] : layouts[i].Segments);
                    break;
                case AddOperation:
                    layouts[i] = inputs[0];
                    Array.ForEach(inputs, input => Tie(inputs[0], input));
                    break;
                case ConcatOperation:
                    layouts[i] = new ChannelLayout(inputs.SelectMany(input => input.Segments).ToEquatableArray());
                    break;
                case FlattenOperation flatten:
                    layouts[i] = inputs[0].Expanded((int)shapes.Shape(flatten.Inputs[0]).Positions);
                    break;
                default:
                    layouts[i] = inputs[0];
                    break;
            }
        }

        return layouts;
    }

    /// <summary>Channels that are added must agree one by one; where they do not lie in the same segments, they are all fixed.</summary>
    private void Tie(ChannelLayout left, ChannelLayout right)
    {
        bool isAligned = left.Segments.Select(segment => (segment.Count, segment.Expand)).SequenceEqual(right.Segments.Select(segment => (segment.Count, segment.Expand)));
        if (!isAligned)
        {
            Fix(left.Segments.Concat(right.Segments));
            return;
        }

        for (int i = 0; i < left.Segments.Count; i++)
        {
            _sources.Unite(SourceOf(left.Segments[i]), SourceOf(right.Segments[i]));
        }
    }

    private void Fix(IEnumerable<ChannelSegment> segments)
    {
        foreach (ChannelSegment segment in segments)
        {
            _sources.Unite(SourceOf(segment), FixedSource);
        }
    }

    /// <summary>Sources -> groups; neighbours that are fixed become one segment.</summary>
    private ChannelLayout Resolve(ChannelLayout sources)
    {
        var segments = new List<ChannelSegment>(sources.Segments.Count);
        foreach (ChannelSegment source in sources.Segments)
        {
            if (_groupOfRoot.TryGetValue(_sources.Root(SourceOf(source)), out int group))
            {
                segments.Add(source with { Group = group });
                continue;
            }

            int width = source.Count * source.Expand;
            int last = segments.Count - 1;
            if (last >= 0 && segments[last].IsFixed)
            {
                segments[last] = segments[last] with { Count = segments[last].Count + width };
            }
            else
            {
                segments.Add(new ChannelSegment(ChannelSegment.Fixed, width));
            }
        }

        return new ChannelLayout(segments.ToEquatableArray());
    }

    private IEnumerable<int> Mixing() => Enumerable.Range(0, _operations.Count).Where(operation => _operations[operation] is MixingOperation);

    private static int SourceOf(ChannelSegment segment) => segment.IsFixed ? FixedSource : Source(segment.Group);

    private static int Source(int operation) => operation + 1;
}
