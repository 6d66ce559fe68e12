using System.IO.Compression;
using CompactCnn.Datasets.Tests;
using SkiaSharp;

namespace CompactCnn.Fuzzing;

/// <summary>
/// The formats of data sets. Where a checksum would refuse nearly every damaged file, a second format has the damage
/// below it.
/// </summary>
internal static class DatasetFormats
{
    /// <summary>Deflate makes one byte out of a bit of a bit at best: no file holds more than so many times its size.</summary>
    private const int MostExpansion = 1_032;

    private static readonly int[][] CifarClasses = [[10], [20, 100]];
    private static readonly DataFile[] Archived = [Expected("set/first.bin", 5), Expected("set/second.bin", 600)];
    private static readonly FeatureShape Shape = new(3, 8, 8);

    public static IReadOnlyList<FuzzedFormat> All { get; } =
    [
        new("cifar", CifarSeeds, file => ReadGzippedOrNot(file, ReadCifar)),
        new("idx", IdxSeeds, file => ReadGzippedOrNot(file, ReadIdx)),
        new("idx-gzip", () => IdxSeeds().Select(file => Bytes.Gzip(file)), file => ReadGzippedOrNot(file, ReadIdx)),
        new("mat", MatSeeds, file => Check(file, MostExpansion * (long)file.Length, ReadMat)),
        new("mat-compressed", MatElements, ReadCompressedElement),
        new("tar", TarSeeds, file => ReadGzippedOrNot(TarBytes.MendChecksums(file), ReadTar)),
        new("tar-gzip", () => TarSeeds().Select(file => Bytes.Gzip(file)), file => ReadGzippedOrNot(file, ReadTar)),
        new("packed", () => [PackedBytes.File()], file => Check(file, file.Length, ReadPacked)),
        new("packed-index", () => [PackedBytes.File()], file => Check(PackedBytes.MendChecksum(file), file.Length, PackedBytes.ReadIndex)),
        new("npy", () => [NpyBytes.File("<f4", [2, 3, 2], new byte[48]), NpyBytes.File("<u4", [3], new byte[12], version: 2)], file => Check(file, file.Length, NpyBytes.Read)),
        new("png", () => Pictures(SKEncodedImageFormat.Png), file => Check(PictureBytes.MendChecksums(file), file.Length, ReadPicture)),
        new("jpeg", () => [.. Pictures(SKEncodedImageFormat.Jpeg), PictureBytes.Turned(PictureBytes.Quarters(8, 8, SKEncodedImageFormat.Jpeg), 6)], file => Check(file, file.Length, ReadPicture)),
        new("webp", () => Pictures(SKEncodedImageFormat.Webp), file => Check(file, file.Length, ReadPicture)),
        new("bmp", () => Pictures(SKEncodedImageFormat.Bmp), file => Check(file, file.Length, ReadPicture)),
        new("gif", () => Pictures(SKEncodedImageFormat.Gif), file => Check(file, file.Length, ReadPicture)),
    ];

    private static IEnumerable<byte[]> CifarSeeds() => CifarClasses.Select(classes => CifarBytes.Records(1, classes));

    private static void ReadCifar(byte[] file)
    {
        // The form has no header; the two kinds are told apart by their length.
        int[] classes = CifarClasses[file.Length % 2];
        CifarRecords records = Fuzz.Content(file, content => CifarReader.Read(content, content.StoredSize, 1, classes));
        records.CopyTo(new byte[CifarRecords.ImageSize], new long[1], classes.Length - 1);
    }

    private static IEnumerable<byte[]> IdxSeeds() => [Bytes.Idx(Bytes.Images(count: 3, size: 4)), Bytes.Idx(Bytes.Labels(20))];

    private static void ReadIdx(byte[] file)
    {
        IdxArray array = Fuzz.Content(file, content => file.Length % 2 == 0 ? IdxReader.ReadImages(content, content.StoredSize) : IdxReader.ReadLabels(content, content.StoredSize));
        Assert.Equal(array.Dimensions.Aggregate(1, (product, dimension) => product * dimension), array.Values.Length);
    }

