using ScottPlot;
using ScottPlot.Panels;

namespace CompactCnn.CommandLine;

/// <summary>The names of a chart's series: beside the data where there is room, else below.</summary>
internal static class ChartLegend
{
    private const int LineHeight = 17;

    /// <summary>Shows names one below another.</summary>
    public static void Show(Plot plot, ChartCanvas canvas)
    {
        LegendPanel panel = plot.ShowLegend(canvas.IsNarrow ? Edge.Bottom : Edge.Right);
        panel.Alignment = canvas.IsNarrow ? Alignment.UpperLeft : Alignment.UpperCenter;
        panel.Padding = canvas.IsNarrow ? new PixelPadding(0, 8) : new PixelPadding(12, 0);
        plot.Legend.Orientation = Orientation.Vertical;
        plot.Legend.Padding = new PixelPadding(0);
        plot.Legend.InterItemPadding = new PixelPadding(0, 0, 4, 0);
    }

    /// <summary>Shows a few short names side by side.</summary>
    public static void ShowRow(Plot plot, ChartCanvas canvas, Edge edge)
    {
        LegendPanel panel = plot.ShowLegend(edge);
        panel.Padding = new PixelPadding(0, 6);
        // ScottPlot measures as if all had room in one row.
        panel.MinimumSize = canvas.Choose(0, 52);
        plot.Legend.Orientation = Orientation.Horizontal;
        plot.Legend.TightHorizontalWrapping = true;
        plot.Legend.Padding = new PixelPadding(0);
        plot.Legend.SymbolWidth = 14;
        plot.Legend.InterItemPadding = new PixelPadding(0, 8, 3, 0);
    }

    /// <summary>How high a chart must be for its names.</summary>
    /// <param name="canvas">Where the names lie.</param>
    /// <param name="data">What the data and their axes need.</param>
    /// <param name="names">The names as they are shown.</param>
    public static int Height(ChartCanvas canvas, int data, IReadOnlyCollection<string> names)
    {
        int height = names.Count * (4 + (LineHeight * names.Select(Lines).DefaultIfEmpty(1).Max()));
        return canvas.IsNarrow ? data + 20 + height : Math.Max(data, 100 + height);
    }

    /// <summary>A name on as many lines as it needs: it is broken where a setting begins.</summary>
    public static string Wrapped(string name, int width)
    {
        string wrapped = "";
        int line = 0;
        foreach (string part in Parts(name))
        {
            bool breaks = line > 0 && line + part.Length > width;
            wrapped += breaks ? $"\n  {part}" : part;
            line = part.Length + (breaks ? 2 : line);
        }

        return wrapped;
    }

    /// <summary>How many lines a wrapped name has.</summary>
    public static int Lines(string name) => name.Count(letter => letter == '\n') + 1;

    private static IEnumerable<string> Parts(string name)
    {
        int begin = 0;
        for (int i = 1; i < name.Length; i++)
        {
            if (name[i] is '+' or '@' or ' ')
            {
                yield return name[begin..i];
                begin = i;
            }
        }

        yield return name[begin..];
    }
}
