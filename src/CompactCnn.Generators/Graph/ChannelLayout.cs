using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>What an axis is made of: a sequence of segments.</summary>
/// <param name="Segments">The segments.</param>
internal sealed record ChannelLayout(EquatableArray<ChannelSegment> Segments)
{
    /// <summary>An axis of one segment.</summary>
    public static ChannelLayout Of(ChannelSegment segment) => new([segment]);

    /// <summary>An axis that never changes.</summary>
    public static ChannelLayout OfFixed(int count) => Of(new ChannelSegment(ChannelSegment.Fixed, count));

    /// <summary>The width of the axis as a polynomial in the widths of the groups.</summary>
    public Polynomial Width => Polynomial.Sum(Segments
        .Select(segment => segment.IsFixed ? Polynomial.Constant(segment.Count) : Polynomial.Variable(segment.Group, segment.Share) * segment.Expand));

    /// <summary>Positions in the full network.</summary>
    public int FullWidth => Segments.Sum(segment => segment.FullWidth);

    /// <summary>The groups whose channels it holds, each once.</summary>
    public IEnumerable<int> Groups => Segments.Where(segment => !segment.IsFixed).Select(segment => segment.Group).Distinct();

    /// <summary>The axis after each position was laid out as this many.</summary>
    public ChannelLayout Expanded(int positions) => new(Segments
        .Select(segment => segment.IsFixed ? segment with { Count = segment.Count * positions } : segment with { Expand = segment.Expand * positions })
        .ToEquatableArray());
}

/// <summary>All channels of one group or one of equal parts of them, or a fixed number of channels.</summary>
/// <param name="Group">Index of the group, or <see cref="Fixed"/>.</param>
/// <param name="Count">Channels in the full network.</param>
/// <param name="Expand">Consecutive positions that each channel occupies.</param>
/// <param name="Share">Of how many equal parts of the group's channels these are one, which all keep channels at equal places; 1 for all.</param>
internal readonly record struct ChannelSegment(int Group, int Count, int Expand = 1, int Share = 1)
{
    /// <summary>The value of <see cref="Group"/> where channels belong to no prunable group.</summary>
    public const int Fixed = -1;

    /// <summary>True where channels are never dropped.</summary>
    public bool IsFixed => Group == Fixed;

    /// <summary>Positions in the full network.</summary>
    public int FullWidth => Count / Share * Expand;
}
