namespace CompactCnn;

/// <summary>
/// What an index in a keep-list must be. This file is compiled into the analyzers too, so that what is refused while a
/// project builds and what is refused at run time are one rule.
/// </summary>
internal static class KeepRule
{
    /// <summary>What is wrong with an index.</summary>
    /// <param name="channel">The index.</param>
    /// <param name="previous">The index before it, or null for the first.</param>
    /// <param name="count">Channels of the group.</param>
    public static KeepFault FaultOf(int channel, int? previous, int count)
    {
        if (channel < 0 || channel >= count)
        {
            return KeepFault.OutOfRange;
        }

        return channel == previous ? KeepFault.Duplicate : channel < previous ? KeepFault.Unsorted : KeepFault.None;
    }

    /// <summary>Whether a group of so many channels can be so wide.</summary>
    public static bool IsWidth(int width, int count) => width >= 1 && width <= count;
}

/// <summary>How an index in a keep-list can be wrong.</summary>
internal enum KeepFault
{
    /// <summary>It fits.</summary>
    None,

    /// <summary>The group has no such channel.</summary>
    OutOfRange,

    /// <summary>It is the one before it once more.</summary>
    Duplicate,

    /// <summary>It is smaller than the one before it.</summary>
    Unsorted,
}
