using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace CompactCnn.CommandLine;

/// <summary>Which channels were active when: epochs to the right, the channels of every group downwards.</summary>
internal static class ActivityChart
{
    /// <summary>Rows of the picture at most; where a network has more channels, each row is the mean of several.</summary>
    private const int MostRows = 600;

    /// <summary>The chart of one cell, whose activity was recorded.</summary>
    public static Chart Of(CellResult cell) => new(
        $"activity-{cell.Request.Cell().Name}",
        $"Which channels were active when: {cell.Request.Cell().Name}",
        860,
        560,
        _ => Draw(cell.Activity!));

    private static Plot Draw(IReadOnlyList<GroupActivity> groups)
    {
        int epochs = groups[0].Epochs.Count;
        float[][] channels = [.. groups.SelectMany(Sorted)];
        int together = (channels.Length + MostRows - 1) / MostRows;
        double[,] picture = new double[(channels.Length + together - 1) / together, epochs];
        for (int row = 0; row < picture.GetLength(0); row++)
        {
            float[][] members = channels[(row * together)..Math.Min(channels.Length, (row + 1) * together)];
            for (int epoch = 0; epoch < epochs; epoch++)
                picture[row, epoch] = members.Average(channel => channel[epoch]);
        }

        var plot = new Plot();
        Heatmap map = plot.Add.Heatmap(picture);
        map.Colormap = new ScottPlot.Colormaps.Viridis();
        map.ManualRange = new ScottPlot.Range(0, 1);
        map.Extent = new CoordinateRect(0.5, epochs + 0.5, 0, channels.Length);
        ScottPlot.Panels.ColorBar bar = plot.Add.ColorBar(map);
        bar.Label = "part of the epoch's steps in which it was active";
        plot.Axes.Left.TickGenerator = Names(groups, channels.Length);
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true };
        plot.XLabel("epoch");
        plot.HideGrid();
        plot.Axes.SetLimits(0.5, epochs + 0.5, 0, channels.Length);
        return plot;
    }

    /// <summary>A group's channels, each over the epochs; those that were active most come first.</summary>
    private static IEnumerable<float[]> Sorted(GroupActivity group) =>
        Enumerable.Range(0, group.Epochs[0].Length)
            .Select(channel => group.Epochs.Select(epoch => epoch[channel]).ToArray())
            .OrderByDescending(channel => channel.Sum());

    /// <summary>A name at the middle of each group, as far as there is room.</summary>
    private static NumericManual Names(IReadOnlyList<GroupActivity> groups, int channels)
    {
        var ticks = new NumericManual();
        int first = 0;
        foreach (GroupActivity group in groups)
        {
            int count = group.Epochs[0].Length;
            if (count * 30 >= channels || groups.Count <= 20)
                ticks.AddMajor(channels - first - (count / 2.0), group.Group);

            first += count;
        }

        return ticks;
    }
}
