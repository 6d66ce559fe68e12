using System.Runtime.Intrinsics.X86;
using TorchSharp;

namespace CompactCnn;

/// <summary>
/// The sizes of the processor's caches, as oneDNN, which computes libtorch's convolutions, knows them. It asks AMD's
/// processors by CPUID 8000_001D; a virtual machine without the topology extension answers zero, and oneDNN 3.7 then
/// takes each cache for one byte large. Kernels laid out by that give wrong outputs and gradients, without a word,
/// wherever the channels do not fill a block, and write outside of their tensors.
/// </summary>
/// <remarks>
/// Every network of this library calls <see cref="Provide"/> before it computes on the CPU. Call it yourself where your
/// program convolves before that: kernels that are made already stay as they are.
/// </remarks>
public static class ProcessorCaches
{
    private const string LimitVariable = "ONEDNN_MAX_CPU_ISA";

    // The only limit below which oneDNN lays out its convolutions without asking for the caches.
    private const string SafeLimit = "SSE41";

    private static readonly Lazy<bool> Provided = new(() =>
    {
        TorchLibrary.Require();
        return OneDnnProcessor.Write(Sizes());
    });

    /// <summary>True where the processor hides its caches from oneDNN, and oneDNN uses kernels that need to know them.</summary>
    public static bool AreHidden { get; } =
        IsAmd() && TypeOfFirstCache() == 0
        && !SafeLimit.Equals(Environment.GetEnvironmentVariable(LimitVariable), StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Tells oneDNN the sizes of the caches where the processor hides them, by writing them into its description of
    /// the processor in this process's memory. Does nothing elsewhere, nor when called again.
    /// </summary>
    /// <returns>False where they are hidden still: on a system other than Linux, or with a libtorch whose description is not recognised.</returns>
    public static bool Provide() => !AreHidden || Provided.Value;

    /// <summary>Refuses to compute on this processor what would be wrong.</summary>
    /// <exception cref="InvalidOperationException">oneDNN does not know the caches.</exception>
    internal static void Require(DeviceType device)
    {
        if (device == DeviceType.CPU && !Provide())
        {
            throw new InvalidOperationException(
                $"this virtual machine hides the processor's caches (CPUID 8000001D is zero), for which libtorch's convolutions compute wrong gradients; set the environment variable {LimitVariable} to {SafeLimit} before the program starts");
        }
    }

    /// <summary>Bytes of one core's part of each data cache, from the older CPUID 8000_0005 and 8000_0006, which remain where 8000_001D is hidden.</summary>
    private static int[] Sizes()
    {
        const int kilobyte = 1024;
        // A virtual machine reports the last cache of the whole socket; since Zen 2 a core's part is at most 4 MB.
        const int largestPart = 4096 * kilobyte;
        uint first = (uint)Cpuid(0x8000_0005).Ecx >> 24;
        uint second = (uint)Cpuid(0x8000_0006).Ecx >> 16;
        long last = ((uint)Cpuid(0x8000_0006).Edx >> 18) * 512L * kilobyte;
        return [(int)first * kilobyte, (int)second * kilobyte, (int)Math.Min(last, largestPart)];
    }

    // "AuthenticAMD", in the order of the registers.
    private static bool IsAmd() => X86Base.IsSupported && X86Base.CpuId(0, 0) is (_, 0x6874_7541, 0x444d_4163, 0x6974_6e65);

    private static int TypeOfFirstCache()
    {
        const int typeBits = 0x1f;
        const uint leaf = 0x8000_001d;
        return (uint)Cpuid(0x8000_0000).Eax < leaf ? typeBits : Cpuid(leaf).Eax & typeBits;
    }

    private static (int Eax, int Ebx, int Ecx, int Edx) Cpuid(uint leaf) => X86Base.CpuId(unchecked((int)leaf), 0);
}
