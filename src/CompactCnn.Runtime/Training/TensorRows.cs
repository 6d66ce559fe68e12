using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Gathers the rows of a resident tensor that make a batch.</summary>
internal static class TensorRows
{
    /// <summary>
    /// Gathers rows. In the host's memory by plain copies, on the thread that asks: the operation of the library wakes
    /// its team of threads, which takes longer than the copies and takes the processors from the training. The memory may
    /// be a mapped file's: then only the rows asked for are read.
    /// </summary>
    /// <param name="rows">Any tensor.</param>
    /// <param name="indices">int64 [count], each 0 or more and below the tensor's first size, on the same device.</param>
    /// <returns>The rows of these indices, in their order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An index is that of no row.</exception>
    public static Tensor Select(Tensor rows, Tensor indices)
    {
        bool isPlainMemory = rows.device_type == DeviceType.CPU && rows.is_contiguous() && rows.size(0) > 0
            && indices.device_type == DeviceType.CPU && indices.is_contiguous() && indices.dtype == ScalarType.Int64;
        // A span holds no more bytes than an int can count.
        return isPlainMemory && rows.numel() / rows.size(0) * rows.ElementSize * indices.numel() <= int.MaxValue ? Copy(rows, indices) : rows.index_select(0, indices);
    }

    private static Tensor Copy(Tensor rows, Tensor indices)
    {
        long[] shape = rows.shape;
        long count = shape[0];
        using Tensor firstRow = rows.narrow(0, 0, 1);
        int rowBytes = firstRow.bytes.Length;
        // All rows together may be more than a span holds: each is a span of its own.
        ref byte first = ref MemoryMarshal.GetReference(firstRow.bytes);
        ReadOnlySpan<long> chosen = MemoryMarshal.Cast<byte, long>(indices.bytes);
        shape[0] = chosen.Length;
        Tensor selected = empty(shape, rows.dtype, CPU);
        Span<byte> next = selected.bytes;
        foreach (long index in chosen)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(indices));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count, nameof(indices));
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref first, (nint)(index * rowBytes)), rowBytes).CopyTo(next);
            next = next[rowBytes..];
        }

        GC.KeepAlive(rows);
        return selected;
    }
}
