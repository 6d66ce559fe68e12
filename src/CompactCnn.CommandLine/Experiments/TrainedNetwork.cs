namespace CompactCnn.CommandLine;

/// <summary>A network that a run trained and evaluated. It owns the network.</summary>
/// <param name="Network">The network.</param>
/// <param name="Keep">The channels it has of the full network.</param>
/// <param name="Phases">What each part of the run came to.</param>
/// <param name="Test">How it does on the test images.</param>
internal sealed record TrainedNetwork(CompactNetwork Network, int[][] Keep, IReadOnlyList<TrainingPhase> Phases, Evaluation Test) : IDisposable
{
    public CostTable Cost => Network.CostTable;

    public long TrainingMacs => Phases.Sum(phase => phase.Result.TrainingMacs);

    /// <summary>Time of training and fine-tuning; loading and evaluation are not counted.</summary>
    public TimeSpan Duration => new(Phases.Sum(phase => phase.Result.Duration.Ticks));

    public void Dispose() => Network.Dispose();
}

/// <summary>A part of a run.</summary>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Result">What it came to.</param>
internal sealed record TrainingPhase(string Name, FitResult Result);
