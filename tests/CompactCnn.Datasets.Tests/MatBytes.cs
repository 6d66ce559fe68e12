using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace CompactCnn.Datasets.Tests;

/// <summary>MAT files of level 5, in either byte order.</summary>
internal sealed class MatBytes(bool bigEndian)
{
    public const int UInt8Class = 9;
    public const int DoubleClass = 6;
    public const int CharClass = 4;

    /// <summary>A file of elements.</summary>
    public byte[] File(params byte[][] elements)
    {
        byte[] header = [.. Enumerable.Repeat((byte)' ', 124), .. bigEndian ? "\u0001\0MI"u8 : "\0\u0001IM"u8];
        return [.. header, .. elements.SelectMany(element => element)];
    }

    /// <summary>An element with the padding that follows it.</summary>
    public byte[] Element(MatType type, byte[] data) => [.. Number((uint)type), .. Number((uint)data.Length), .. data, .. new byte[-data.Length & 7]];

    /// <summary>An element of four bytes at most, which fits in its own tag.</summary>
    public byte[] Small(MatType type, byte[] data) => [.. Number((uint)type | (uint)data.Length << 16), .. data, .. new byte[4 - data.Length]];

    /// <summary>A numeric array whose values are given in the file's byte order.</summary>
    public byte[] Array(string name, int[] dimensions, MatType type, byte[] values, int arrayClass = UInt8Class, uint flags = 0) => Element(
        MatType.Matrix,
        [
            .. Element(MatType.UInt32, [.. Number((uint)arrayClass | flags), .. Number(0)]),
            .. Element(MatType.Int32, [.. dimensions.SelectMany(dimension => Number((uint)dimension))]),
            .. name.Length <= 4 ? Small(MatType.Int8, Encoding.ASCII.GetBytes(name)) : Element(MatType.Int8, Encoding.ASCII.GetBytes(name)),
            .. Element(type, values),
        ]);

    /// <summary>Elements, compressed.</summary>
    public byte[] Compressed(params byte[][] elements) => CompressedBytes(Deflate([.. elements.SelectMany(element => element)]));

    /// <summary>An element of bytes that are compressed already; it has no padding.</summary>
    public byte[] CompressedBytes(byte[] bytes) => [.. Number((uint)MatType.Compressed), .. Number((uint)bytes.Length), .. bytes];

    public static byte[] Deflate(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.Fastest))
            zlib.Write(bytes);

        return stream.ToArray();
    }

    /// <summary>A number in the file's byte order.</summary>
    public byte[] Number(uint number)
    {
        byte[] bytes = new byte[sizeof(uint)];
        if (bigEndian)
            BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);

        return bytes;
    }

    /// <summary>A number in the file's byte order.</summary>
    public byte[] Number(double number)
    {
        byte[] bytes = new byte[sizeof(double)];
        if (bigEndian)
            BinaryPrimitives.WriteDoubleBigEndian(bytes, number);
        else
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, number);

        return bytes;
    }
}
