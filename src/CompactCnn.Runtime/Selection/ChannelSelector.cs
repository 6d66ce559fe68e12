namespace CompactCnn;

/// <summary>
/// What values the arms of a group when the active ones are chosen: those of the highest scores become active. An arm is
/// one channel, unless a grouped convolution ties several. A selector belongs to one run.
/// </summary>
public abstract class ChannelSelector
{
    /// <summary>Scores every arm of a group.</summary>
    /// <param name="gate">The group, with how often each arm was active and the mean of its rewards.</param>
    /// <param name="step">The step to come, from 1 (t of the method's Algorithm 1).</param>
    /// <param name="scores">Receives one score for each arm; ties are broken at random.</param>
    public abstract void Score(ChannelGate gate, long step, Span<double> scores);

    /// <summary>Learns the rewards of a step, beyond what the gate remembers. By default nothing.</summary>
    /// <param name="gate">The group, with the arms that were active.</param>
    /// <param name="rewards">One for each active arm, in their order.</param>
    public virtual void Observe(ChannelGate gate, ReadOnlySpan<double> rewards)
    {
    }

    /// <summary>
    /// Names everything that the selector remembers beyond what the gates do, for checkpoints: random states, windows.
    /// A selector that remembers nothing does nothing here.
    /// </summary>
    /// <param name="state">Takes the values into a checkpoint, or replaces them by a checkpoint's.</param>
    /// <param name="gates">The groups of the run.</param>
    public abstract void Transfer(RunState state, IReadOnlyList<ChannelGate> gates);

    /// <summary>
    /// Scores every arm of a group for the final choice, without exploration: by the mean of its rewards, arms that were
    /// never active last.
    /// </summary>
    /// <param name="gate">The group.</param>
    /// <param name="scores">Receives one score for each arm; ties are broken at random.</param>
    public virtual void Rank(ChannelGate gate, Span<double> scores)
    {
        ArgumentNullException.ThrowIfNull(gate);
        for (int arm = 0; arm < scores.Length; arm++)
        {
            scores[arm] = gate.Plays[arm] == 0 ? double.NegativeInfinity : gate.MeanSaliency[arm];
        }
    }
}

/// <summary>Which selector a run uses, and its settings.</summary>
public abstract record SelectorOptions : IRecorded
{
    /// <summary>Creates the selector of one run.</summary>
    /// <param name="seed">Seed of its random choices.</param>
    /// <returns>A selector that has seen nothing yet.</returns>
    public abstract ChannelSelector Create(long seed);
}
