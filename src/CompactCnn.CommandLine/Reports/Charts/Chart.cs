using ScottPlot;

namespace CompactCnn.CommandLine;

/// <summary>A picture of a report: drawn light and dark, wide and narrow for the page, and as PNG for elsewhere.</summary>
/// <param name="Name">Its file's name, without the ending.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Height">Its height on a canvas, in pixels.</param>
/// <param name="Draw">Draws it for a canvas; colours around the data are given to it afterwards.</param>
internal sealed record Chart(string Name, string Title, Func<ChartCanvas, int> Height, Func<ChartCanvas, Plot> Draw)
{
    /// <summary>How it is to be read; null where the title says it.</summary>
    public string? Remark { get; init; }

    /// <summary>A scalable picture.</summary>
    public string Svg(ChartCanvas canvas) => PortableSvg.Of(Drawn(canvas).GetSvgXml(canvas.Width, Height(canvas)));

    /// <summary>A PNG file, light and wide, at twice the size for print.</summary>
    public byte[] Png()
    {
        ChartCanvas canvas = ChartCanvas.LightWide;
        Plot plot = Drawn(canvas);
        plot.ScaleFactor = 2;
        return plot.GetImageBytes(2 * canvas.Width, 2 * Height(canvas), ImageFormat.Png);
    }

    private Plot Drawn(ChartCanvas canvas)
    {
        ChartFonts.Use();
        Plot plot = Draw(canvas);
        ChartFonts.Fit(plot);
        canvas.Theme.Apply(plot);
        return plot;
    }
}
