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
        int width = input.Segments.Sum(segment => segment.Count) / groups;
        _arms.Add((Source(operation), output.Segments[0].Count / groups));
        ChannelSegment first = input.Segments[0];
        if (input.Segments.All(segment => segment.Count == first.Count && segment.Count % width == 0))
        {
            _arms.Add((Source(first.Group), width));
            Unite(input.Segments.Select(segment => ChannelLayout.Of(segment).Segments));
            return ChannelLayout.Of(first with { Share = first.Count / width });
        }

        if (Runs(input, width) is { } runs && runs.All(run => AreAligned(runs[0], run)))
        {
            Unite(runs);
            return new ChannelLayout(runs[0]);
        }

        _unsliceable.Add(new UnsliceableInput(operation, [input], []));
        return ChannelLayout.OfFixed(width);
    }

    /// <summary>Fixes what no slice is exact for, once everything else was demanded.</summary>
    /// <returns>The operations that channels are fixed for which otherwise could be dropped.</returns>
    public EquatableArray<UnsliceableInput> FixUnsliceable()
    {
        EquatableArray<UnsliceableInput> faulty = _unsliceable
            .Select(input => input with { Lost = Segments(input).Select(segment => segment.Group).Where(source => Root(source) != Fixed).Distinct().ToEquatableArray() })
            .Where(input => input.Lost.Count > 0)
            .ToEquatableArray();
        Fix(_unsliceable.SelectMany(Segments));
        return faulty;
    }

    /// <summary>For each root whose channels go in arms, the number of these: what divides all that is demanded.</summary>
    public IReadOnlyDictionary<int, int> Arms() => _arms
        .GroupBy(demand => _sets.Root(demand.Source), demand => demand.Arms)
        .ToDictionary(demands => demands.Key, demands => demands.Aggregate(ConvolutionGroups.CommonDivisor));

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

    /// <summary>The segments in runs of this width; null where one would have to be cut.</summary>
    private static List<EquatableArray<ChannelSegment>>? Runs(ChannelLayout layout, int width)
    {
        var runs = new List<EquatableArray<ChannelSegment>>();
        var run = new List<ChannelSegment>();
        int sum = 0;
        foreach (ChannelSegment segment in layout.Segments)
        {
            run.Add(segment);
            sum += segment.Count;
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
        left.Select(segment => (segment.Count, segment.Expand)).SequenceEqual(right.Select(segment => (segment.Count, segment.Expand)));

    private static IEnumerable<ChannelSegment> Segments(UnsliceableInput input) => input.Inputs.SelectMany(layout => layout.Segments);

    private static int Source(int operation) => operation == ChannelSegment.Fixed ? Fixed : operation + 1;
}

/// <summary>An operation whose inputs are joined so that no channel of them can be dropped exactly.</summary>
/// <param name="Operation">Index of the operation.</param>
/// <param name="Inputs">What it reads; segments name the operation that made the channels.</param>
/// <param name="Lost">The operations whose channels otherwise could be dropped.</param>
internal sealed record UnsliceableInput(int Operation, EquatableArray<ChannelLayout> Inputs, EquatableArray<int> Lost);
