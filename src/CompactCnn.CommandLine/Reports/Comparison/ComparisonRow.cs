namespace CompactCnn.CommandLine;

/// <summary>A method at a fraction, over its seeds.</summary>
/// <param name="Method">The method.</param>
/// <param name="Active">The fraction of every group's channels; 1 where the method has none.</param>
/// <param name="Results">One result for each seed.</param>
internal sealed record ComparisonRow(ComparisonMethod Method, double Active, IReadOnlyList<CellResult> Results)
{
    /// <summary>Accuracy in percent.</summary>
    public Estimate Accuracy => Estimate.Of([.. Results.Select(result => result.Accuracy)])!;

    public double Parameters => Results.Average(result => result.Parameters);

    public double Macs => Results.Average(result => result.Macs);

    public double TrainingMacs => Results.Average(result => result.TrainingMacs);

    public double Seconds => Results.Average(result => result.Seconds);

    public double PeakMemory => Results.Average(result => result.PeakMemory);

    /// <summary>The mean difference of accuracy, in points, over the seeds that both have.</summary>
    public Estimate? Against(ComparisonRow? reference) =>
        reference is null || reference == this ? null : Estimate.OfDifference(BySeed(), reference.BySeed());

    private Dictionary<long, double> BySeed() => Results.ToDictionary(result => result.Request.Seed, result => result.Accuracy);
}
