using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Averages of feature maps that lie pixel by pixel (channels last), and what spreads their gradients, on all of the library's
/// threads: as many channels at a time as two vectors hold. Where the channels are no multiple of that, the last ones overlap
/// those before, and are computed once more.
/// </summary>
internal static class PixelAverages
{
    private const int Unit = PixelKernels.Unit;

    /// <summary>Whether it is for such maps.</summary>
    public static bool Applies(Tensor maps) => MapNumbers.AppliesByPixels(maps) && maps.size(1) >= Unit;

    /// <summary>Averages each map, in float32 and pixel after pixel.</summary>
    /// <param name="maps">[batch, channels, height, width] to which <see cref="Applies"/>.</param>
    /// <param name="averages">As many numbers as maps, without gaps; all of them are written.</param>
    public static void Average(Tensor maps, Tensor averages)
    {
        if (maps.dtype == ScalarType.BFloat16)
        {
            EachImage<BFloat16Numbers>(maps, averages, Average<BFloat16Numbers>);
        }
        else
        {
            EachImage<Float32Numbers>(maps, averages, Average<Float32Numbers>);
        }
    }

    /// <summary>Gives each value of a map its part of the average's gradient.</summary>
    /// <param name="gradients">As many numbers as maps, without gaps.</param>
    /// <param name="maps">[batch, channels, height, width] to which <see cref="Applies"/>; all of it is written.</param>
    public static void Spread(Tensor gradients, Tensor maps)
    {
        if (maps.dtype == ScalarType.BFloat16)
        {
            EachImage<BFloat16Numbers>(maps, gradients, Spread<BFloat16Numbers>);
        }
        else
        {
            EachImage<Float32Numbers>(maps, gradients, Spread<Float32Numbers>);
        }
    }

    private static void EachImage<TNumbers>(Tensor maps, Tensor averages, Action<Span<byte>, Span<byte>> work)
        where TNumbers : struct, INumberFormat
    {
        using Tensor pixels = maps.permute(0, 2, 3, 1);
        int images = (int)maps.size(0);
        int image = (int)(maps.numel() / images) * TNumbers.Size;
        int channels = (int)maps.size(1) * TNumbers.Size;
        SharedWork.InRuns(images, SharedWork.ThreadsForElements(maps.numel(), images), (first, end) =>
        {
            Span<byte> values = pixels.bytes;
            Span<byte> ofMaps = averages.bytes;
            for (int i = first; i < end; i++)
            {
                work(values.Slice(i * image, image), ofMaps.Slice(i * channels, channels));
            }
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Average<TNumbers>(Span<byte> image, Span<byte> averages)
        where TNumbers : struct, INumberFormat
    {
        ref byte value = ref MemoryMarshal.GetReference(image);
        ref byte average = ref MemoryMarshal.GetReference(averages);
        int last = averages.Length - (Unit * TNumbers.Size);
        var pixels = Vector512.Create((float)(image.Length / averages.Length));
        for (int unit = 0; unit < averages.Length; unit += Unit * TNumbers.Size)
        {
            int channel = Math.Min(unit, last);
            Vector512<float> firstSum = Vector512<float>.Zero;
            Vector512<float> lastSum = Vector512<float>.Zero;
            for (int at = channel; at < image.Length; at += averages.Length)
            {
                TNumbers.Load(ref Unsafe.Add(ref value, at), out Vector512<float> ofFirst, out Vector512<float> ofLast);
                firstSum += ofFirst;
                lastSum += ofLast;
            }

            TNumbers.Store(firstSum / pixels, lastSum / pixels, ref Unsafe.Add(ref average, channel));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Spread<TNumbers>(Span<byte> image, Span<byte> gradients)
        where TNumbers : struct, INumberFormat
    {
        ref byte value = ref MemoryMarshal.GetReference(image);
        ref byte gradient = ref MemoryMarshal.GetReference(gradients);
        int last = gradients.Length - (Unit * TNumbers.Size);
        var pixels = Vector512.Create((float)(image.Length / gradients.Length));
        for (int unit = 0; unit < gradients.Length; unit += Unit * TNumbers.Size)
        {
            int channel = Math.Min(unit, last);
            TNumbers.Load(ref Unsafe.Add(ref gradient, channel), out Vector512<float> ofFirst, out Vector512<float> ofLast);
            ofFirst /= pixels;
            ofLast /= pixels;
            for (int at = channel; at < image.Length; at += gradients.Length)
            {
                TNumbers.Store(ofFirst, ofLast, ref Unsafe.Add(ref value, at));
            }
        }
    }
}
