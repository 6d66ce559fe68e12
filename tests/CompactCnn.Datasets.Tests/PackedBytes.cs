namespace CompactCnn.Datasets.Tests;

/// <summary>Packed files as bytes.</summary>
internal static class PackedBytes
{
    private static readonly FeatureShape Shape = new(3, 3, 2);

    /// <summary>A whole file of three pictures, one of which could not be read.</summary>
    public static byte[] File()
    {
        byte[] pixels = [.. Enumerable.Range(0, 3 * (int)Shape.Elements).Select(place => place < 2 * Shape.Elements ? (byte)(place * 7) : (byte)0)];
        PackedEntry[] entries = [.. Enumerable.Range(0, 3).Select(row => PackedEntry.Of(
            $"a/{row}.png", new FileStamp(100 + row, 1_000), isRead: row < 2, pixels.AsSpan(row * (int)Shape.Elements, (int)Shape.Elements), Shape.Channels))];
        byte[] start = new PackedIndex("/pictures", "decoder", Shape, entries).Write(out PackedHeader header);
        byte[] file = new byte[header.FileBytes];
        start.CopyTo(file, 0);
        pixels.CopyTo(file, header.PixelsAt);
        return file;
    }

    /// <summary>The pixels of a file, or its refusal under the name that fuzzing gives it.</summary>
    public static byte[] Pixels(byte[] file, string folder) => Refusing(() =>
    {
        string path = Path.Combine(folder, FormattableString.Invariant($"mutant-{Environment.ProcessId}.pack"));
        System.IO.File.WriteAllBytes(path, file);
        using PackedPictures packed = PackedPictures.Open(path, default);
        return packed.Images.data<byte>().ToArray();
    });

    /// <summary>Reads the header and the index.</summary>
    public static void ReadIndex(byte[] file) => Refusing(() =>
    {
        PackedHeader header = PackedHeader.Read(file.AsSpan(0, Math.Min(file.Length, PackedHeader.Size)), file.Length);
        ReadOnlySpan<byte> start = file.AsSpan(0, PackedHeader.Size + header.IndexBytes);
        PackedHeader.CheckIndex(start);
        PackedIndex index = PackedIndex.Read(header, start);
        Assert.Equal(file.Length - header.PixelsAt, index.PixelBytes);
        Assert.InRange(Normalization.Of(index.Entries[0].Channels).Mean[0], 0, 1);
        return file;
    });

    /// <summary>Gives an index a right checksum, so that damage in it is not found by that alone.</summary>
    public static byte[] MendChecksum(byte[] file)
    {
        if (file.Length < PackedHeader.Size)
            return file;

        // The length is as damaged as the rest: what fits is checksummed.
        long promised = BitConverter.ToInt64(file, 16);
        int length = (int)Math.Clamp(promised, 0, file.Length - PackedHeader.Size);
        PackedHeader.WriteChecksum(file.AsSpan(0, PackedHeader.Size + length));
        return file;
    }

    private static byte[] Refusing(Func<byte[]> read)
    {
        try
        {
            return read();
        }
        catch (ContentException fault)
        {
            throw new DatasetException($"'{Fuzz.Name}' is refused: {fault.Message}", fault);
        }
    }
}
