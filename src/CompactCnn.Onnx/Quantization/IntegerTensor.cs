using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CompactCnn.OnnxFormat;
using Google.Protobuf;

namespace CompactCnn;

/// <summary>Constants of a quantised graph.</summary>
internal static class IntegerTensor
{
    public static TensorProto Of(string name, sbyte[] values, params ReadOnlySpan<long> shape) =>
        Raw(name, TensorProto.Types.DataType.Int8, MemoryMarshal.AsBytes<sbyte>(values), shape);

    public static TensorProto Of(string name, int[] values, params ReadOnlySpan<long> shape) =>
        Raw(name, TensorProto.Types.DataType.Int32, Bytes(values), shape);

    public static TensorProto Of(string name, float[] values, params ReadOnlySpan<long> shape) =>
        Raw(name, TensorProto.Types.DataType.Float, Bytes(MemoryMarshal.Cast<float, int>(values)), shape);

    /// <summary>The zero point of an activation.</summary>
    public static TensorProto Zero(string name, ActivationScale scale) =>
        Raw(name, scale.IsSigned ? TensorProto.Types.DataType.Int8 : TensorProto.Types.DataType.Uint8, [(byte)scale.Zero], []);

    /// <summary>The numbers of a float32 constant.</summary>
    public static float[] Floats(TensorProto tensor)
    {
        ReadOnlySpan<byte> bytes = tensor.RawData.Span;
        float[] values = new float[bytes.Length / sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
        }

        return values;
    }

    private static byte[] Bytes(ReadOnlySpan<int> values)
    {
        byte[] bytes = new byte[values.Length * sizeof(int)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), values[i]);
        }

        return bytes;
    }

    private static TensorProto Raw(string name, TensorProto.Types.DataType type, ReadOnlySpan<byte> bytes, ReadOnlySpan<long> shape)
    {
        var tensor = new TensorProto { Name = name, DataType = type, RawData = ByteString.CopyFrom(bytes) };
        foreach (long size in shape)
        {
            tensor.Dims.Add(size);
        }

        return tensor;
    }
}
