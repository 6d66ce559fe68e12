using System.Runtime.ExceptionServices;
using TorchSharp;
using static System.FormattableString;

namespace CompactCnn;

/// <summary>Reads pictures into one tensor, on all processors.</summary>
internal static class PictureReader
{
    private const string Mend = "replace the picture, or take it away";

    /// <summary>More than any camera makes.</summary>
    private const long LargestFile = 1 << 28;

    /// <summary>Reads pictures.</summary>
    /// <param name="files">The files; of several that are refused, the first one is named.</param>
    /// <param name="shape">The size to which they are brought.</param>
    /// <param name="cancellation">Ends it between two pictures.</param>
    /// <returns>uint8 [count, channels, height, width], owned by the caller.</returns>
    /// <exception cref="DatasetException">A file cannot be read, or is no whole picture.</exception>
    public static torch.Tensor Read(PictureFiles files, FeatureShape shape, CancellationToken cancellation)
    {
        // Where reading fails, nothing is left behind.
        using DisposeScope scope = torch.NewDisposeScope();
        TorchLibrary.Require();
        torch.Tensor images = torch.empty([files.Paths.Count, shape.Channels, shape.Height, shape.Width], torch.ScalarType.Byte);
        var fault = new FirstFault();
        Parallel.For(0, files.Paths.Count, new ParallelOptions { CancellationToken = cancellation }, (place, loop) =>
        {
            try
            {
                using torch.Tensor image = images[place];
                Read(files.Paths[place], shape, image.bytes);
            }
            catch (DatasetException refusal)
            {
                // Every file before this one is still read, so that the same one is named whatever ran first.
                fault.Keep(place, refusal);
                loop.Break();
            }
        });
        fault.Rethrow();
        return images.MoveToOuterDisposeScope();
    }

    /// <summary>Reads one picture.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shape">The size to which it is brought.</param>
    /// <param name="pixels">Is given the pixels, channel by channel and row by row.</param>
    /// <exception cref="DatasetException">The file cannot be read, or is no whole picture.</exception>
    public static void Read(string path, FeatureShape shape, Span<byte> pixels)
    {
        byte[] file = ReadFile(path);
        Decode(path, file, shape, pixels);
    }

    /// <summary>Decodes one picture, and says whatever goes wrong in one sentence with the file's name.</summary>
    public static void Decode(string path, byte[] file, FeatureShape shape, Span<byte> pixels)
    {
        try
        {
            PictureDecoder.Decode(file, shape, pixels);
        }
        catch (ContentException fault)
        {
            throw new DatasetException($"'{path}' is refused: {fault.Message}; {Mend}", fault);
        }
    }

    private static byte[] ReadFile(string path)
    {
        try
        {
            // Pipes and devices have no size; nothing is read from them.
            long size = new FileInfo(path).Length;
            return size is > 0 and <= LargestFile
                ? File.ReadAllBytes(path)
                : throw new DatasetException(Invariant($"'{path}' is refused: a picture must have 1 to {LargestFile} bytes, but it has {size} bytes; {Mend}"));
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or (IOException and not DatasetException))
        {
            throw new DatasetException($"'{path}' cannot be read: {fault.Message.TrimEnd('.')}; {Mend}", fault);
        }
    }

    /// <summary>Of the faults on several threads, that of the first picture.</summary>
    private sealed class FirstFault
    {
        private readonly Lock gate = new();
        private int first = int.MaxValue;
        private DatasetException? fault;

        public void Keep(int place, DatasetException found)
        {
            lock (gate)
            {
                if (place < first)
                    (first, fault) = (place, found);
            }
        }

        public void Rethrow()
        {
            if (fault is not null)
                ExceptionDispatchInfo.Throw(fault);
        }
    }
}
