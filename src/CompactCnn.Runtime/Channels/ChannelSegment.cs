using System.Collections.Immutable;
using System.Globalization;

namespace CompactCnn;

/// <summary>
/// A run of consecutive channels on an axis of a tensor: all channels of one group or one of equal parts of them, or a fixed
/// number of channels that are always there.
/// </summary>
/// <param name="Group">Index of the channel group in <see cref="ModelGraph.Groups"/>, or <see cref="Fixed"/>.</param>
/// <param name="Count">Channels in the full network.</param>
/// <param name="Expand">
/// Consecutive positions that each channel occupies: 1; height x width where a feature map was flattened; as many as there are
/// groups where channels were shuffled, whose members at equal places are neighbours.
/// </param>
/// <param name="Share">
/// Of how many equal parts of the group's channels these are one: 1, or more behind a slice, and on the input axis of a grouped
/// convolution's weight, whose positions stand for the channels of every convolution group. All parts keep channels at equal places.
/// </param>
public readonly record struct ChannelSegment(int Group, int Count, int Expand = 1, int Share = 1)
{
    /// <summary>The value of <see cref="Group"/> for channels that belong to no prunable group.</summary>
    public const int Fixed = -1;

    /// <summary>Positions on the axis in the full network.</summary>
    public int FullWidth => Count / Share * Expand;

    /// <summary>Positions on the axis where the groups have these widths.</summary>
    /// <param name="widths">Kept channels of each group.</param>
    /// <returns>Channels of the segment, each counted as often as it stands on the axis.</returns>
    public int Width(IReadOnlyList<int> widths) => (Group == Fixed ? Count : widths[Group]) / Share * Expand;

    /// <summary>The segment in words.</summary>
    internal string Describe(ImmutableArray<ChannelGroup> groups) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Count}{(Expand > 1 ? $"x{Expand}" : "")}{(Share > 1 ? $"/{Share}" : "")}{(Group == Fixed ? "" : $" of group {groups[Group].Name}")}");
}
