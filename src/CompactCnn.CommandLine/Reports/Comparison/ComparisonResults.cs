namespace CompactCnn.CommandLine;

/// <summary>The results of a comparison, as its report shows them.</summary>
internal sealed class ComparisonResults
{
    /// <summary>Sorts the results.</summary>
    /// <param name="results">Results of one comparison.</param>
    /// <exception cref="UsageException">They are of several.</exception>
    public ComparisonResults(IReadOnlyList<CellResult> results)
    {
        All = results;
        CellRequest first = results[0].Request;
        foreach (CellResult result in results)
        {
            if (first.Differences(result.Request, "here", SettingTable.Active, SettingTable.Seed) is { Length: > 0 } differences)
            {
                throw new UsageException($"the cells '{first.Cell().Name}' and '{result.Request.Cell().Name}' are of different settings ({differences}); "
                    + "a report is of one comparison, so give each a folder of its own");
            }
        }

        Rows = [.. results
            .GroupBy(result => (result.Request.Cell().Method, result.Request.Active))
            .OrderBy(group => ComparisonMethods.Order(group.Key.Method))
            .ThenBy(group => group.Key.Method.Name, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Active)
            .Select(group => new ComparisonRow(group.Key.Method, group.Key.Active, [.. group.OrderBy(result => result.Request.Seed)]))];
    }

    /// <summary>Every cell.</summary>
    public IReadOnlyList<CellResult> All { get; }

    /// <summary>What all cells were asked, but for method, fraction and seed.</summary>
    public CellRequest Request => All[0].Request;

    /// <summary>A row for each method and fraction, in the order of methods.</summary>
    public IReadOnlyList<ComparisonRow> Rows { get; }

    /// <summary>The full network, if it was trained.</summary>
    public ComparisonRow? Dense => Rows.FirstOrDefault(row => row.Method is DenseMethod);

    /// <summary>The fractions, from small to large.</summary>
    public IReadOnlyList<double> Fractions => [.. Rows.Where(row => row.Method.DependsOnFraction).Select(row => row.Active).Distinct().Order()];

    /// <summary>The methods that have a row, in order.</summary>
    public IReadOnlyList<ComparisonMethod> Methods => [.. Rows.Select(row => row.Method).Distinct()];

    /// <summary>A method's row, or null.</summary>
    public ComparisonRow? Row(string method, double active) =>
        Rows.FirstOrDefault(row => row.Method.Name == method && (!row.Method.DependsOnFraction || row.Active == active));

    /// <summary>The rows of a fraction, and of the methods without one.</summary>
    public IReadOnlyList<ComparisonRow> At(double active) => [.. Rows.Where(row => !row.Method.DependsOnFraction || row.Active == active)];
}
