namespace CompactCnn;

/// <summary>The rules that a keep-list and a list of widths obey; every refusal names the group.</summary>
public static class KeepList
{
    /// <summary>Refuses a keep-list that does not fit a model.</summary>
    /// <param name="graph">The model's graph.</param>
    /// <param name="keep">For each group the sorted indices of the channels to keep.</param>
    /// <param name="argument">Name of the argument that the exception names.</param>
    /// <exception cref="ArgumentException">
    /// Another number of groups, an empty group, indices out of range, unsorted or duplicate, or some channels of an arm
    /// without the others.
    /// </exception>
    public static void Check(ModelGraph graph, int[][] keep, string argument)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(keep, argument);
        if (FaultOf(graph, keep) is { } fault)
        {
            throw new ArgumentException(fault, argument);
        }
    }

    /// <summary>Refuses widths that do not fit a model.</summary>
    /// <param name="graph">The model's graph.</param>
    /// <param name="widths">Channels of each group.</param>
    /// <param name="argument">Name of the argument that the exception names.</param>
    /// <exception cref="ArgumentException">
    /// Another number of groups, a width below 1 or above the group's channels, or no whole number of arms.
    /// </exception>
    public static void CheckWidths(ModelGraph graph, IReadOnlyList<int> widths, string argument)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(widths, argument);
        if (FaultOfWidths(graph, widths) is { } fault)
        {
            throw new ArgumentException(fault, argument);
        }
    }

    /// <summary>What is wrong with widths, as a sentence; null if they fit.</summary>
    internal static string? FaultOfWidths(ModelGraph graph, IReadOnlyList<int> widths)
    {
        if (widths.Count != graph.Groups.Length)
        {
            return $"'{graph.Name}' has {graph.Groups.Length} channel groups, but {widths.Count} widths were given; give one for each group";
        }

        for (int g = 0; g < widths.Count; g++)
        {
            ChannelGroup group = graph.Groups[g];
            if (!KeepRule.IsWidth(widths[g], group.Count))
            {
                return FormattableString.Invariant($"group {g} '{group.Name}' has 1 to {group.Count} channels, but a width of {widths[g]} was given");
            }

            if (!KeepRule.IsWholeArms(widths[g], group.ChannelsPerArm))
            {
                return $"group {g} '{group.Name}' keeps its channels {group.ChannelsPerArm} at a time, but a width of {widths[g]} was given; give a multiple of {group.ChannelsPerArm}";
            }
        }

        return null;
    }

    /// <summary>Kept channels of each group.</summary>
    /// <param name="keep">A keep-list.</param>
    /// <returns>One number for each group.</returns>
    public static int[] Widths(IReadOnlyList<int[]> keep) => [.. keep.Select(group => group.Length)];

    /// <summary>What is wrong with a keep-list, as a sentence; null if it fits.</summary>
    internal static string? FaultOf(ModelGraph graph, IReadOnlyList<int[]> keep)
    {
        if (keep.Count != graph.Groups.Length)
        {
            return $"'{graph.Name}' has {graph.Groups.Length} channel groups, but the keep-list has {keep.Count}; give one array of channel indices for each group";
        }

        for (int g = 0; g < keep.Count; g++)
        {
            if (FaultOfGroup(graph.Groups[g], g, keep[g]) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static string? FaultOfGroup(ChannelGroup group, int index, int[] channels)
    {
        if (channels is null || channels.Length == 0)
        {
            return $"group {index} '{group.Name}' keeps no channel; keep at least one of its {group.Count}";
        }

        for (int i = 0; i < channels.Length; i++)
        {
            int channel = channels[i];
            string? fault = KeepRule.FaultOf(channel, i > 0 ? channels[i - 1] : null, group.Count) switch
            {
                KeepFault.OutOfRange => FormattableString.Invariant($"has channels 0 to {group.Count - 1}, but the keep-list names channel {channel}"),
                KeepFault.Duplicate => $"names channel {channel} twice; name each channel once",
                KeepFault.Unsorted => $"names channel {channel} after {channels[i - 1]}; sort the indices",
                _ => null,
            };
            if (fault is not null)
            {
                return $"group {index} '{group.Name}' {fault}";
            }
        }

        return KeepRule.FaultOfArms(channels, group.Count, group.Arms) is { } broken
            ? $"group {index} '{group.Name}' keeps or drops channels {string.Join(", ", KeepRule.ArmOf(broken.Channel, group.Count, group.Arms))} together, but the keep-list names {broken.Channel} without {broken.Missing}"
            : null;
    }
}
