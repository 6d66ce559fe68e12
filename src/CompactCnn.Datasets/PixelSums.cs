using System.Numerics;

namespace CompactCnn;

/// <summary>The sums over the pixels of a channel that its mean and deviation come from; whole numbers, so that sums of parts are those of the whole.</summary>
/// <param name="Pixels">How many pixels.</param>
/// <param name="Sum">The sum of their values.</param>
/// <param name="Squares">The sum of the squares of their values.</param>
internal readonly record struct PixelSums(long Pixels, long Sum, long Squares)
{
    private const double White = 255;

    /// <summary>Steps after which lanes of 32 bits could overflow: each adds four squares of at most 65,025.</summary>
    private const int StepsAtOnce = 1 << 14;

    /// <summary>The mean, in units where black is 0 and white is 1.</summary>
    public float Mean => (float)((double)Sum / Pixels / White);

    /// <summary>The standard deviation in the same units.</summary>
    public float Deviation => (float)(Math.Sqrt((double)((Int128)Pixels * Squares - (Int128)Sum * Sum)) / Pixels / White);

    /// <summary>Whether pixels can have these sums.</summary>
    public bool IsPossible =>
        Pixels >= 0 && Sum >= 0 && Sum <= 255 * (Int128)Pixels && Squares >= Sum && Squares <= 255 * (Int128)Sum && (Int128)Pixels * Squares >= (Int128)Sum * Sum;

    /// <summary>The sums of pixels.</summary>
    public static PixelSums Of(ReadOnlySpan<byte> pixels)
    {
        (long sum, long squares) = (0, 0);
        int place = 0;
        while (pixels.Length - place >= Vector<byte>.Count)
        {
            (Vector<uint> sums, Vector<uint> products) = (Vector<uint>.Zero, Vector<uint>.Zero);
            for (int step = 0; step < StepsAtOnce && pixels.Length - place >= Vector<byte>.Count; step++, place += Vector<byte>.Count)
            {
                Vector.Widen(new Vector<byte>(pixels[place..]), out Vector<ushort> low, out Vector<ushort> high);
                Add(low + high, ref sums);
                Add(low * low, ref products);
                Add(high * high, ref products);
            }

            sum += Total(sums);
            squares += Total(products);
        }

        foreach (byte pixel in pixels[place..])
        {
            sum += pixel;
            squares += pixel * pixel;
        }

        return new PixelSums(pixels.Length, sum, squares);
    }

    /// <summary>The sums of both.</summary>
    public static PixelSums operator +(PixelSums one, PixelSums other) =>
        new(one.Pixels + other.Pixels, one.Sum + other.Sum, one.Squares + other.Squares);

    private static void Add(Vector<ushort> values, ref Vector<uint> sums)
    {
        Vector.Widen(values, out Vector<uint> low, out Vector<uint> high);
        sums += low + high;
    }

    private static long Total(Vector<uint> sums)
    {
        Vector.Widen(sums, out Vector<ulong> low, out Vector<ulong> high);
        return (long)Vector.Sum(low + high);
    }
}
