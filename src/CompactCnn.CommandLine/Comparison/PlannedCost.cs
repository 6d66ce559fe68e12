namespace CompactCnn.CommandLine;

/// <summary>What a cell is expected to cost.</summary>
/// <param name="TrainingMacs">Multiply-accumulates.</param>
/// <param name="Seconds">Seconds.</param>
internal readonly record struct PlannedCost(double TrainingMacs, double Seconds)
{
    public static PlannedCost operator +(PlannedCost left, PlannedCost right) =>
        new(left.TrainingMacs + right.TrainingMacs, left.Seconds + right.Seconds);

    public static PlannedCost operator *(double factor, PlannedCost cost) => new(factor * cost.TrainingMacs, factor * cost.Seconds);
}
