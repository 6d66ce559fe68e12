using static System.FormattableString;

namespace CompactCnn.WebService;

/// <summary>A picture that somebody sends. Its size and its header are checked before anything is decoded.</summary>
internal static class PictureUpload
{
    /// <summary>The largest file.</summary>
    public const int MostBytes = 8 << 20;

    /// <summary>The largest picture: a decoder takes 4 bytes for each of its pixels.</summary>
    public const long MostPixels = 1 << 24;

    /// <summary>Reads the body of a request.</summary>
    /// <exception cref="Refusal">It is too large, or no picture.</exception>
    public static async Task<byte[]> ReadAsync(HttpContext context)
    {
        byte[] file = await ReadBytesAsync(context);
        if (file.Length == 0)
            throw new Refusal(StatusCodes.Status400BadRequest, "No picture was sent; send the bytes of a file as the body of the request.");

        return PicturePixels.IsPicture(file)
            ? file
            : throw new Refusal(StatusCodes.Status415UnsupportedMediaType, $"{PicturePixels.Formats} was expected, but the file begins like none of them; convert the picture and send it again.");
    }

    /// <summary>Makes pixels of a file, as training does.</summary>
    /// <returns>Channel by channel and row by row, 0 to 255.</returns>
    /// <exception cref="Refusal">It has too many pixels, or is damaged.</exception>
    public static byte[] Decode(byte[] file, InputShape shape)
    {
        try
        {
            return PicturePixels.Decode(file, shape.Channels, shape.Height, shape.Width, MostPixels);
        }
        catch (InvalidDataException fault)
        {
            throw new Refusal(StatusCodes.Status400BadRequest, $"T{fault.Message[1..]}.");
        }
    }

    private static async Task<byte[]> ReadBytesAsync(HttpContext context)
    {
        try
        {
            using var bytes = new MemoryStream();
            await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
            return bytes.ToArray();
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new Refusal(StatusCodes.Status413PayloadTooLarge, Invariant($"A picture may have {MostBytes} bytes at most, but this one has more; send a smaller one."));
        }
    }
}
