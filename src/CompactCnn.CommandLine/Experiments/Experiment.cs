using TorchSharp;

namespace CompactCnn.CommandLine;

/// <summary>What a run is given.</summary>
/// <param name="Data">The images.</param>
/// <param name="Settings">The run's settings; a dense run follows them too.</param>
/// <param name="Progress">Where progress is shown.</param>
/// <param name="Cancellation">Ends the run between two steps.</param>
/// <param name="Checkpoints">Where a run of the method keeps what it has done; null where it does not.</param>
/// <param name="Watch">Where a run of the method tells what it is doing, besides; null for nowhere.</param>
internal sealed record Experiment(
    Dataset Data, RunSettings Settings, ProgressDisplay Progress, CancellationToken Cancellation, RunCheckpoints? Checkpoints = null, RunWatch? Watch = null)
{
    /// <summary>What trains.</summary>
    public torch.Device Device { get; init; } = torch.CPU;

    /// <summary>How the trained network is used: it goes with its file.</summary>
    public NetworkUsage Usage { get; } = new(Data.ClassNames, Data.Mean, Data.Deviation);
}
