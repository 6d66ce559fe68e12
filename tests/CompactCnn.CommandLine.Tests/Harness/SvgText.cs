using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ScottPlot;

namespace CompactCnn.CommandLine.Tests;

/// <summary>A piece of horizontal text in a picture, with the least room that it can take.</summary>
internal sealed partial record SvgText(string Text, Color Color, double Size, double Left, double Baseline)
{
    // Of a letter's height; that of narrow letters.
    private const double LetterWidth = 0.45;
    private const double Ascent = 0.7;

    public double Right => Left + (LetterWidth * Size * Text.Length);

    public bool Overlaps(SvgText other) =>
        Left < other.Right && other.Left < Right && Baseline - (Ascent * Size) < other.Baseline && other.Baseline - (Ascent * other.Size) < Baseline;

    /// <summary>Every piece of text; those that are turned have their place left out.</summary>
    public static IReadOnlyList<SvgText> Of(string svg) => [.. XDocument.Parse(svg).Descendants().Where(element => element.Name.LocalName == "text").Select(Read)];

    private static SvgText Read(XElement element)
    {
        Match place = Place().Match(Attribute(element, "transform"));
        double left = place.Success ? Number(place.Groups["x"].Value) + Number(Attribute(element, "x")) : double.NaN;
        double baseline = place.Success ? Number(place.Groups["y"].Value) + Number(Attribute(element, "y")) : double.NaN;
        string fill = Attribute(element, "fill");
        return new SvgText(
            element.Value.Trim(),
            fill.StartsWith('#') ? Color.FromHex(fill) : fill == "white" ? Colors.White : Colors.Black,
            Number(Attribute(element, "font-size")),
            left,
            baseline);
    }

    private static string Attribute(XElement element, string name) => element.Attribute(name)?.Value ?? "";

    private static double Number(string text) => text.Length == 0 ? 0 : double.Parse(text.Split(',')[0], CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^translate\((?<x>[-\d.]+)[ ,]+(?<y>[-\d.]+)\)$")]
    private static partial Regex Place();
}
