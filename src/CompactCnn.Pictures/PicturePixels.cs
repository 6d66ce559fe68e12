namespace CompactCnn;

/// <summary>
/// The pixels of pictures, as training and <c>predict</c> see them: turned as the camera was held, the middle cut out in the proportions
/// asked for, and scaled; what is transparent is laid on white.
/// </summary>
public static class PicturePixels
{
    /// <summary>The formats that are read, as a sentence names them.</summary>
    public static string Formats => PictureFormats.Names;

    /// <summary>Whether a file begins as a picture of one of the <see cref="Formats"/> does: its name may say anything.</summary>
    /// <param name="file">Its bytes, the first 18 at least.</param>
    public static bool IsPicture(ReadOnlySpan<byte> file) => PictureFormats.Of(file) != PictureFormat.Unknown;

    /// <summary>Decodes a picture.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="channels">3 for red, green and blue, 1 for grey as eyes weigh the colours (ITU-R BT.601).</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Pixels in its rows.</param>
    /// <param name="mostPixels">The largest picture that is decoded, in pixels of the file. A decoder takes four bytes for each.</param>
    /// <returns>Channel by channel and row by row, 0 to 255.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are not 1 or 3 channels, or a side or the limit is not positive.</exception>
    /// <exception cref="InvalidDataException">It is no picture, not a whole one, or larger than the limit.</exception>
    public static byte[] Decode(byte[] file, int channels, int height, int width, long mostPixels = PictureHeader.MostPixels)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (channels is not (1 or 3))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "pictures have 1 channel or 3");

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mostPixels);
        try
        {
            PictureHeader.Read(file, mostPixels);
            byte[] pixels = new byte[checked(channels * height * width)];
            PictureDecoder.Decode(file, new PictureShape(channels, height, width), pixels);
            return pixels;
        }
        catch (ContentException fault)
        {
            throw new InvalidDataException($"the picture is refused: {fault.Message}; send another one", fault);
        }
    }
}
