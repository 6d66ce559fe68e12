using System.Diagnostics;

namespace CompactCnn;

/// <summary>What a training step is doing.</summary>
internal enum StepPhase
{
    /// <summary>Choosing the active channels, and learning from their saliencies.</summary>
    Selection,

    /// <summary>Copying the active channels out of the full model.</summary>
    Gather,

    /// <summary>Forward pass and loss.</summary>
    Forward,

    /// <summary>Backward pass, and reading the loss.</summary>
    Backward,

    /// <summary>Measuring saliencies.</summary>
    Saliency,

    /// <summary>Updating the parameters.</summary>
    Optimizer,

    /// <summary>Copying the active channels back.</summary>
    Scatter,

    /// <summary>Telling the user.</summary>
    Progress,
}

/// <summary>
/// Where the time of training steps goes, accumulated inside the steps: subtracting the times of whole steps from each
/// other finds nothing on a machine whose speed swings. A step that is given none is not measured.
/// </summary>
internal sealed class StepPhases
{
    private readonly long[] _ticks = new long[Enum.GetValues<StepPhase>().Length];
    private StepPhase _current;
    private long _since;

    /// <summary>Ends the phase before, if one runs, and begins another.</summary>
    public void Enter(StepPhase phase)
    {
        long now = Stopwatch.GetTimestamp();
        Close(now);
        _current = phase;
        _since = now;
    }

    /// <summary>Ends the phase that runs; the time until the next one begins belongs to none.</summary>
    public void Leave()
    {
        Close(Stopwatch.GetTimestamp());
        _since = 0;
    }

    /// <summary>The time spent in a phase.</summary>
    public TimeSpan Of(StepPhase phase) => Stopwatch.GetElapsedTime(0, _ticks[(int)phase]);

    /// <summary>Forgets everything.</summary>
    public void Reset() => Array.Clear(_ticks);

    private void Close(long now)
    {
        if (_since != 0)
        {
            _ticks[(int)_current] += now - _since;
        }
    }
}
