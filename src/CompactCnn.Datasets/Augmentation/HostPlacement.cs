using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Places and normalises a batch in the host's memory, going through it once: several times as fast there as tensor
/// operations, each of which goes through all of it, and on one thread, which leaves the others to the training.
/// </summary>
internal sealed class HostPlacement
{
    private static readonly Vector128<byte> Backwards = Vector128.Create((byte)(Vector128<byte>.Count - 1)) - Vector128<byte>.Indices;

    private readonly int _height;
    private readonly int _width;
    private readonly int _padding;
    private readonly Normalization _normalization;

    // One image, with room on both sides: where a row's window begins before the row or ends behind it, what lies there
    // is read, and blackened by the mask.
    private readonly byte[] _image;

    // All bits set where a column of a padded row is one of the image's.
    private readonly byte[] _inside;

    private HostPlacement(int channels, int height, int width, int padding, Normalization normalization)
    {
        (_height, _width, _padding, _normalization) = (height, width, padding, normalization);
        _image = new byte[(channels * height * width) + (2 * padding)];
        _inside = new byte[width + (2 * padding)];
        _inside.AsSpan(padding, width).Fill(byte.MaxValue);
    }

    /// <summary>Places and normalises.</summary>
    /// <param name="images">uint8 [batch, channels, height, width] on the CPU.</param>
    /// <param name="placements">One for each image.</param>
    /// <param name="padding">Pixels on every side of a padded image.</param>
    /// <param name="normalization">How to normalise.</param>
    /// <returns>float32 of the same shape.</returns>
    public static Tensor Apply(Tensor images, Placement[] placements, int padding, Normalization normalization)
    {
        (int channels, int height, int width) = ((int)images.size(1), (int)images.size(2), (int)images.size(3));
        int elements = channels * height * width;
        var placement = new HostPlacement(channels, height, width, padding, normalization);
        Tensor placed = empty(images.shape, ScalarType.Float32, CPU);
        ReadOnlySpan<byte> pixels = images.contiguous().bytes;
        Span<float> results = MemoryMarshal.Cast<byte, float>(placed.bytes);
        for (int image = 0; image < placements.Length; image++)
        {
            pixels.Slice(image * elements, elements).CopyTo(placement._image.AsSpan(padding));
            Span<float> result = results.Slice(image * elements, elements);
            for (int channel = 0; channel < channels; channel++)
                placement.Place(channel, placements[image], result.Slice(channel * height * width, height * width));
        }

        return placed;
    }

    /// <summary>Places one channel of the image.</summary>
    private void Place(int channel, Placement placement, Span<float> results)
    {
        PixelScale scale = _normalization.ScaleOf(channel);
        int first = Math.Clamp(_padding - placement.Down, 0, _height);
        int end = Math.Clamp(_height + _padding - placement.Down, 0, _height);
        results[..(first * _width)].Fill(scale.Apply(0));
        results[(end * _width)..].Fill(scale.Apply(0));
        if (first >= end)
            return;

        Span<float> shown = results[(first * _width)..(end * _width)];
        ReadOnlySpan<byte> source = _image.AsSpan((channel * _height + first + placement.Down - _padding) * _width);
        if (_width >= Vector128<byte>.Count)
            PlaceVectors(source, placement, scale, shown);
        else
            PlacePixels(source, placement, scale, shown);
    }

    /// <summary>Column of vectors by column of vectors; the last overlaps the one before where the width is no multiple.</summary>
    /// <param name="source">The rows that are shown, each with what lies where its padding would be.</param>
    /// <param name="placement">What becomes of the image.</param>
    /// <param name="scale">How to normalise.</param>
    /// <param name="results">The rows of the result that show them.</param>
    private void PlaceVectors(ReadOnlySpan<byte> source, Placement placement, PixelScale scale, Span<float> results)
    {
        int last = _width - Vector128<byte>.Count;
        for (int column = 0; ; column = Math.Min(column + Vector128<byte>.Count, last))
        {
            int from = placement.IsMirrored ? _inside.Length - placement.Right - column - Vector128<byte>.Count : placement.Right + column;
            Vector128<byte> order = placement.IsMirrored ? Backwards : Vector128<byte>.Indices;
            Vector128<byte> mask = Vector128.Create<byte>(_inside.AsSpan(from));
            for (int row = 0; row < results.Length; row += _width)
                scale.Apply(Vector128.Shuffle(Vector128.Create(source[(row + from)..]) & mask, order), results.Slice(row + column, Vector128<byte>.Count));

            if (column == last)
                return;
        }
    }

    /// <summary>The same pixel by pixel, for images narrower than a vector.</summary>
    /// <inheritdoc cref="PlaceVectors" path="/param"/>
    private void PlacePixels(ReadOnlySpan<byte> source, Placement placement, PixelScale scale, Span<float> results)
    {
        for (int column = 0; column < _width; column++)
        {
            int from = placement.IsMirrored ? _inside.Length - placement.Right - column - 1 : placement.Right + column;
            for (int row = 0; row < results.Length; row += _width)
                results[row + column] = scale.Apply((byte)(source[row + from] & _inside[from]));
        }
    }
}
