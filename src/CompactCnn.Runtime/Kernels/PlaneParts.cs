using System.Runtime.CompilerServices;

namespace CompactCnn;

/// <summary>Parts of a channel's planes, each as far from the one before.</summary>
/// <param name="Start">The first number.</param>
/// <param name="Distance">From the first number of a part to that of the next.</param>
/// <param name="Length">Numbers of a part.</param>
/// <param name="Count">How many parts.</param>
internal readonly record struct PlaneParts(int Start, int Distance, int Length, int Count)
{
    /// <summary>The numbers of a part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<float> Of(ReadOnlySpan<float> numbers, int part) => numbers.Slice(Start + (part * Distance), Length);
}
