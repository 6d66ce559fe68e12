using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>
/// The operations that make new channels, and what other operations demand of these: that they are always there, that
/// those of several agree one by one, or that they go in arms. Segments name the operation that made their channels.
/// </summary>
/// <param name="operations">How many operations there are.</param>
internal sealed class ChannelSources(int operations)
{
    /// <summary>What stands for channels that are always there.</summary>
    public const int Fixed = 0;

    private readonly DisjointSets _sets = new(operations + 1);
    private readonly List<(int Source, int Arms)> _arms = [];
    private readonly List<UnsliceableInput> _unsliceable = [];

    // Operations that rearrange what no slice is exact for. What is tied to their outputs is kept for their sake, too.
    private readonly HashSet<int> _rearranged = [];

    /// <summary>What stands for all channels that go with those of an operation, or of a segment that is fixed.</summary>
    public int Root(int operation) => _sets.Root(Source(operation));

    /// <summary>Channels that are always there.</summary>
    public void Fix(IEnumerable<ChannelSegment> segments)
    {
        foreach (ChannelSegment segment in segments)
        {
            _sets.Unite(Source(segment.Group), Fixed);
        }
    }

    /// <summary>Channels that are added or multiplied must agree one by one, which they can where they lie in the same segments.</summary>
    public void Tie(int operation, IReadOnlyList<ChannelLayout> inputs)
    {
        if (inputs.All(input => AreAligned(inputs[0].Segments, input.Segments)))
        {
            Unite(inputs.Select(input => input.Segments));
        }
        else
        {
            _unsliceable.Add(new UnsliceableInput(operation, inputs.ToEquatableArray(), []));
        }
    }

    /// <summary>
    /// The groups of a convolution stay equally wide, at equal positions, so that one slice of its weight serves all of
    /// them. Either each reads a part of one segment, or each reads the same sequence of segments.
    /// </summary>
    /// <returns>The layout of what one convolution group reads.</returns>
    public ChannelLayout Divide(int operation, int groups, ChannelLayout input, ChannelLayout output)
    {
        int width = input.FullWidth / groups;
        _arms.Add((Source(operation), output.Segments[0].Count / groups));
        ChannelSegment first = input.Segments[0];
        if (input.Segments.All(segment => segment with { Group = first.Group } == first) && Part(first, width) is { } part)
        {
            Unite(input.Segments.Select(segment => ChannelLayout.Of(segment).Segments));
            return ChannelLayout.Of(part);
        }

        if (Runs(input, width) is { } runs && runs.All(run => AreAligned(runs[0], run)))
        {
            Unite(runs);
            return new ChannelLayout(runs[0]);
        }

        _unsliceable.Add(new UnsliceableInput(operation, [input], []));
        return ChannelLayout.OfFixed(width);
    }

    /// <summary>
    /// One of equal parts: whole segments, or a part of one, all parts of which then keep channels at equal places.
    /// </summary>
    /// <returns>The layout of what lies before the part, and its own.</returns>
    public (ChannelLayout Skipped, ChannelLayout Taken) Slice(int operation, int part, int parts, ChannelLayout input)
    {
        int width = input.FullWidth / parts;
        int first = part * width;
        var skipped = new List<ChannelSegment>();
        var taken = new List<ChannelSegment>();
        int begin = 0;
        foreach (ChannelSegment segment in input.Segments)
        {
            int end = begin + segment.FullWidth;
            if (end <= first)
            {
                skipped.Add(segment);
            }
            else if (begin >= first && end <= first + width)
            {
                taken.Add(segment);
            }
            else if (begin < first + width)
            {
                bool isInside = begin <= first && first + width <= end && (first - begin) % width == 0;
                if (!isInside || Part(segment, width) is not { } share)
                {
                    return (ChannelLayout.OfFixed(first), Rearranged(operation, input, width));
                }

                skipped.AddRange(Enumerable.Repeat(share, (first - begin) / width));
                taken.Add(share);
            }

            begin = end;
        }

        return (new ChannelLayout(skipped.ToEquatableArray()), new ChannelLayout(taken.ToEquatableArray()));
    }

