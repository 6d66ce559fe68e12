using ScottPlot;
using SkiaSharp;

namespace CompactCnn.CommandLine;

/// <summary>The letters of charts: the first sans serif that this machine has.</summary>
internal static class ChartFonts
{
    private static readonly string[] Preferred = ["Inter", "Helvetica Neue", "Segoe UI", "DejaVu Sans", "Liberation Sans", "Arial"];

    private static readonly string? Family = Find();

    /// <summary>Has charts use them.</summary>
    public static void Use()
    {
        if (Family is not null)
            Fonts.Default = Family;
    }

    private static string? Find()
    {
        HashSet<string> installed = [.. SKFontManager.Default.FontFamilies];
        return Preferred.FirstOrDefault(installed.Contains);
    }
}
