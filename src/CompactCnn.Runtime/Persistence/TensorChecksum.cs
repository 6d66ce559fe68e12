using System.Security.Cryptography;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>The SHA-256 checksum of the values of tensors, wherever they are and however they lie in memory.</summary>
internal static class TensorChecksum
{
    /// <summary>Rows that are copied at a time: data sets are large.</summary>
    private const int RowsAtOnce = 4096;

    /// <summary>The checksum of tensors one after the other, in hexadecimal.</summary>
    public static string Of(IEnumerable<Tensor> tensors)
    {
        using var scope = NewDisposeScope();
        using IncrementalHash checksum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Tensor tensor in tensors)
        {
            Tensor values = tensor.dim() == 0 ? tensor.unsqueeze(0) : tensor;
            for (long first = 0; first < values.size(0); first += RowsAtOnce)
            {
                using Tensor part = values.narrow(0, first, Math.Min(RowsAtOnce, values.size(0) - first)).detach().cpu().contiguous();
                checksum.AppendData(part.bytes);
            }
        }

        return Convert.ToHexStringLower(checksum.GetHashAndReset());
    }
}
