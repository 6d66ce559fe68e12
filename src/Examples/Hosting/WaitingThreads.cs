namespace CompactCnn.Examples;

/// <summary>What libtorch's threads do between two pieces of work (GNU's OpenMP).</summary>
internal enum WaitingThreads
{
    /// <summary>They sleep, so that other programs have the processors: woken, they begin some ten microseconds late.</summary>
    Sleep,

    /// <summary>They try again and again for some milliseconds, which is the library's habit.</summary>
    Spin,
}
