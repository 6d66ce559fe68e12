using System.Buffers.Binary;
using System.Numerics;
using Google.Protobuf;
using Tensorboard;

namespace CompactCnn;

/// <summary>
/// Events as TensorBoard reads them from a file: records of length, checksum of the length, data, checksum of the data;
/// little-endian, checksums CRC-32C, masked. (The TFRecord format.)
/// </summary>
internal static class EventRecords
{
    private const int HeaderBytes = sizeof(ulong) + sizeof(uint);
    private const int FooterBytes = sizeof(uint);

    /// <summary>Appends an event.</summary>
    public static void Write(Stream stream, Event item)
    {
        // Whole arrays both ways: TorchSharp's messages are of a generation that knows no spans.
        byte[] data = item.ToByteArray();
        byte[] record = new byte[HeaderBytes + data.Length + FooterBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(sizeof(ulong)), Checksum(record.AsSpan(0, sizeof(ulong))));
        data.CopyTo(record, HeaderBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(HeaderBytes + data.Length), Checksum(data));
        stream.Write(record);
    }

    /// <summary>The events of a file up to its end, or up to where it is damaged: a killed run may have left half of one.</summary>
    public static IEnumerable<Event> Read(ReadOnlyMemory<byte> file)
    {
        while (file.Length >= HeaderBytes + FooterBytes)
        {
            ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file.Span);
            if (BinaryPrimitives.ReadUInt32LittleEndian(file.Span[sizeof(ulong)..]) != Checksum(file.Span[..sizeof(ulong)]) || length > (ulong)(file.Length - HeaderBytes - FooterBytes))
            {
                yield break;
            }

            ReadOnlyMemory<byte> data = file.Slice(HeaderBytes, (int)length);
            if (BinaryPrimitives.ReadUInt32LittleEndian(file.Span[(HeaderBytes + data.Length)..]) != Checksum(data.Span))
            {
                yield break;
            }

            yield return Event.Parser.ParseFrom(data.ToArray());
            file = file[(HeaderBytes + data.Length + FooterBytes)..];
        }
    }

    /// <summary>CRC-32C, rotated and shifted so that a checksum of data with checksums in it is none of them.</summary>
    private static uint Checksum(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        while (data.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[sizeof(ulong)..];
        }

        foreach (byte value in data)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return unchecked(BitOperations.RotateRight(~crc, 15) + 0xa282ead8u);
    }
}
