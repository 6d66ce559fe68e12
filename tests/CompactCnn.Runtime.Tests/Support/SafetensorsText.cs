using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace CompactCnn.Runtime.Tests;

/// <summary>A safetensors file taken apart: the header, which a test changes, and the data behind it.</summary>
internal sealed class SafetensorsText
{
    private SafetensorsText(JsonObject header, byte[] data)
    {
        Header = header;
        Data = data;
    }

    public JsonObject Header { get; }

    public byte[] Data { get; set; }

    public JsonObject Metadata => Header["__metadata__"]!.AsObject();

    public static SafetensorsText Read(byte[] file)
    {
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        return new SafetensorsText(JsonNode.Parse(Encoding.UTF8.GetString(file, 8, length))!.AsObject(), file[(8 + length)..]);
    }

    /// <summary>Where the data begins.</summary>
    public static int DataStart(byte[] file) => 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(file);

    /// <summary>A file of any header and any data.</summary>
    public static byte[] Write(byte[] header, byte[] data, ulong? claimedLength = null)
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, claimedLength ?? (ulong)header.Length);
        return [.. length, .. header, .. data];
    }

    public byte[] Write() => Write(Encoding.UTF8.GetBytes(Header.ToJsonString()), Data);
}