    /// <summary>
    /// The first channels of all groups, then the second ones: where all groups keep channels at equal places, every channel of
    /// one of them stands for as many neighbours.
    /// </summary>
    public ChannelLayout Shuffle(int operation, int groups, ChannelLayout input)
    {
        int width = input.FullWidth / groups;
        ChannelSegment first = input.Segments[0];
        if (input.Segments.All(segment => segment == first) && Part(first, width) is { } part)
        {
            return ChannelLayout.Of(part).Expanded(groups);
        }

        if (Runs(input, width) is { } runs && runs.All(run => run.Equals(runs[0])))
        {
            return new ChannelLayout(runs[0]).Expanded(groups);
        }

        return Rearranged(operation, input, input.FullWidth);
    }

    /// <summary>Fixes what no slice is exact for, once everything else was demanded.</summary>
    /// <returns>The operations that channels are fixed for which otherwise could be dropped.</returns>
    public EquatableArray<UnsliceableInput> FixUnsliceable()
    {
        EquatableArray<UnsliceableInput> faulty = _unsliceable
            .Select(input => input with { Lost = Segments(input).Select(segment => segment.Group).Where(source => Root(source) != Fixed && !_rearranged.Contains(source)).Distinct().ToEquatableArray() })
            .Where(input => input.Lost.Count > 0)
            .ToEquatableArray();
        Fix(_unsliceable.SelectMany(Segments));
        Fix(_rearranged.Select(operation => new ChannelSegment(operation, 1)));
        return faulty;
    }

    /// <summary>For each root whose channels go in arms, the number of these: what divides all that is demanded.</summary>
    public IReadOnlyDictionary<int, int> Arms() => _arms
        .GroupBy(demand => _sets.Root(demand.Source), demand => demand.Arms)
        .ToDictionary(demands => demands.Key, demands => demands.Aggregate(ConvolutionGroups.CommonDivisor));

    /// <summary>The output of an operation that no slice is exact for, fixed in the end.</summary>
    private ChannelLayout Rearranged(int operation, ChannelLayout input, int width)
    {
        _unsliceable.Add(new UnsliceableInput(operation, [input], []));
        _rearranged.Add(operation);
        return ChannelLayout.Of(new ChannelSegment(operation, width));
    }

    private void Unite(IEnumerable<EquatableArray<ChannelSegment>> sequences)
    {
        EquatableArray<ChannelSegment> first = sequences.First();
        foreach (EquatableArray<ChannelSegment> other in sequences)
        {
            for (int i = 0; i < first.Count; i++)
            {
                _sets.Unite(Source(first[i].Group), Source(other[i].Group));
            }
        }
    }

    /// <summary>One part of this width of a segment, whose channels then go in arms; null where it cannot be divided so.</summary>
    private ChannelSegment? Part(ChannelSegment segment, int width)
    {
        if (segment.FullWidth % width != 0 || width % segment.Expand != 0)
        {
            return null;
        }

        int channels = width / segment.Expand;
        _arms.Add((Source(segment.Group), channels));
        return segment with { Share = segment.Count / channels };
    }

    /// <summary>The segments in runs of this width; null where one would have to be cut.</summary>
    private static List<EquatableArray<ChannelSegment>>? Runs(ChannelLayout layout, int width)
    {
        var runs = new List<EquatableArray<ChannelSegment>>();
        var run = new List<ChannelSegment>();
        int sum = 0;
        foreach (ChannelSegment segment in layout.Segments)
        {
            run.Add(segment);
            sum += segment.FullWidth;
            if (sum > width)
            {
                return null;
            }

            if (sum == width)
            {
                runs.Add(run.ToEquatableArray());
                run.Clear();
                sum = 0;
            }
        }

        return runs;
    }

    private static bool AreAligned(IEnumerable<ChannelSegment> left, IEnumerable<ChannelSegment> right) =>
        left.Select(segment => segment with { Group = 0 }).SequenceEqual(right.Select(segment => segment with { Group = 0 }));

    private static IEnumerable<ChannelSegment> Segments(UnsliceableInput input) => input.Inputs.SelectMany(layout => layout.Segments);

    private static int Source(int operation) => operation == ChannelSegment.Fixed ? Fixed : operation + 1;
}

/// <summary>An operation whose inputs are joined so that no channel of them can be dropped exactly.</summary>
/// <param name="Operation">Index of the operation.</param>
/// <param name="Inputs">What it reads; segments name the operation that made the channels.</param>
/// <param name="Lost">The operations whose channels otherwise could be dropped.</param>
internal sealed record UnsliceableInput(int Operation, EquatableArray<ChannelLayout> Inputs, EquatableArray<int> Lost);
