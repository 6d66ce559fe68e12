using System.Globalization;
using System.Numerics;
using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>
/// What can be counted and addressed: the elements of one tensor by an int, the work of one training step (three times
/// that of the forward pass) by a long.
/// </summary>
internal static class SizeLimits
{
    private static readonly BigInteger Elements = int.MaxValue;
    private static readonly BigInteger Macs = long.MaxValue / 3;

    /// <summary>The excess of a feature map, or null.</summary>
    public static SizeExcess? OfFeatures(long channels, long height, long width) =>
        Compare(new BigInteger(channels) * height * width, "elements in a feature map", Elements);

    /// <summary>The excess of a kernel with the gaps of its dilation, or null.</summary>
    public static SizeExcess? OfKernel(Sides kernel, Sides dilation) =>
        Compare(Extent(kernel.Height, dilation.Height), "rows in its dilated kernel", Elements)
        ?? Compare(Extent(kernel.Width, dilation.Width), "columns in its dilated kernel", Elements);

    /// <summary>The excess of a layer's parameters, or of the work up to and with it, or null.</summary>
    public static SizeExcess? OfWork(BigInteger parameters, BigInteger macs) =>
        Compare(parameters, "parameters", Elements) ?? Compare(macs, "multiply-accumulates up to it", Macs);

    private static long Extent(int kernel, int dilation) => ((long)dilation * (kernel - 1)) + 1;

    private static SizeExcess? Compare(BigInteger value, string unit, BigInteger limit) => value > limit ? new SizeExcess(value, unit, limit) : null;
}

/// <summary>A number that is over its limit.</summary>
internal sealed record SizeExcess(BigInteger Value, string Unit, BigInteger Limit)
{
    /// <summary>Value, unit and limit as a message shows them.</summary>
    public string[] Arguments() => [Text(Value), Unit, Text(Limit)];

    private static string Text(BigInteger value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
