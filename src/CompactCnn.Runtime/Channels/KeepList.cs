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
        if (keep.Length != graph.Groups.Length)
        {
            throw new ArgumentException($"'{graph.Name}' has {graph.Groups.Length} channel groups, but the keep-list has {keep.Length}; give one array of channel indices for each group", argument);
        }

        for (int g = 0; g < keep.Length; g++)
        {
            CheckGroup(graph.Groups[g], g, keep[g], argument);
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
            if (widths[g] < 1 || widths[g] > group.Count)
            {
                return FormattableString.Invariant($"group {g} '{group.Name}' has 1 to {group.Count} channels, but a width of {widths[g]} was given");
            }

            if (widths[g] % group.ChannelsPerArm != 0)
            {
                return $"group {g} '{group.Name}' keeps its channels {group.ChannelsPerArm} at a time, but a width of {widths[g]} was given; give a multiple of {group.ChannelsPerArm}";
            }
        }

        return null;
    }

    /// <summary>Kept channels of each group.</summary>
    /// <param name="keep">A keep-list.</param>
    public static int[] Widths(IReadOnlyList<int[]> keep) => [.. keep.Select(group => group.Length)];

    private static void CheckGroup(ChannelGroup group, int index, int[] channels, string argument)
    {
        if (channels is null || channels.Length == 0)
        {
            throw new ArgumentException($"group {index} '{group.Name}' keeps no channel; keep at least one of its {group.Count}", argument);
        }

        for (int i = 0; i < channels.Length; i++)
        {
            if (channels[i] < 0 || channels[i] >= group.Count)
            {
                throw new ArgumentException(FormattableString.Invariant($"group {index} '{group.Name}' has channels 0 to {group.Count - 1}, but the keep-list names channel {channels[i]}"), argument);
            }

            if (i > 0 && channels[i] == channels[i - 1])
            {
                throw new ArgumentException($"group {index} '{group.Name}' names channel {channels[i]} twice; name each channel once", argument);
            }

            if (i > 0 && channels[i] < channels[i - 1])
            {
                throw new ArgumentException($"group {index} '{group.Name}' names channel {channels[i]} after {channels[i - 1]}; sort the indices", argument);
            }
        }

        if (group.Arms != group.Count)
        {
            CheckArms(group, index, channels, argument);
        }
    }

    private static void CheckArms(ChannelGroup group, int index, int[] channels, string argument)
    {
        foreach (int channel in channels)
        {
            int[] arm = group.ChannelsOf([channel % group.Arms]);
            int missing = arm.FirstOrDefault(member => Array.BinarySearch(channels, member) < 0, -1);
            if (missing >= 0)
            {
                throw new ArgumentException($"group {index} '{group.Name}' keeps or drops channels {string.Join(", ", arm)} together, but the keep-list names {channel} without {missing}", argument);
            }
        }
    }
}
