using System.Globalization;
using System.Numerics;

namespace CompactCnn.Generators.Graph;

/// <summary>The numbers of grouped convolutions, and of other layers that divide channels equally.</summary>
internal static class ConvolutionGroups
{
    /// <summary>The largest number that divides both.</summary>
    public static int CommonDivisor(int left, int right) => (int)BigInteger.GreatestCommonDivisor(left, right);

    /// <summary>The arguments of the message that channels cannot be divided into equal groups, with a number that can.</summary>
    /// <param name="groups">The stated number of groups.</param>
    /// <param name="what">What the layer calls them.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="side">Which channels these are.</param>
    public static string[] Fault(int groups, string what, int channels, string side) =>
        [$"{Text(groups)} {what}", Text(channels), side, Text(CommonDivisor(groups, channels)), Text(groups)];

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
