using System.Numerics;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// How feature maps that lie pixel by pixel are cut into blocks, and blocks into runs of whole pixels and whole units of
/// <typeparamref name="TNumbers"/>: rows of numbers, beside which what every channel has one of is laid out as often as it repeats.
/// </summary>
internal readonly struct PixelRuns<TNumbers>
    where TNumbers : struct, INumberFormat
{
    private const int LeastBlock = 32 * 1024;

    private readonly int _numbers;
    private readonly int _block;

    /// <summary>Cuts.</summary>
    public PixelRuns(Tensor maps)
    {
        _numbers = (int)maps.numel();
        Channels = (int)maps.size(1);
        Run = Shortest(Channels);
        _block = Run * Math.Max(1, LeastBlock / Run);
    }

    /// <summary>Channels of the maps.</summary>
    public int Channels { get; }

    /// <summary>Numbers of a run.</summary>
    public int Run { get; }

    /// <summary>The fewest numbers that are whole pixels and whole units.</summary>
    public static int Shortest(int channels) =>
        channels / (int)BigInteger.GreatestCommonDivisor(channels, PixelKernels.Unit) * PixelKernels.Unit;

    /// <summary>Some of the numbers, as they lie in memory.</summary>
    /// <param name="numbers">All of them.</param>
    /// <param name="first">The first.</param>
    /// <param name="end">Behind the last.</param>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> numbers, int first, int end) => numbers[(first * TNumbers.Size)..(end * TNumbers.Size)];

    /// <summary>A run of what every channel has one of, in the order of <see cref="INumberFormat.Place"/>.</summary>
    public float[] Repeat(ReadOnlySpan<float> ofChannels)
    {
        float[] run = new float[Run];
        for (int i = 0, channel = 0; i < run.Length; i++, channel = channel + 1 == ofChannels.Length ? 0 : channel + 1)
        {
            run[PixelKernels.Place<TNumbers>(i)] = ofChannels[channel];
        }

        return run;
    }

    /// <summary>Adds up a run of each of two things by channels.</summary>
    public void Fold(ReadOnlySpan<float> ofOne, ReadOnlySpan<float> ofOther, Span<double> sums)
    {
        for (int i = 0, channel = 0; i < Run; i++, channel = channel + 1 == Channels ? 0 : channel + 1)
        {
            int place = PixelKernels.Place<TNumbers>(i);
            sums[channel] += ofOne[place];
            sums[Channels + channel] += ofOther[place];
        }
    }

    /// <summary>Sums over all blocks, two of each channel, in the order of the blocks whatever thread has had them.</summary>
    /// <param name="work">Takes blocks as long as there are any, and puts the sums of each where <see cref="PixelBlocks.SumsOf"/> says.</param>
    public double[] Sum(Action<PixelBlocks.Turns> work)
    {
        int width = 2 * Channels;
        var blocks = new PixelBlocks(_numbers, _block, width);
        blocks.Share(work);
        return blocks.Total();
    }

    /// <summary>Works on every block.</summary>
    /// <param name="work">Takes blocks as long as there are any.</param>
    public void Each(Action<PixelBlocks.Turns> work) => new PixelBlocks(_numbers, _block, 0).Share(work);
}
