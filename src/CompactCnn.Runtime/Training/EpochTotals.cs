using System.Diagnostics;

namespace CompactCnn;

/// <summary>What an epoch came to so far.</summary>
internal sealed class EpochTotals : IStateful
{
    private readonly Stopwatch _clock = new();
    private TimeSpan _before;
    private double _loss;
    private long _correct;
    private long _count;
    private long _trainingMacs;

    public double Loss => _count == 0 ? 0 : _loss / _count;

    public double Accuracy => _count == 0 ? 0 : 100.0 * _correct / _count;

    public double ImagesPerSecond => _count / Math.Max(1e-9, Elapsed.TotalSeconds);

    public TimeSpan Elapsed => _before + _clock.Elapsed;

    /// <summary>The epoch begins or resumes: time counts from here.</summary>
    public void Continue() => _clock.Start();

    /// <summary>Adds a step.</summary>
    public void Add(StepResult result)
    {
        _loss += result.Loss * result.Count;
        _correct += result.Correct;
        _count += result.Count;
        _trainingMacs += result.TrainingMacs;
    }

    /// <summary>Ends the epoch; the next begins at nothing.</summary>
    public EpochResult Close(IReadOnlyList<int> activeChannels, Evaluation? validation)
    {
        var result = new EpochResult(Loss, Accuracy, _trainingMacs, Elapsed, activeChannels, validation);
        _clock.Reset();
        (_before, _loss, _correct, _count, _trainingMacs) = (TimeSpan.Zero, 0, 0, 0, 0);
        return result;
    }

    public void Transfer(RunState state)
    {
        state.Transfer("loss", ref _loss);
        state.Transfer("correct", ref _correct);
        state.Transfer("count", ref _count);
        state.Transfer("training_macs", ref _trainingMacs);
        long ticks = Elapsed.Ticks;
        state.Transfer("ticks", ref ticks);
        _before = TimeSpan.FromTicks(ticks) - _clock.Elapsed;
    }
}
