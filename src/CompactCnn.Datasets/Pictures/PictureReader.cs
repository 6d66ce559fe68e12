using TorchSharp;
using static System.FormattableString;

namespace CompactCnn;

/// <summary>Reads pictures into one tensor, on all processors.</summary>
internal static class PictureReader
{
    private const string Mend = "replace the picture, or take it away";

    /// <summary>More than any camera makes.</summary>
    private const long LargestFile = 1 << 28;

    /// <summary>Below this nobody asks how much memory is there.</summary>
    private const long LargePicture = 1L << 26;

    /// <summary>Reads pictures.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="options">The size to which they are brought, and how many threads read.</param>
    /// <param name="wasRead">Called after each picture, by whichever thread read it.</param>
    /// <param name="cancellation">Ends it between two pictures.</param>
    /// <returns>uint8 [count, channels, height, width], owned by the caller; and why some are not read, by place: theirs are undefined.</returns>
    public static (torch.Tensor Images, IReadOnlyDictionary<int, LeftOutFile> Refused) Read(IReadOnlyList<string> paths, ImageFolderOptions options, Action wasRead, CancellationToken cancellation)
    {
        // Where reading fails, nothing is left behind.
        using DisposeScope scope = torch.NewDisposeScope();
        TorchLibrary.Require();
        FeatureShape shape = options.ImageShape;
        torch.Tensor images = torch.empty([paths.Count, shape.Channels, shape.Height, shape.Width], torch.ScalarType.Byte);
        string?[] faults = new string?[paths.Count];
        Parallel.For(0, paths.Count, options.Parallel(cancellation), place =>
        {
            using torch.Tensor image = images[place];
            faults[place] = TryRead(paths[place], shape, image.bytes);
            wasRead();
        });
        var refused = faults.Index().Where(fault => fault.Item is not null).ToDictionary(fault => fault.Index, fault => new LeftOutFile(paths[fault.Index], fault.Item!));
        return (images.MoveToOuterDisposeScope(), refused);
    }

    /// <summary>Decodes one picture, and says whatever goes wrong in one sentence with the file's name.</summary>
    public static void Decode(string path, byte[] file, FeatureShape shape, Span<byte> pixels)
    {
        if (TryDecode(file, shape, pixels) is { } fault)
            throw new DatasetException($"'{path}' {fault}; {Mend}");
    }

    /// <summary>Reads one picture.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shape">The size to which it is brought.</param>
    /// <param name="pixels">Is given the pixels, channel by channel and row by row.</param>
    /// <returns>What is wrong, as a clause that follows the file's name; null where it was read.</returns>
    public static string? TryRead(string path, FeatureShape shape, Span<byte> pixels)
    {
        byte[] file;
        try
        {
            file = RegularFile.ReadAllBytes(path, LargestFile);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            return $"cannot be read: {fault.Message.TrimEnd('.')}";
        }

        return file.Length > 0
            ? TryDecode(file, shape, pixels)
            : Invariant($"is refused: a picture must have 1 to {LargestFile} bytes, but it has 0 bytes");
    }

    private static string? TryDecode(byte[] file, FeatureShape shape, Span<byte> pixels)
    {
        try
        {
            PictureHeader header = PictureHeader.Read(file);
            if (header.DecodedBytes >= LargePicture && AvailableMemory.Bytes() is var available && header.DecodedBytes > available)
                return Invariant($"is refused: byte {header.Position} of it begins a size of {header.Width} x {header.Height} pixels, for which decoding takes {header.DecodedBytes} bytes of memory, but {available} are available");

            DecodingMemory.Shared.Take(header.DecodedBytes);
            try
            {
                PictureDecoder.Decode(file, new PictureShape(shape.Channels, shape.Height, shape.Width), pixels);
                return null;
            }
            finally
            {
                DecodingMemory.Shared.Free(header.DecodedBytes);
            }
        }
        catch (ContentException fault)
        {
            return $"is refused: {fault.Message}";
        }
    }
}
