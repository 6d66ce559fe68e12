namespace CompactCnn.CommandLine;

/// <summary>Records, epoch by epoch, in what part of the steps each channel was active.</summary>
internal sealed class ChannelActivity
{
    private readonly IReadOnlyList<ChannelGate> _gates;
    private readonly long[][] _counted;
    private readonly List<float[]>[] _epochs;
    private long _step;
    private int _epoch = 1;

    public ChannelActivity(IReadOnlyList<ChannelGate> gates)
    {
        _gates = gates;
        _counted = [.. gates.Select(gate => new long[gate.Plays.Length])];
        _epochs = [.. gates.Select(_ => new List<float[]>())];
    }

    /// <summary>Passes progress on, and looks at the gates where an epoch ends.</summary>
    public IProgress<CompactTrainingProgress> Watch(IProgress<CompactTrainingProgress> progress) => new Watcher(this, progress);

    /// <summary>What was recorded.</summary>
    public IReadOnlyList<GroupActivity> Result() => [.. _gates.Select((gate, g) => new GroupActivity(gate.Group.Name, _epochs[g]))];

    private void Look(TrainingProgress progress)
    {
        long steps = progress.Step - _step;
        for (int g = 0; g < _gates.Count; g++)
        {
            ReadOnlySpan<long> plays = _gates[g].Plays;
            float[] parts = new float[plays.Length];
            for (int channel = 0; channel < parts.Length; channel++)
            {
                parts[channel] = (float)Math.Round((double)(plays[channel] - _counted[g][channel]) / steps, 3);
                _counted[g][channel] = plays[channel];
            }

            _epochs[g].Add(parts);
        }

        _step = progress.Step;
        _epoch++;
    }

    private sealed class Watcher(ChannelActivity activity, IProgress<CompactTrainingProgress> next) : IProgress<CompactTrainingProgress>
    {
        public void Report(CompactTrainingProgress value)
        {
            // Progress comes after every step; an epoch's last step is the one that completes its share of them.
            if (value.Phase == RecipePhase.Training && value.Step * value.Epochs == value.Steps * activity._epoch)
                activity.Look(value);

            next.Report(value);
        }
    }
}
