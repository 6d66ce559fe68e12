using System.Text;
using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace CompactCnn.CommandLine;

/// <summary>
/// The letters of charts: the first sans serif that this machine has; where a name has letters that it lacks, a font that has
/// them, for Skia leaves out of an SVG what its font does not have.
/// </summary>
internal static class ChartFonts
{
    private static readonly string[] Preferred = ["Inter", "Helvetica Neue", "Segoe UI", "DejaVu Sans", "Liberation Sans", "Arial"];

    private static readonly string? Family = Find();
    private static readonly SKTypeface Usual = Family is null ? SKTypeface.Default : SKTypeface.FromFamilyName(Family);

    /// <summary>Has charts use the usual font.</summary>
    public static void Use()
    {
        if (Family is not null)
            Fonts.Default = Family;
    }

    /// <summary>Gives a chart the font that its names need.</summary>
    public static void Fit(Plot plot)
    {
        foreach (Rune letter in Names(plot).SelectMany(name => name.EnumerateRunes()).Where(letter => !IsUsual(letter)))
        {
            if (SystemFonts.For(letter) is { } font)
            {
                plot.Font.Set(font.FamilyName);
                return;
            }
        }
    }

    /// <summary>Whether the usual font has a letter.</summary>
    internal static bool IsUsual(Rune letter) => Usual.ContainsGlyph(letter.Value);

    /// <summary>What the user named: layers and models.</summary>
    private static IEnumerable<string> Names(Plot plot) =>
        plot.Axes.GetAxes().Select(axis => axis.TickGenerator).OfType<NumericManual>().SelectMany(Labels).Append(plot.Axes.Title.Label.Text);

    /// <summary>All labels: before it is drawn, an axis has none.</summary>
    private static string[] Labels(NumericManual names)
    {
        const double all = 1e9;
        using Paint paint = Paint.NewDisposablePaint();
        names.Regenerate(new CoordinateRange(-all, all), Edge.Left, new PixelLength(0), paint, new LabelStyle());
        return [.. names.Ticks.Select(tick => tick.Label)];
    }

    private static string? Find()
    {
        HashSet<string> installed = [.. SKFontManager.Default.FontFamilies];
        return Preferred.FirstOrDefault(installed.Contains);
    }
}
