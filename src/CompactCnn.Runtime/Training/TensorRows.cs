using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Gathers the rows of a resident tensor that make a batch.</summary>
internal static class TensorRows
{
    /// <summary>
    /// Gathers rows. In the host's memory by plain copies, on the thread that asks: the operation of the library wakes
    /// its team of threads, which takes longer than the copies and takes the processors from the training.
    /// </summary>
    /// <param name="rows">Any tensor.</param>
    /// <param name="indices">int64 [count], each 0 or more and below the tensor's first size, on the same device.</param>
    /// <returns>The rows of these indices, in their order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An index is that of no row.</exception>
    public static Tensor Select(Tensor rows, Tensor indices)
    {
        // A span holds no more bytes than an int can count.
        bool isPlainMemory = rows.device_type == DeviceType.CPU && rows.is_contiguous() && rows.numel() * rows.ElementSize <= int.MaxValue
            && indices.device_type == DeviceType.CPU && indices.is_contiguous() && indices.dtype == ScalarType.Int64;
        return isPlainMemory ? Copy(rows, indices) : rows.index_select(0, indices);
    }

    private static Tensor Copy(Tensor rows, Tensor indices)
    {
        long[] shape = rows.shape;
        ReadOnlySpan<byte> all = rows.bytes;
        int count = (int)shape[0];
        int rowBytes = all.Length / count;
        ReadOnlySpan<long> chosen = MemoryMarshal.Cast<byte, long>(indices.bytes);
        shape[0] = chosen.Length;
        Tensor selected = empty(shape, rows.dtype, CPU);
        Span<byte> next = selected.bytes;
        foreach (long index in chosen)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(indices));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count, nameof(indices));
            all.Slice((int)index * rowBytes, rowBytes).CopyTo(next);
            next = next[rowBytes..];
        }

        return selected;
    }
}
