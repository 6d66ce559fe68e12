namespace CompactCnn.CommandLine;

/// <summary>What libtorch's threads do between two pieces of work (GNU's OpenMP).</summary>
internal enum WaitingThreads
{
    /// <summary>They sleep, so that other programs have the processors; to be woken takes them a while.</summary>
    Sleep,

    /// <summary>They try again and again for a while, which is the library's habit.</summary>
    Spin,
}
