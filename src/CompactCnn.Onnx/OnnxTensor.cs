using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CompactCnn.OnnxFormat;
using Google.Protobuf;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Constants of an ONNX graph: float32, little-endian.</summary>
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
