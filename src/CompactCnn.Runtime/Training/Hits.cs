using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Images whose largest logit, the first of equals, is that of their label; none where there is not one label for each image,
/// as a loss of the user's own may have it.
/// </summary>
internal static class Hits
{
    /// <summary>Counts them. In the host's memory it reads the numbers: for a batch that takes less than the library's calls.</summary>
    /// <param name="logits">[batch, classes].</param>
    /// <param name="labels">int64 [batch], or what the loss reads.</param>
    public static long Count(Tensor logits, Tensor labels) =>
        labels.dim() != 1 ? 0
            : IsPlain(logits, ScalarType.Float32) && IsPlain(labels, ScalarType.Int64)
                ? Count(MemoryMarshal.Cast<byte, float>(logits.bytes), MemoryMarshal.Cast<byte, long>(labels.bytes))
                : logits.argmax(1).eq(labels).sum().item<long>();

    private static long Count(ReadOnlySpan<float> logits, ReadOnlySpan<long> labels)
    {
        int classes = logits.Length / labels.Length;
        long hits = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> ofImage = logits.Slice(i * classes, classes);
            int largest = 0;
            for (int c = 1; c < classes; c++)
            {
                // As for the library, NaN is larger than any number.
                bool isLarger = ofImage[c] > ofImage[largest] || (float.IsNaN(ofImage[c]) && !float.IsNaN(ofImage[largest]));
                largest = isLarger ? c : largest;
            }

            hits += labels[i] == largest ? 1 : 0;
        }

        return hits;
    }

    private static bool IsPlain(Tensor tensor, ScalarType type) =>
        tensor.device_type == DeviceType.CPU && tensor.dtype == type && tensor.numel() > 0 && tensor.is_contiguous();
}
