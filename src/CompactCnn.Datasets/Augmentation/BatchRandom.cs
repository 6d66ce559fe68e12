namespace CompactCnn;

/// <summary>
/// Random numbers of one batch for one purpose: the same run, epoch, batch and purpose give the same numbers, whatever
/// was drawn elsewhere (SplitMix64: Steele, Lea and Flood, OOPSLA 2014).
/// </summary>
internal sealed class BatchRandom
{
    private ulong state;

    public BatchRandom(BatchContext context, int purpose)
    {
        state = (ulong)context.Seed;
        foreach (int part in (ReadOnlySpan<int>)[context.Epoch, context.Batch, purpose])
            state = NextBits() ^ (ulong)part;
    }

    /// <summary>Uniform in 0..(count - 1).</summary>
    public int Next(int count) => (int)((NextBits() >> 32) * (ulong)count >> 32);

    private ulong NextBits()
    {
        ulong bits = state += 0x9E3779B97F4A7C15UL;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9UL;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBUL;
        return bits ^ (bits >> 31);
    }
}