    private static IEnumerable<byte[]> MatSeeds()
    {
        foreach (bool bigEndian in (bool[])[false, true])
        {
            var mat = new MatBytes(bigEndian);
            byte[][] elements = [.. Elements(mat)];
            yield return mat.File(elements);
            yield return mat.File([.. elements.Select(element => mat.Compressed(element))]);
        }
    }

    private static IEnumerable<byte[]> MatElements() =>
        ((bool[])[false, true]).SelectMany(bigEndian => Elements(new MatBytes(bigEndian)).Select(element => (byte[])[bigEndian ? (byte)1 : (byte)0, .. element]));

    private static IEnumerable<byte[]> Elements(MatBytes mat) =>
    [
        mat.Array("a_text", [1, 2], MatType.UInt16, [0, 65, 0, 66], MatBytes.CharClass),
        mat.Array("y", [1, 1], MatType.UInt8, [4]),
        mat.Array("X", [32, 32, 3, 1], MatType.UInt8, new byte[3072]),
    ];

    private static void ReadMat(byte[] file)
    {
        SvhnImages digits = Fuzz.Content(file, SvhnImages.Read);
        byte[] images = new byte[digits.Count * 3072];
        long[] labels = new long[digits.Count];
        digits.CopyTo(images, labels);
        Assert.All(labels, label => Assert.InRange(label, 0, 9));
    }

    /// <summary>The first byte tells the byte order, the others are what is compressed in a file's only element but one.</summary>
    private static void ReadCompressedElement(byte[] input)
    {
        if (input.Length == 0)
            return;

        var mat = new MatBytes(bigEndian: (input[0] & 1) != 0);
        byte[] file = mat.File(mat.Compressed(mat.Array("y", [1, 1], MatType.UInt8, [4])), mat.Compressed(input[1..]));
        Check(file, file.Length + input.Length, ReadMat);
    }

    private static IEnumerable<byte[]> TarSeeds() =>
        ((System.Formats.Tar.TarEntryFormat[])[System.Formats.Tar.TarEntryFormat.Ustar, System.Formats.Tar.TarEntryFormat.Gnu, System.Formats.Tar.TarEntryFormat.Pax])
            .Select(form => TarBytes.Archive(form, ("set/", []), ("set/notes.txt", [5]), ("set/first.bin", new byte[5]), ("set/second.bin", new byte[600])));

    private static void ReadTar(byte[] file) => Fuzz.Content(file, content =>
    {
        var sizes = new Dictionary<string, long>();
        TarArchive.Read(content, Archived, (expected, bytes) =>
        {
            using var counted = new MemoryStream();
            bytes.CopyTo(counted, bufferSize: 512);
            sizes.Add(expected.Location, counted.Length);
        });
        Assert.All(Archived, expected => Assert.Equal(expected.ContentSize, sizes[expected.Location]));
        return file;
    });

    private static void ReadPacked(byte[] file) => PackedBytes.Pixels(file, Path.GetTempPath());

    private static DataFile Expected(string location, int size) => new(location, size, "");

    private static IEnumerable<byte[]> Pictures(SKEncodedImageFormat format) =>
        [PictureBytes.Quarters(12, 9, format), PictureBytes.Quarters(5, 16, format)];

    private static void ReadPicture(byte[] file) => PictureReader.Decode(Fuzz.Name, file, Shape, new byte[Shape.Channels * Shape.Height * Shape.Width]);

    private static void ReadGzippedOrNot(byte[] file, Action<byte[]> read) => Check(file, file.Length + Decompressed(file), read);

    private static void Check(byte[] file, long realSize, Action<byte[]> read) => Fuzz.ReadOne(file, realSize, read);

    /// <summary>Bytes that come out of a gzip layer, up to where it is damaged.</summary>
    private static long Decompressed(byte[] file)
    {
        long size = 0;
        try
        {
            using var gzip = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
            byte[] piece = new byte[1 << 12];
            for (int count; (count = gzip.Read(piece)) > 0;)
                size += count;
        }
        catch (InvalidDataException)
        {
            // What came out before it did come out.
        }

        return size;
    }
}
