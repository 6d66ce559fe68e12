namespace CompactCnn;

/// <summary>
/// What an index in a keep-list and a width must be, and what belongs together. This file is compiled into the analyzers too, so that what is refused while a
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

    /// <summary>The channels that are kept or dropped together with one, in order: its arm.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="count">Channels of the group.</param>
    /// <param name="arms">Arms of the group, a divisor of its channels: channel c belongs to arm c modulo this number.</param>
    public static int[] ArmOf(int channel, int count, int arms)
    {
        int[] members = new int[count / arms];
        for (int i = 0; i < members.Length; i++)
        {
            members[i] = (channel % arms) + (i * arms);
        }

        return members;
    }

    /// <summary>The first channel that is kept without one of its arm; null where every arm is whole.</summary>
    /// <param name="channels">The sorted channels that are kept.</param>
    /// <param name="count">Channels of the group.</param>
    /// <param name="arms">Arms of the group, a divisor of its channels.</param>
    public static BrokenArm? FaultOfArms(int[] channels, int count, int arms)
    {
        // Where every channel is an arm, none can be broken.
        if (arms == count)
        {
            return null;
        }

        foreach (int channel in channels)
        {
            foreach (int member in ArmOf(channel, count, arms))
            {
                if (Array.BinarySearch(channels, member) < 0)
                {
                    return new BrokenArm(channel, member);
                }
            }
        }

        return null;
    }

    /// <summary>Whether a group of so many channels can be so wide.</summary>
    public static bool IsWidth(int width, int count) => width >= 1 && width <= count;

    /// <summary>Whether a width is a whole number of arms.</summary>
    /// <param name="width">Channels that are kept.</param>
    /// <param name="channelsPerArm">Channels of each arm.</param>
    public static bool IsWholeArms(int width, int channelsPerArm) => width % channelsPerArm == 0;
}

/// <summary>An arm of which some channels are kept and others are not.</summary>
/// <param name="Channel">A channel that is kept.</param>
/// <param name="Missing">One of its arm that is not.</param>
internal readonly record struct BrokenArm(int Channel, int Missing);

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
