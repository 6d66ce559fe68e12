using System.Xml.Linq;

namespace CompactCnn.CommandLine;

/// <summary>Makes Skia's SVG look the same wherever it is shown.</summary>
internal static class PortableSvg
{
    /// <summary>
    /// Gives a picture a size to be scaled from, cells of bitmaps that are not smoothed into one another, and text that
    /// flows by itself in whatever sans serif the reader has: Skia places each letter by its own font's widths.
    /// </summary>
    public static string Of(string svg)
    {
        XElement root = XDocument.Parse(svg).Root!;
        root.SetAttributeValue("viewBox", $"0 0 {root.Attribute("width")!.Value} {root.Attribute("height")!.Value}");
        root.SetAttributeValue("style", "image-rendering:pixelated");
        foreach (XElement text in root.Descendants(root.Name.Namespace + "text"))
        {
            text.SetAttributeValue("font-family", $"{text.Attribute("font-family")?.Value}, system-ui, sans-serif".TrimStart(',', ' '));
            foreach (string place in (string[])["x", "y"])
                text.SetAttributeValue(place, text.Attribute(place)?.Value.Split(',')[0]);

            text.Value = text.Value.Trim();
        }

        return root.ToString(SaveOptions.DisableFormatting);
    }
}
