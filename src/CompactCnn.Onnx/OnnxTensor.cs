using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CompactCnn.OnnxFormat;
using Google.Protobuf;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Constants of an ONNX graph: float32 and int64, little-endian.</summary>
internal static class OnnxTensor
{
    /// <summary>A copy of a tensor.</summary>
    public static TensorProto Of(string name, Tensor value)
    {
        using var scope = NewDisposeScope();
        byte[] bytes = value.to(ScalarType.Float32).cpu().contiguous().bytes.ToArray();
        return Of(name, value.shape, bytes);
    }

    /// <summary>A single number.</summary>
    public static TensorProto Of(string name, float value) => Of(name, [], MemoryMarshal.AsBytes<float>([value]).ToArray());

    /// <summary>Numbers of a shape.</summary>
    public static TensorProto Of(string name, float[] values, long[] shape) => Of(name, shape, MemoryMarshal.AsBytes<float>(values).ToArray());

    /// <summary>A list of integers, as operators take sizes.</summary>
    public static TensorProto Of(string name, long[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = TensorProto.Types.DataType.Int64 };
        tensor.Dims.Add(values.Length);
        tensor.Int64Data.AddRange(values);
        return tensor;
    }

    private static TensorProto Of(string name, long[] shape, byte[] bytes)
    {
        if (!BitConverter.IsLittleEndian)
        {
            Span<int> numbers = MemoryMarshal.Cast<byte, int>(bytes.AsSpan());
            BinaryPrimitives.ReverseEndianness(numbers, numbers);
        }

        // The bytes are ours alone; hundreds of megabytes are not copied once more.
        var tensor = new TensorProto { Name = name, DataType = TensorProto.Types.DataType.Float, RawData = UnsafeByteOperations.UnsafeWrap(bytes) };
        tensor.Dims.AddRange(shape);
        return tensor;
    }
}
