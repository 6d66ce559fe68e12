using System.Buffers.Binary;
using System.Text;

namespace CompactCnn.Datasets.Tests;

/// <summary>Files of NumPy arrays.</summary>
internal static class NpyBytes
{
    /// <summary>A file as NumPy writes it.</summary>
    public static byte[] File(string type, int[] shape, ReadOnlySpan<byte> values, byte version = 1, bool fortran = false)
    {
        string sizes = string.Concat(shape.Select(size => FormattableString.Invariant($"{size}, ")));
        string header = $"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': ({(shape.Length == 1 ? sizes.TrimEnd() : sizes.TrimEnd(' ', ','))}), }}";
        int prefix = version == 1 ? 10 : 12;
        header = header.PadRight((prefix + header.Length + 64) / 64 * 64 - prefix - 1) + "\n";
        byte[] file = new byte[prefix + header.Length + values.Length];
        ((byte[])[0x93, .. "NUMPY"u8, version, 0]).CopyTo(file, 0);
        if (version == 1)
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)header.Length);
        else
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(8), header.Length);

        Encoding.ASCII.GetBytes(header).CopyTo(file, prefix);
        values.CopyTo(file.AsSpan(prefix + header.Length));
        return file;
    }

    /// <summary>Reads a file under the name that fuzzing gives it.</summary>
    public static void Read(byte[] file)
    {
        try
        {
            using TorchSharp.torch.Tensor values = NpyReader.Read(new MemoryStream(file), file.Length);
            Assert.InRange(values.numel(), 1, file.Length);
        }
        catch (ContentException fault)
        {
            throw new DatasetException($"'{Fuzz.Name}' is refused: {fault.Message}", fault);
        }
    }
}
