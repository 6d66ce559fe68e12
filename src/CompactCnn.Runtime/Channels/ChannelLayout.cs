using System.Collections.Immutable;

namespace CompactCnn;

/// <summary>
/// What an axis of a tensor is made of: a sequence of segments. It says which positions of the axis remain when
/// channels are dropped.
/// </summary>
/// <param name="segments">The segments, in order.</param>
public sealed class ChannelLayout(ImmutableArray<ChannelSegment> segments)
{
    /// <summary>The segments, in order.</summary>
    public ImmutableArray<ChannelSegment> Segments { get; } = segments;

    /// <summary>Positions on the axis in the full network.</summary>
    public int FullWidth { get; } = segments.Sum(segment => segment.FullWidth);

    /// <summary>True if no group can change this axis.</summary>
    public bool IsFixed { get; } = segments.All(segment => segment.Group == ChannelSegment.Fixed);

    /// <summary>An axis that holds one group.</summary>
    /// <param name="group">Index of the group.</param>
    /// <param name="count">Channels of the group in the full network.</param>
    /// <param name="expand">Positions that each channel occupies.</param>
    /// <returns>The layout.</returns>
    public static ChannelLayout OfGroup(int group, int count, int expand = 1) => new([new ChannelSegment(group, count, expand)]);

    /// <summary>An axis that never changes.</summary>
    /// <param name="count">Its width.</param>
    /// <returns>The layout.</returns>
    public static ChannelLayout OfFixed(int count) => new([new ChannelSegment(ChannelSegment.Fixed, count)]);

    /// <summary>Positions on the axis where the groups have these widths.</summary>
    /// <param name="widths">Kept channels of each group.</param>
    /// <returns>The axis's size.</returns>
    public int Width(IReadOnlyList<int> widths)
    {
        int width = 0;
        foreach (ChannelSegment segment in Segments)
        {
            width += segment.Width(widths);
        }

        return width;
    }

    /// <summary>The positions of the full axis that remain, in order.</summary>
    /// <param name="keep">For each group the sorted indices of the channels to keep.</param>
    /// <returns>Indices into the full axis, ascending within each segment.</returns>
    public int[] Positions(IReadOnlyList<int[]> keep)
    {
        var positions = new List<int>(FullWidth);
        int start = 0;
        foreach (ChannelSegment segment in Segments)
        {
            // Arms keep equally many channels of each part, so that those of the first part come first.
            int kept = (segment.Group == ChannelSegment.Fixed ? segment.Count : keep[segment.Group].Length) / segment.Share;
            for (int i = 0; i < kept; i++)
            {
                int channel = segment.Group == ChannelSegment.Fixed ? i : keep[segment.Group][i];
                for (int e = 0; e < segment.Expand; e++)
                {
                    positions.Add(start + (channel * segment.Expand) + e);
                }
            }

            start += segment.FullWidth;
        }

        return [.. positions];
    }
}
