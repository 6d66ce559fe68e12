namespace CompactCnn;

/// <summary>
/// Bytes that pictures take while they are decoded, on all processors together: those that cannot be decoded at a
/// fraction of their size wait for each other, so that a folder of large ones does not take the memory of all at once.
/// </summary>
/// <param name="most">Bytes at a time; a picture that takes more is decoded alone.</param>
internal sealed class DecodingMemory(long most)
{
    private readonly object _gate = new();
    private long _taken;

    /// <summary>What all pictures of this process share.</summary>
    public static DecodingMemory Shared { get; } = new(1L << 28);

    /// <summary>Waits until there is room.</summary>
    /// <param name="bytes">What will be taken; <see cref="Free"/> must follow.</param>
    public void Take(long bytes)
    {
        lock (_gate)
        {
            while (_taken != 0 && _taken + bytes > most)
                Monitor.Wait(_gate);

            _taken += bytes;
        }
    }

    /// <summary>Makes room for others.</summary>
    /// <param name="bytes">What was taken.</param>
    public void Free(long bytes)
    {
        lock (_gate)
        {
            _taken -= bytes;
            Monitor.PulseAll(_gate);
        }
    }
}
