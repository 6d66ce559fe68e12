using System.Buffers;
using System.Runtime.ExceptionServices;
using SkiaSharp;
using TorchSharp;

namespace CompactCnn;

/// <summary>Decodes pictures, on all processors, into a packed file, which is there whole or not at all.</summary>
internal sealed class PackedWriter
{
    /// <summary>How this version decodes and scales; it counts up when pictures come out otherwise.</summary>
    private const int Decoding = 1;

    private readonly PackedIndex _index;

    /// <summary>Says what is going to be packed.</summary>
    /// <param name="folder">The folder that the pictures lie in.</param>
    /// <param name="files">The pictures, below it.</param>
    /// <param name="stamps">What each is now.</param>
    /// <param name="shape">The size to which they are brought.</param>
    public PackedWriter(string folder, IReadOnlyList<string> files, IReadOnlyList<FileStamp> stamps, FeatureShape shape)
    {
        PixelSums[] none = new PixelSums[shape.Channels];
        PackedEntry[] entries = [.. files.Zip(stamps, (file, stamp) => new PackedEntry(file, stamp, IsRead: false, Checksum: 0, none))];
        _index = new PackedIndex(folder, Decoder, shape, entries);
        // Nothing in the index changes its length when the pictures are known.
        _index.Write(out PackedHeader header);
        Header = header;
    }

    /// <summary>What decodes pictures here.</summary>
    public static string Decoder { get; } = FormattableString.Invariant($"{Decoding}, SkiaSharp {typeof(SKBitmap).Assembly.GetName().Version}");

    /// <summary>The header of the file.</summary>
    public PackedHeader Header { get; }

    /// <summary>Writes the file.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="before">Packed pictures that need not be decoded again; disposed before the file is replaced.</param>
    /// <param name="options">How many threads decode, and who is told of each picture.</param>
    /// <param name="cancellation">Ends it between two pictures.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Write(string path, PackedPictures? before, ImageFolderOptions options, CancellationToken cancellation) => WholeFile.Replace(path, stream =>
    {
        var file = (FileStream)stream;
        file.SetLength(Header.FileBytes);
        int read = 0;
        ForEach(options, row =>
        {
            PackPicture(file, row, before);
            options.Progress?.Report(new PictureProgress(Interlocked.Increment(ref read), _index.Entries.Length));
        }, cancellation);
        RandomAccess.Write(file.SafeFileHandle, _index.Write(out _), 0);
        // Not every system replaces a file that is mapped.
        before?.Dispose();
    });

    private void ForEach(ImageFolderOptions options, Action<int> work, CancellationToken cancellation)
    {
        try
        {
            Parallel.For(0, _index.Entries.Length, options.Parallel(cancellation), work);
        }
        catch (AggregateException faults) when (faults.InnerExceptions.FirstOrDefault(fault => fault is IOException or UnauthorizedAccessException) is { } fault)
        {
            // A full disk is one fault, however many threads met it.
            ExceptionDispatchInfo.Throw(fault);
        }
    }

    private void PackPicture(FileStream file, int row, PackedPictures? before)
    {
        (PackedEntry entry, FeatureShape shape) = (_index.Entries[row], _index.Shape);
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)shape.Elements);
        Span<byte> pixels = buffer.AsSpan(0, (int)shape.Elements);
        try
        {
            bool isRead = TryCopy(before, entry, pixels) || PictureReader.TryRead(Path.Combine(_index.Folder, entry.Path), shape, pixels) is null;
            if (!isRead)
                pixels.Clear();

            RandomAccess.Write(file.SafeFileHandle, pixels, Header.PixelsAt + row * shape.Elements);
            _index.Entries[row] = PackedEntry.Of(entry.Path, entry.Stamp, isRead, pixels, shape.Channels);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool TryCopy(PackedPictures? before, PackedEntry entry, Span<byte> pixels)
    {
        if (before?.RowOf(entry.Path, entry.Stamp) is not { } row || !before.Index.Entries[row].IsRead)
            return false;

        using torch.Tensor image = before.Images[row];
        image.bytes.CopyTo(pixels);
        return true;
    }
}
