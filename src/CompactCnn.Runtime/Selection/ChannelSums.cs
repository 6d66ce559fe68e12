namespace CompactCnn;

/// <summary>Sums of what lies on an axis, by the arms of a group.</summary>
internal static class ChannelSums
{
    /// <summary>
    /// Adds what lies on the group's segments of an axis to the group's arms. A slice has its channels in the order of
    /// the full network, so that its arms take turns as they do there.
    /// </summary>
    /// <param name="values">A number for each position of the axis.</param>
    /// <param name="axis">What the axis is made of.</param>
    /// <param name="group">Index of the group.</param>
    /// <param name="widths">Channels of each group.</param>
    /// <param name="sums">One for each of the group's arms.</param>
    public static void Add(ReadOnlySpan<double> values, ChannelLayout axis, int group, IReadOnlyList<int> widths, Span<double> sums)
    {
        int start = 0;
        foreach (ChannelSegment segment in axis.Segments)
        {
            int width = segment.Width(widths);
            if (segment.Group == group)
            {
                for (int i = 0; i < width; i++)
                {
                    sums[i / segment.Expand % sums.Length] += values[start + i];
                }
            }

            start += width;
        }
    }
}
