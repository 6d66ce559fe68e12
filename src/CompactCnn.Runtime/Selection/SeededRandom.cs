namespace CompactCnn;

/// <summary>
/// A small random generator whose whole state is one number, so that a run's random choices can be saved and resumed
/// (SplitMix64: Steele, Lea and Flood, OOPSLA 2014).
/// </summary>
/// <param name="seed">Where the sequence starts.</param>
internal sealed class SeededRandom(long seed)
{
    private ulong _state = (ulong)seed;

    /// <summary>A generator for one purpose of a run: the same run and purpose give the same sequence.</summary>
    public static long Derive(long seed, params ReadOnlySpan<long> purpose)
    {
        var random = new SeededRandom(seed);
        ulong value = random.Next();
        foreach (long part in purpose)
        {
            value = new SeededRandom((long)(value ^ (ulong)part)).Next();
        }

        return (long)(value >> 1);
    }

    /// <summary>The state is one number, under a name.</summary>
    public void Transfer(RunState state, string name)
    {
        long bits = (long)_state;
        state.Transfer(name, ref bits);
        _state = (ulong)bits;
    }

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Standard normal (Box and Muller, 1958; one of the pair, so that the state stays one number).</summary>
    public double NextNormal() =>
        Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());
}
