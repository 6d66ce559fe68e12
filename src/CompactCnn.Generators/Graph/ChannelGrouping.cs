using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>
/// Which output channels are kept or dropped together. Every operation that makes new channels is a source; sources
/// whose channels must agree are united, and what is united with the fixed source is never dropped.
/// </summary>
internal sealed class ChannelGrouping
{
    private readonly IReadOnlyList<Operation> _operations;
    private readonly ChannelSources _sources;
    private readonly ChannelLayout[] _layouts;
    private readonly ChannelLayout?[] _filters;
    private readonly ChannelLayout?[] _skipped;
    private readonly Dictionary<int, int> _groupOfRoot = [];

    /// <summary>Groups the channels of operations in execution order.</summary>
    public ChannelGrouping(ShapeInference shapes)
    {
        _operations = shapes.Operations;
        _sources = new ChannelSources(_operations.Count);
        _filters = new ChannelLayout[_operations.Count];
        _skipped = new ChannelLayout[_operations.Count];
        ChannelLayout[] sources = LayoutsOfSources(shapes);
        Unsliceable = _sources.FixUnsliceable();
        FixUnread(sources);
        foreach (int root in Mixing().Select(_sources.Root).Where(root => root != ChannelSources.Fixed).Distinct())
        {
            _groupOfRoot.Add(root, _groupOfRoot.Count);
        }

        _layouts = Array.ConvertAll(sources, Resolve);
        _filters = Array.ConvertAll(_filters, filter => filter is null ? null : Resolve(filter));
        _skipped = Array.ConvertAll(_skipped, skipped => skipped is null ? null : Resolve(skipped));
    }

    /// <summary>The layout of every operation's output.</summary>
    public IReadOnlyList<ChannelLayout> Layouts => _layouts;

    /// <summary>Of every grouped convolution, the layout of what one convolution group reads; null for other operations.</summary>
    public IReadOnlyList<ChannelLayout?> Filters => _filters;

    /// <summary>Of every slice, the layout of what lies before it; null for other operations.</summary>
    public IReadOnlyList<ChannelLayout?> Skipped => _skipped;

    /// <summary>The operations whose inputs had to be fixed, because no slice of them is exact.</summary>
    public EquatableArray<UnsliceableInput> Unsliceable { get; }

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
        IReadOnlyDictionary<int, int> arms = _sources.Arms();
        return _groupOfRoot
            .OrderBy(group => group.Value)
            .Select(group => Group(group.Value, arms.TryGetValue(group.Key, out int most) ? most : null, producers[group.Value], consumers[group.Value], terms))
            .ToEquatableArray();
    }

    private ChannelGroup Group(int group, int? arms, IEnumerable<int> producers, IEnumerable<int> consumers, SaliencyTerms terms)
    {
        var first = (MixingOperation)_operations[producers.First()];
        return new ChannelGroup(
            first.Name,
            first.Outputs,
            arms ?? first.Outputs,
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
                    _sources.Fix(producer.Prunable ? [] : layouts[i].Segments);
                    _filters[i] = producer is ConvolutionOperation { Groups: > 1 and int groups } ? _sources.Divide(i, groups, inputs[0], layouts[i]) : null;
                    break;
                case DepthwiseConvolutionOperation depthwise:
                    layouts[i] = inputs[0];
                    _sources.Fix(depthwise.Prunable ? [] : layouts[i].Segments);
                    break;
                case AddOperation or MultiplyOperation:
                    layouts[i] = inputs[0];
                    _sources.Tie(i, inputs);
                    break;
                case SliceOperation slice:
                    (_skipped[i], layouts[i]) = _sources.Slice(i, slice.Part, slice.Parts, inputs[0]);
                    break;
                case ChannelShuffleOperation shuffle:
                    layouts[i] = _sources.Shuffle(i, shuffle.Groups, inputs[0]);
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

    /// <summary>Channels that no layer reads, because slices leave them out, are no choice.</summary>
    private void FixUnread(ChannelLayout[] sources)
    {
        HashSet<int> read =
        [
            .. Mixing()
                .Select(consumer => _operations[consumer].Inputs[0])
                .Where(input => input != Operation.ModelInput)
                .SelectMany(input => sources[input].Segments, (_, segment) => _sources.Root(segment.Group)),
        ];
        foreach (int producer in Mixing().Where(producer => !read.Contains(_sources.Root(producer))).ToArray())
        {
            _sources.Fix(sources[producer].Segments);
        }
    }

    /// <summary>Sources -> groups; neighbours that are fixed become one segment.</summary>
    private ChannelLayout Resolve(ChannelLayout sources)
    {
        var segments = new List<ChannelSegment>(sources.Segments.Count);
        foreach (ChannelSegment source in sources.Segments)
        {
            if (_groupOfRoot.TryGetValue(_sources.Root(source.Group), out int group))
            {
                segments.Add(source with { Group = group });
                continue;
            }

            int last = segments.Count - 1;
            if (last >= 0 && segments[last].IsFixed)
            {
                segments[last] = segments[last] with { Count = segments[last].Count + source.FullWidth };
            }
            else
            {
                segments.Add(new ChannelSegment(ChannelSegment.Fixed, source.FullWidth));
            }
        }

        return new ChannelLayout(segments.ToEquatableArray());
    }

    private IEnumerable<int> Mixing() => Enumerable.Range(0, _operations.Count).Where(operation => _operations[operation] is MixingOperation);
}
