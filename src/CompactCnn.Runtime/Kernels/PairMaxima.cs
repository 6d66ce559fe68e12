using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>The largest of every two by two values of feature maps of one order in memory, and where it was found.</summary>
internal abstract class PairMaxima
{
    private static readonly PairMaxima[] _all = [new PlanePairMaxima(), new PixelPairMaxima<Float32Numbers>(), new PixelPairMaxima<BFloat16Numbers>()];

    /// <summary>What finds them in feature maps [batch, channels, height, width]; null where only the library does.</summary>
    public static PairMaxima? For(Tensor maps) =>
        maps.dim() == 4 && maps.size(2) >= 2 && maps.size(3) >= 2 ? Array.Find(_all, maxima => maxima.Applies(maps)) : null;

    /// <summary>Whether no row or column of maps is left over.</summary>
    public static bool AreWhole(Tensor maps) => maps.size(2) % 2 == 0 && maps.size(3) % 2 == 0;

    /// <summary>The shape of what is found in maps.</summary>
    public static long[] Pooled(Tensor maps) => [maps.size(0), maps.size(1), maps.size(2) / 2, maps.size(3) / 2];

    /// <summary>Whether it is for such maps, of at least two rows and columns.</summary>
    public abstract bool Applies(Tensor input);

    /// <summary>Maps in this order, not written yet.</summary>
    public abstract Tensor Empty(long[] shape, ScalarType type);

    /// <summary>The numbers that say where in windows of such numbers something was found.</summary>
    public abstract ScalarType PlacesOf(ScalarType numbers);

    /// <summary>Finds the largest values.</summary>
    /// <param name="input">Maps to which <see cref="Applies"/>.</param>
    /// <param name="output">[batch, channels, height / 2, width / 2]: the largest of each window; NaN where one is.</param>
    /// <param name="places">Likewise: which of a window it was, 0 to 3 by rows, the first of equals.</param>
    public abstract void Forward(Tensor input, Tensor output, Tensor places);

    /// <summary>Gives each gradient to the value that was the largest, and 0 to the others.</summary>
    /// <param name="gradients">[batch, channels, height / 2, width / 2] in this order.</param>
    /// <param name="places">Which of each window was the largest.</param>
    /// <param name="output">[batch, channels, height, width], likewise; all of it is written.</param>
    public abstract void Backward(Tensor gradients, Tensor places, Tensor output);
}
