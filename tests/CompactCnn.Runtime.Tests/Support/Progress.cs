namespace CompactCnn.Runtime.Tests;

/// <summary>Reports as they come, on the thread that made them.</summary>
internal sealed class RecordedProgress(Action<TrainingProgress>? then = null) : IProgress<TrainingProgress>
{
    public List<TrainingProgress> Reports { get; } = [];

    public void Report(TrainingProgress value)
    {
        Reports.Add(value);
        then?.Invoke(value);
    }
}
