using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// The numbers of feature maps without gaps in the host's memory, in the order in which they lie there, for passes that compute
/// in float32: those of float32 where they lie, those of bf16 by way of a scratch.
/// </summary>
internal readonly ref struct MapNumbers
{
    private readonly Span<byte> _bytes;
    private readonly bool _isBFloat16;

    /// <summary>Takes maps to which <see cref="Applies"/>.</summary>
    public MapNumbers(Tensor maps)
    {
        _bytes = maps.bytes;
        _isBFloat16 = maps.dtype == ScalarType.BFloat16;
    }

    private Span<float> Floats => MemoryMarshal.Cast<byte, float>(_bytes);

    private Span<ushort> Halves => MemoryMarshal.Cast<byte, ushort>(_bytes);

    /// <summary>Whether feature maps [batch, channels, height, width] lie channel by channel, and are not empty.</summary>
    public static bool Applies(Tensor maps) =>
        Fits(maps) && maps.is_contiguous()
        // One channel pixel by pixel has no gaps either, and must stay in that order.
        && maps.stride(1) == maps.size(2) * maps.size(3);

    /// <summary>Whether they lie pixel by pixel, and are not empty.</summary>
    public static bool AppliesByPixels(Tensor maps)
    {
        if (!Fits(maps) || maps.stride(1) != 1)
        {
            return false;
        }

        using Tensor pixels = maps.permute(0, 2, 3, 1);
        return pixels.is_contiguous();
    }

    private static bool Fits(Tensor maps) =>
        maps.device_type == DeviceType.CPU && maps.dtype is (ScalarType.Float32 or ScalarType.BFloat16) && maps.dim() == 4
        // A span holds no more bytes than an int can count.
        && maps.numel() > 0 && maps.numel() <= int.MaxValue / sizeof(float);

    /// <summary>Room for numbers that <see cref="Read"/> or <see cref="Target"/> need; empty where they need none.</summary>
    /// <param name="length">How many numbers at once.</param>
    public float[] Scratch(int length) => _isBFloat16 ? new float[length] : [];

    /// <summary>Numbers to read, as float32.</summary>
    /// <param name="start">The first.</param>
    /// <param name="length">How many.</param>
    /// <param name="scratch">Room for them where it is needed.</param>
    public ReadOnlySpan<float> Read(int start, int length, float[] scratch)
    {
        if (!_isBFloat16)
        {
            return Floats.Slice(start, length);
        }

        HalfNumbers.Widen(Halves.Slice(start, length), scratch);
        return scratch.AsSpan(0, length);
    }

    /// <summary>Where to put float32 numbers, before <see cref="Write"/>.</summary>
    /// <inheritdoc cref="Read" path="/param"/>
    public Span<float> Target(int start, int length, float[] scratch) => _isBFloat16 ? scratch.AsSpan(0, length) : Floats.Slice(start, length);

    /// <summary>Writes what was put there.</summary>
    /// <param name="start">The first.</param>
    /// <param name="target">What <see cref="Target"/> gave.</param>
    public void Write(int start, ReadOnlySpan<float> target)
    {
        if (_isBFloat16)
        {
            HalfNumbers.Round(target, Halves.Slice(start, target.Length));
        }
    }

    /// <summary>Writes zeros.</summary>
    /// <param name="start">The first.</param>
    /// <param name="length">How many.</param>
    public void Clear(int start, int length)
    {
        int size = _isBFloat16 ? sizeof(ushort) : sizeof(float);
        _bytes.Slice(start * size, length * size).Clear();
    }
}
