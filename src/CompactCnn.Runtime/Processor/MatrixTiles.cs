using System.Runtime.Intrinsics.X86;

namespace CompactCnn;

/// <summary>The instructions with which a processor multiplies matrices of bf16 tile by tile, Intel's AMX.</summary>
internal static class MatrixTiles
{
    /// <summary>AMX-BF16, which is bit 22 of EDX of CPUID 7.</summary>
    public static bool AreSupported { get; } = X86Base.IsSupported && X86Base.CpuId(0, 0).Eax >= 7 && (X86Base.CpuId(7, 0).Edx & (1 << 22)) != 0;
}
