namespace CompactCnn;

/// <summary>What a run of <c>TrainCompact</c> came to. It owns the network.</summary>
public abstract class CompactTrainingResult : IDisposable
{
    private readonly CostTable _full;

    private protected CompactTrainingResult(
        CostTable full, int[][] keep, IReadOnlyList<CompactTrainingPhase> phases, Evaluation? evaluation)
    {
        _full = full;
        Keep = keep;
        Phases = phases;
        Evaluation = evaluation;
    }

    /// <summary>The compact network, fine-tuned, in evaluation mode; it is disposed of with the result.</summary>
    public abstract CompactNetwork Network { get; }

    /// <summary>The channels that it has of the model, for <c>ToCompact</c> and <c>CostOf</c>.</summary>
    public int[][] Keep { get; }

    /// <summary>What each phase came to, in order.</summary>
    public IReadOnlyList<CompactTrainingPhase> Phases { get; }

    /// <summary>
    /// How the network does on the images that the data holds out, <see cref="TrainingData.Validation"/>; null where it holds none out.
    /// </summary>
    public Evaluation? Evaluation { get; }

    /// <summary>Multiply-accumulates of all phases; evaluations are not counted.</summary>
    public long TrainingMacs => Phases.Sum(phase => phase.Result.TrainingMacs);

    /// <summary>Seconds that all phases took, in this process and in those that it was resumed from.</summary>
    public double Seconds => Phases.Sum(phase => phase.Result.Duration.TotalSeconds);

    /// <summary>Frees the network.</summary>
    public abstract void Dispose();

    /// <summary>Size, compute and accuracy in a few lines.</summary>
    public override string ToString()
    {
        CostTable cost = Network.CostTable;
        ModelGraph graph = Network.Structure;
        IEnumerable<string> widths = graph.Groups.Select(
            (group, g) => $"{group.Name} {Printed.Count(Keep[g].Length)} of {Printed.Count(group.Count)}");
        string[] lines =
        [
            $"{graph.Name}: {Printed.Count(cost.Parameters)} of {Printed.Count(_full.Parameters)} parameters "
                + $"({Part(cost.Parameters, _full.Parameters)}), "
                + $"{Printed.Macs(cost.Macs)} of {Printed.Macs(_full.Macs)} MACs ({Part(cost.Macs, _full.Macs)})",
            $"channels: {string.Join(", ", widths)}",
            .. Phases.Select(phase => phase.ToString()),
            $"together: {Printed.Macs(TrainingMacs)} training MACs in {Printed.Time(TimeSpan.FromSeconds(Seconds))}",
            .. Evaluation is null ? (string[])[] : [$"held out: {Evaluation}"],
        ];
        return string.Join('\n', lines);
    }

    private static string Part(long part, long whole) => Printed.Percent(100.0 * part / whole);
}

/// <summary>The same where the network's type is known.</summary>
/// <typeparam name="TCompact">The model's compact network.</typeparam>
public sealed class CompactTrainingResult<TCompact> : CompactTrainingResult
    where TCompact : CompactNetwork, ICompactNetwork<TCompact>
{
    internal CompactTrainingResult(
        TCompact network, CostTable full, int[][] keep, IReadOnlyList<CompactTrainingPhase> phases, Evaluation? evaluation)
        : base(full, keep, phases, evaluation) => Network = network;

    /// <inheritdoc/>
    public override TCompact Network { get; }

    /// <inheritdoc/>
    public override void Dispose() => Network.Dispose();
}

/// <summary>What a phase of a run came to.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Result">Its epochs, none of a recalibration, and what it cost.</param>
public sealed record CompactTrainingPhase(RecipePhase Phase, FitResult Result)
{
    /// <summary>Name, epochs and cost in a line.</summary>
    public override string ToString()
    {
        string epochs = Result.Epochs.Count == 0 ? "" : $"{Printed.Of(Result.Epochs.Count, "epoch")}, ";
        return $"{Phase.Name()}: {epochs}{Printed.Macs(Result.TrainingMacs)} training MACs in {Printed.Time(Result.Duration)}";
    }
}
