using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>The bytes of tensors that may have more than a span holds.</summary>
internal static class TensorBytes
{
    private const long ElementsAtOnce = 1 << 24;

    /// <summary>Fills a tensor.</summary>
    /// <param name="source">Where the bytes come from, in the order in which they lie in memory.</param>
    /// <param name="target">A contiguous tensor on the CPU.</param>
    /// <exception cref="IOException">There are fewer bytes, or they cannot be read.</exception>
    public static void Read(Stream source, Tensor target)
    {
        using Tensor flat = target.flatten();
        for (long first = 0; first < flat.numel(); first += ElementsAtOnce)
        {
            using Tensor part = flat.narrow(0, first, Math.Min(ElementsAtOnce, flat.numel() - first));
            source.ReadExactly(part.bytes);
        }
    }
}
