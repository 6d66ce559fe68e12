using System.Runtime.InteropServices;
using TorchSharp;
using static System.FormattableString;

namespace CompactCnn;

/// <summary>
/// A packed file, mapped into memory: the system reads the pixels that are asked for, and takes their memory back when it is
/// short of it. All of it is checked before any of it is believed.
/// </summary>
internal sealed class PackedPictures : IDisposable
{
    private readonly Dictionary<string, int> _rows;

    private PackedPictures(PackedIndex index, torch.Tensor images)
    {
        Index = index;
        Images = images;
        _rows = new Dictionary<string, int>(index.Entries.Length, StringComparer.Ordinal);
        foreach ((int row, PackedEntry entry) in index.Entries.Index())
            _rows[entry.Path] = row;
    }

    /// <summary>What it says of the pictures.</summary>
    public PackedIndex Index { get; }

    /// <summary>uint8 [count, channels, height, width] over the mapped file.</summary>
    public torch.Tensor Images { get; }

    /// <summary>Opens a file and checks it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Ends the check.</param>
    /// <exception cref="ContentException">It is damaged, or no packed file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static PackedPictures Open(string path, CancellationToken cancellation)
    {
        TorchLibrary.Require();
        long bytes = RegularFile.Length(path);
        if (bytes < PackedHeader.Size)
            throw new ContentException(Invariant($"it must have {PackedHeader.Size} bytes at least, but has {bytes} bytes"));

        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor file = Map(path, bytes);
        PackedIndex index = IndexOf(file, bytes, out long pixelsAt);
        FeatureShape shape = index.Shape;
        torch.Tensor images = file.narrow(0, pixelsAt, bytes - pixelsAt).view(index.Entries.Length, shape.Channels, shape.Height, shape.Width);
        CheckPixels(images, index.Entries, pixelsAt, cancellation);
        return new PackedPictures(index, images.DetachFromDisposeScope());
    }

    /// <summary>Reads the index of a file alone, unchecked against its pixels.</summary>
    /// <exception cref="ContentException">It is damaged, or no packed file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static PackedIndex ReadIndex(string path)
    {
        using FileStream file = RegularFile.OpenRead(path);
        byte[] start = new byte[PackedHeader.Size];
        PackedHeader header = PackedHeader.Read(start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)), file.Length);
        Array.Resize(ref start, PackedHeader.Size + header.IndexBytes);
        file.ReadExactly(start.AsSpan(PackedHeader.Size));
        PackedHeader.CheckIndex(start);
        return PackedIndex.Read(header, start);
    }

    /// <summary>The place of a picture.</summary>
    /// <param name="path">Its file, below the folder, with forward slashes.</param>
    /// <param name="stamp">What the file is now.</param>
    /// <returns>Null where the file was not packed, or has changed since.</returns>
    public int? RowOf(string path, FileStamp stamp) => _rows.TryGetValue(path, out int row) && Index.Entries[row].Stamp == stamp ? row : null;

    public void Dispose() => Images.Dispose();

    private static torch.Tensor Map(string path, long bytes)
    {
        try
        {
            // Private: whoever writes to the tensor changes no file.
            return torch.from_file(path, shared: false, size: bytes, dtype: torch.ScalarType.Byte);
        }
        catch (ExternalException)
        {
            // What could be written to all over may not be more than the machine's memory; what is shared may.
            return Shared(path, bytes);
        }
    }

    private static torch.Tensor Shared(string path, long bytes)
    {
        try
        {
            return torch.from_file(path, shared: true, size: bytes, dtype: torch.ScalarType.Byte);
        }
        catch (ExternalException fault)
        {
            throw new IOException(Invariant($"its {bytes} bytes cannot be mapped into memory: {fault.Message.Split('\n')[0].TrimEnd('.')}"), fault);
        }
    }

    private static PackedIndex IndexOf(torch.Tensor file, long bytes, out long pixelsAt)
    {
        using torch.Tensor first = file.narrow(0, 0, PackedHeader.Size);
        PackedHeader header = PackedHeader.Read(first.bytes, bytes);
        using torch.Tensor start = file.narrow(0, 0, PackedHeader.Size + header.IndexBytes);
        PackedHeader.CheckIndex(start.bytes);
        pixelsAt = header.PixelsAt;
        return PackedIndex.Read(header, start.bytes);
    }

    private static void CheckPixels(torch.Tensor images, PackedEntry[] entries, long pixelsAt, CancellationToken cancellation)
    {
        int damaged = entries.Length;
        Parallel.For(0, entries.Length, new ParallelOptions { CancellationToken = cancellation }, (row, loop) =>
        {
            using torch.Tensor image = images[row];
            if (PixelChecksum.Of(image.bytes) == entries[row].Checksum)
                return;

            loop.Break();
            InterlockedMinimum(ref damaged, row);
        });
        if (damaged < entries.Length)
            throw new ContentException(Invariant($"byte {pixelsAt + damaged * images.stride(0)} of it begins the pixels of {UntrustedText.Quote(entries[damaged].Path)}, whose checksum is another"));
    }

    private static void InterlockedMinimum(ref int least, int value)
    {
        for (int before = Volatile.Read(ref least); value < before;)
        {
            int found = Interlocked.CompareExchange(ref least, value, before);
            if (found == before)
                return;

            before = found;
        }
    }
}
