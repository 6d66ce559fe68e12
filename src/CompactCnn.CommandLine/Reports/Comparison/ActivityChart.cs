using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace CompactCnn.CommandLine;

/// <summary>Which channels were active when: epochs to the right, the channels of every group downwards.</summary>
internal static class ActivityChart
{
    /// <summary>
    /// Rows of the picture at most; where a network has more channels, each row is the mean of several. Fewer than the
    /// picture has pixels: a row without a pixel of its own would not be seen.
    /// </summary>
    private const int MostRows = 400;

    private const int Height = 560;

    // A group's name needs as much of the height.
    private const double NameHeight = 16.0 / 450;

    private static readonly double[] Scale = [0, 0.25, 0.5, 0.75, 1];

    /// <summary>The chart of one cell, whose activity was recorded.</summary>
    public static Chart Of(CellResult cell) => new(
        $"activity-{cell.Request.Cell().Name}",
        $"Which channels were active when: {cell.Request.Cell().Name}",
        _ => Height,
        canvas => Draw(cell.Activity!, canvas))
    {
        Remark = "Each row is a channel, each cell an epoch; its colour is the share of the epoch's steps in which the channel was active.",
    };

    /// <summary>The cells, from the top: channels, those of a group that were active most first, over epochs.</summary>
    public static double[,] Cells(IReadOnlyList<GroupActivity> groups)
    {
        int epochs = groups[0].Epochs.Count;
        float[][] channels = [.. groups.SelectMany(Sorted)];
        int together = (channels.Length + MostRows - 1) / MostRows;
        double[,] cells = new double[(channels.Length + together - 1) / together, epochs];
        for (int row = 0; row < cells.GetLength(0); row++)
        {
            float[][] members = channels[(row * together)..Math.Min(channels.Length, (row + 1) * together)];
            for (int epoch = 0; epoch < epochs; epoch++)
                cells[row, epoch] = members.Average(channel => channel[epoch]);
        }

        return cells;
    }

    private static Plot Draw(IReadOnlyList<GroupActivity> groups, ChartCanvas canvas)
    {
        int epochs = groups[0].Epochs.Count;
        int channels = groups.Sum(Channels);
        var plot = new Plot();
        Heatmap map = plot.Add.Heatmap(Cells(groups));
        map.Colormap = new ScottPlot.Colormaps.Viridis();
        map.ManualRange = new ScottPlot.Range(0, 1);
        map.Extent = new CoordinateRect(0.5, epochs + 0.5, 0, channels);
        AddBorders(plot, groups, channels, canvas.Theme);
        plot.Axes.Left.TickGenerator = Names(groups, channels);
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true, MinorTickGenerator = new NoMinorTicks() };
        plot.XLabel("epoch");
        plot.HideGrid();
        plot.Axes.SetLimits(0.5, epochs + 0.5, 0, channels);
        AddScale(plot, canvas, map.Colormap);
        return plot;
    }

    private static void AddBorders(Plot plot, IReadOnlyList<GroupActivity> groups, int channels, ChartTheme theme)
    {
        int above = 0;
        foreach (GroupActivity group in groups.SkipLast(1))
        {
            above += Channels(group);
            plot.Add.HorizontalLine(channels - above, width: 1.5f, theme.Background);
        }
    }

    /// <summary>A few shares and their colours; a scale of all would say no more, and take the width of the data.</summary>
    private static void AddScale(Plot plot, ChartCanvas canvas, IColormap colors)
    {
        foreach (double share in Scale)
        {
            string percent = FormattableString.Invariant($"{100 * share} %");
            plot.Legend.ManualItems.Add(new LegendItem { LabelText = percent, FillColor = colors.GetColor(share) });
        }

        ChartLegend.ShowRow(plot, canvas, Edge.Bottom);
    }

    /// <summary>A group's channels, each over the epochs; those that were active most come first.</summary>
    private static IEnumerable<float[]> Sorted(GroupActivity group) =>
        Enumerable.Range(0, Channels(group))
            .Select(channel => group.Epochs.Select(epoch => epoch[channel]).ToArray())
            .OrderByDescending(channel => channel.Sum());

    private static int Channels(GroupActivity group) => group.Epochs[0].Length;

    /// <summary>A name at the middle of each group; where there is no room for all, those of the largest.</summary>
    private static NumericManual Names(IReadOnlyList<GroupActivity> groups, int channels)
    {
        double room = NameHeight * channels;
        var placed = new List<(double Place, string Name)>();
        foreach ((double place, GroupActivity group) in Middles(groups, channels).OrderByDescending(group => Channels(group.Group)))
        {
            if (placed.TrueForAll(other => Math.Abs(other.Place - place) >= room))
                placed.Add((place, group.Group));
        }

        return new NumericManual([.. placed.Select(name => name.Place)], [.. placed.Select(name => name.Name)]);
    }

    private static IEnumerable<(double Place, GroupActivity Group)> Middles(IReadOnlyList<GroupActivity> groups, int channels)
    {
        int above = 0;
        foreach (GroupActivity group in groups)
        {
            yield return (channels - above - (Channels(group) / 2.0), group);
            above += Channels(group);
        }
    }
}
