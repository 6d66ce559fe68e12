using System.Buffers.Binary;

namespace CompactCnn;

/// <summary>
/// IDX files, the format of MNIST and its relatives: a magic number, the dimensions as 32-bit big-endian numbers, and
/// the values. Only uint8 values are read; a gzip layer is recognised by its first bytes, whatever the file's name.
/// </summary>
/// <remarks>
/// Nothing in a file is believed before it is checked: a header that promises more than the file holds costs no memory,
/// and no more is decompressed than the header promises.
/// </remarks>
public static class IdxFile
{
    private const string Mend = "get the file again, or give another one";

    /// <summary>Reads a file of images.</summary>
    /// <param name="path">The file, gzipped or not.</param>
    /// <returns>The images, uint8 [count, height, width].</returns>
    /// <exception cref="DatasetException">The file cannot be read, or is not exactly an IDX file of images.</exception>
    public static IdxArray ReadImages(string path) => Read(path, IdxReader.ReadImages);

    /// <summary>Reads a file of labels.</summary>
    /// <param name="path">The file, gzipped or not.</param>
    /// <returns>The labels, uint8 [count].</returns>
    /// <exception cref="DatasetException">The file cannot be read, or is not exactly an IDX file of labels.</exception>
    public static IdxArray ReadLabels(string path) => Read(path, IdxReader.ReadLabels);

    /// <summary>Writes an array as an IDX file, without a gzip layer.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="array">What to write.</param>
    public static void Write(Stream stream, IdxArray array)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(array);
        WriteNumber(stream, IdxReader.Magic(array.Dimensions.Count));
        foreach (int dimension in array.Dimensions)
            WriteNumber(stream, (uint)dimension);

        stream.Write(array.Values.Span);
    }

    private static IdxArray Read(string path, Func<Stream, long, IdxArray> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ContentStream.Read(path, Mend, content => read(content, content.StoredSize));
    }

    private static void WriteNumber(Stream stream, uint number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        stream.Write(bytes);
    }
}
