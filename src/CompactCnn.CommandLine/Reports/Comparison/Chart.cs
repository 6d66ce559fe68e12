using ScottPlot;

namespace CompactCnn.CommandLine;

/// <summary>A picture of a report: drawn light and dark for the page, and as PNG for elsewhere.</summary>
/// <param name="Name">Its file's name, without the ending.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Draw">Draws it; colours are the theme's.</param>
internal sealed record Chart(string Name, string Title, int Width, int Height, Func<ChartTheme, Plot> Draw)
{
    /// <summary>A scalable picture in a theme's colours.</summary>
    public string Svg(ChartTheme theme)
    {
        Plot plot = Themed(theme);
        return plot.GetSvgXml(Width, Height);
    }

    /// <summary>A PNG file, light, at twice the size for print.</summary>
    public byte[] Png()
    {
        Plot plot = Themed(ChartTheme.Light);
        plot.ScaleFactor = 2;
        return plot.GetImageBytes(2 * Width, 2 * Height, ImageFormat.Png);
    }

    private Plot Themed(ChartTheme theme)
    {
        Plot plot = Draw(theme);
        theme.Apply(plot);
        return plot;
    }
}
