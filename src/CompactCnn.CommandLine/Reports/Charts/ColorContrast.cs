using ScottPlot;

namespace CompactCnn.CommandLine;

/// <summary>How well a colour is seen on another (WCAG 2.1).</summary>
internal static class ColorContrast
{
    /// <summary>From 1, for equal colours, to 21, for black on white.</summary>
    public static double Between(Color one, Color other)
    {
        double light = Math.Max(Luminance(one), Luminance(other));
        double dark = Math.Min(Luminance(one), Luminance(other));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double Luminance(Color color) => (0.2126 * Linear(color.R)) + (0.7152 * Linear(color.G)) + (0.0722 * Linear(color.B));

    private static double Linear(byte value)
    {
        double share = value / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }
}
