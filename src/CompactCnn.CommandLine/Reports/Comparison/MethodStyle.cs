namespace CompactCnn.CommandLine;

/// <summary>How a method looks in charts: the same in every report.</summary>
internal static class MethodStyle
{
    private const int NameWidth = 30;

    /// <summary>A method's own style, or, of a varied one, the first that no other of the report has.</summary>
    /// <param name="method">The method.</param>
    /// <param name="shown">The methods of the report.</param>
    public static SeriesStyle Of(ComparisonMethod method, IReadOnlyList<ComparisonMethod> shown)
    {
        if (method is DenseMethod)
            return SeriesStyle.Reference;

        int plain = PlainIndex(method);
        if (plain >= 0)
            return SeriesStyle.At(plain);

        ComparisonMethod[] varied = [.. shown.Where(other => other is not DenseMethod && PlainIndex(other) < 0)];
        int[] free = [.. Enumerable.Range(0, SeriesStyle.Count).Except(shown.Select(PlainIndex))];
        (int round, int place) = Math.DivRem(Math.Max(0, Array.IndexOf(varied, method)), free.Length);
        return SeriesStyle.At(free[place] + (SeriesStyle.Count * round));
    }

    /// <summary>A method's name, on as many lines as a chart needs.</summary>
    public static string NameOf(ComparisonMethod method) => ChartLegend.Wrapped(method.Name, NameWidth);

    private static int PlainIndex(ComparisonMethod method) => ComparisonMethods.Names.IndexOf(method.Name) - 1;
}
