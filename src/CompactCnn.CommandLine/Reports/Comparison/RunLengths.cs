namespace CompactCnn.CommandLine;

/// <summary>The same comparison with runs of several lengths: what each method makes of more compute.</summary>
internal sealed class RunLengths
{
    /// <summary>Sorts comparisons by their length.</summary>
    /// <param name="comparisons">Two or more that differ in nothing but epochs, methods, fractions and seeds.</param>
    /// <exception cref="UsageException">They differ in more, or two are equally long.</exception>
    public RunLengths(IReadOnlyList<ComparisonResults> comparisons)
    {
        All = [.. comparisons.OrderBy(Epochs)];
        CellRequest first = Common(All[0]);
        for (int i = 1; i < All.Count; i++)
        {
            if (Common(All[i]) != first)
                throw new UsageException($"comparisons of one report must differ in nothing but their length, but '{All[0].All[0].Request.Cell().Name}' and '{All[i].All[0].Request.Cell().Name}' differ in more; make a report of each");

            if (Epochs(All[i]) == Epochs(All[i - 1]))
                throw new UsageException(FormattableString.Invariant($"comparisons of one report must differ in their length, but two are of {Epochs(All[i])} epochs; make a report of each"));
        }
    }

    /// <summary>The comparisons, the shortest first.</summary>
    public IReadOnlyList<ComparisonResults> All { get; }

    /// <summary>What they have in common.</summary>
    public CellRequest Request => All[0].Request;

    /// <summary>The fractions that any of them has.</summary>
    public IReadOnlyList<double> Fractions => [.. All.SelectMany(results => results.Fractions).Distinct().Order()];

    /// <summary>The methods that any of them has, in order.</summary>
    public IReadOnlyList<ComparisonMethod> Methods => [.. All.SelectMany(results => results.Methods).Distinct().OrderBy(ComparisonMethods.Order).ThenBy(method => method.Name, StringComparer.Ordinal)];

    /// <summary>Epochs of training and fine-tuning.</summary>
    public static int Epochs(ComparisonResults results) => results.Request.Epochs + results.Request.FineTuneEpochs;

    /// <summary>A method's rows at a fraction, the shortest run first.</summary>
    public IEnumerable<(int Epochs, ComparisonRow Row, ComparisonResults Results)> Rows(ComparisonMethod method, double active) =>
        from results in All
        let row = results.Row(method.Name, active)
        where row is not null
        select (Epochs(results), row, results);

    private static CellRequest Common(ComparisonResults results) =>
        results.Request with { Method = "", Active = 1, Seed = 0, Epochs = 0, FineTuneEpochs = 0 };
}
