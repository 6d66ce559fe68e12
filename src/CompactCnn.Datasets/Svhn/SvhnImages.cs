using static System.FormattableString;

namespace CompactCnn;

/// <summary>
/// The digits in a file of SVHN: an array X of 32x32x3xN pixels with the rows running fastest, and an array y of N
/// labels, in which the digit 0 is stored as 10.
/// </summary>
internal sealed class SvhnImages
{
    private const int Side = 32;
    private const int Channels = 3;
    private const int Zero = 10;

    private readonly MatArray pixels;
    private readonly double[] digits;

    private SvhnImages(MatArray pixels, double[] digits)
    {
        this.pixels = pixels;
        this.digits = digits;
    }

    /// <summary>Number of images.</summary>
    public int Count => digits.Length;

    /// <summary>Reads a file.</summary>
    /// <exception cref="ContentException">It is no MAT file, or its arrays are not those of SVHN.</exception>
    public static SvhnImages Read(ContentStream content)
    {
        IReadOnlyList<MatArray> arrays = MatReader.Read(content, name => name is "X" or "y");
        MatArray pixels = Only("X");
        MatArray labels = Only("y");

        // An array of one image may have lost its last dimension.
        int count = pixels.Dimensions.Count == 3 ? 1 : pixels.Dimensions[^1];
        if (pixels.Type != MatType.UInt8 || count == 0 || !pixels.Dimensions.Take(3).SequenceEqual([Side, Side, Channels]) || pixels.Dimensions.Count > 4)
            throw new ContentException(Invariant($"{pixels.Where} must begin an array 'X' of {Side} x {Side} x {Channels} x N bytes, but begins one of {string.Join(" x ", pixels.Dimensions)} values of type {(int)pixels.Type}"));

        if (!labels.Dimensions.SequenceEqual([count, 1]))
            throw new ContentException(Invariant($"{labels.Where} must begin an array 'y' of {count} x 1 labels, one for each image, but begins one of {string.Join(" x ", labels.Dimensions)}"));

        double[] digits = labels.ToNumbers();
        int wrong = Array.FindIndex(digits, digit => digit is not (>= 1 and <= Zero) || digit != Math.Floor(digit));
        return wrong < 0
            ? new SvhnImages(pixels, digits)
            : throw new ContentException(Invariant($"{labels.Where} begins an array 'y' whose label {wrong} must be 1 to {Zero}, but is {digits[wrong]}"));

        MatArray Only(string name) =>
            arrays.FirstOrDefault(array => array.Name == name)
            ?? throw new ContentException(Invariant($"it must hold an array '{name}', but holds none up to its end at byte {content.Position}"));
    }

    /// <summary>Copies every image, channel by channel and row by row, and its label.</summary>
    public void CopyTo(Span<byte> images, Span<long> labels)
    {
        ReadOnlySpan<byte> columns = pixels.Values;
        for (int start = 0; start < columns.Length; start += Side * Side)
            Transpose(columns.Slice(start, Side * Side), images.Slice(start, Side * Side));

        for (int image = 0; image < labels.Length; image++)
            labels[image] = (long)digits[image] % Zero;
    }

    private static void Transpose(ReadOnlySpan<byte> columns, Span<byte> rows)
    {
        for (int row = 0; row < Side; row++)
        {
            for (int column = 0; column < Side; column++)
                rows[row * Side + column] = columns[column * Side + row];
        }
    }
}
