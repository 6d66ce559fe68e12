using ScottPlot;

namespace CompactCnn.CommandLine;

/// <summary>None: an epoch has no tenths, and small charts no room.</summary>
internal sealed class NoMinorTicks : IMinorTickGenerator
{
    public IEnumerable<double> GetMinorTicks(double[] majorTicks, CoordinateRange visibleRange) => [];
}
