namespace CompactCnn.CommandLine;

/// <summary>The same comparison with runs of several lengths: what each method makes of more compute.</summary>
internal sealed class RunLengths
{
    private static readonly RunSetting[] MayDiffer =
        [SettingTable.Active, SettingTable.Seed, SettingTable.Epochs, SettingTable.FineTuneEpochs];

    /// <summary>Sorts comparisons by their length.</summary>
    /// <param name="comparisons">Two or more that differ in nothing but epochs, methods, fractions and seeds.</param>
    /// <exception cref="UsageException">They differ in more, or two are equally long.</exception>
    public RunLengths(IReadOnlyList<ComparisonResults> comparisons)
    {
        All = [.. comparisons.OrderBy(Epochs)];
        CellRequest first = All[0].Request;
        for (int i = 1; i < All.Count; i++)
        {
            if (first.Differences(All[i].Request, "here", MayDiffer) is { Length: > 0 } differences)
            {
                throw new UsageException($"comparisons of one report must differ in nothing but their length, but '{first.Cell().Name}' and '{All[i].Request.Cell().Name}' "
                    + $"differ in more ({differences}); make a report of each");
            }

            if (Epochs(All[i]) == Epochs(All[i - 1]))
                throw new UsageException(FormattableString.Invariant($"comparisons of one report must differ in their length, but two are of {Epochs(All[i])} epochs; make a report of each"));
        }
    }

    /// <summary>The comparisons, the shortest first.</summary>
    public IReadOnlyList<ComparisonResults> All { get; }

    /// <summary>The fractions that any of them has.</summary>
    public IReadOnlyList<double> Fractions => [.. All.SelectMany(results => results.Fractions).Distinct().Order()];

    /// <summary>The methods that any of them has, in order.</summary>
    public IReadOnlyList<ComparisonMethod> Methods => [.. All.SelectMany(results => results.Methods).Distinct().OrderBy(ComparisonMethods.Order).ThenBy(method => method.Name, StringComparer.Ordinal)];

    /// <summary>Epochs of training and fine-tuning.</summary>
    public static int Epochs(ComparisonResults results) => results.Request.Asked.Recipe.Epochs + results.Request.Asked.Recipe.FineTuneEpochs;

    /// <summary>A method's rows at a fraction, the shortest run first.</summary>
    public IEnumerable<(int Epochs, ComparisonRow Row, ComparisonResults Results)> Rows(ComparisonMethod method, double active) =>
        from results in All
        let row = results.Row(method.Name, active)
        where row is not null
        select (Epochs(results), row, results);
}
