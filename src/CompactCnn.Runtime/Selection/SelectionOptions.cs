namespace CompactCnn;

/// <summary>
/// Which channels of a run are active; how many there are is told by <see cref="CompactTarget"/> and <see cref="Shrinking"/>.
/// </summary>
public sealed record SelectionOptions : IRecorded
{
    /// <summary>What values the channels. Default <see cref="Cucb"/> with little exploration.</summary>
    public SelectorOptions Selector { get; init; } = new Cucb();

    /// <summary>How the saliency of a channel is measured. Default <see cref="SaliencyForm.Gate"/>.</summary>
    public SaliencyForm Saliency { get; init; } = SaliencyForm.Gate;

    /// <summary>
    /// What saliency is counted for. Absent: <see cref="SaliencyScale.Channel"/> where a normalisation compares the
    /// network, because what is divided by the elements of feature maps moves the widths to the last layers; else
    /// <see cref="SaliencyScale.Element"/>.
    /// </summary>
    public SaliencyScale? SaliencyScale { get; init; }

    /// <summary>How saliencies become rewards. Default <see cref="SaliencyNormalization.Max"/>.</summary>
    public SaliencyNormalization Normalization { get; init; } = SaliencyNormalization.Max;

    /// <summary>
    /// What a normalisation compares. Absent: the network, where groups compete for a <see cref="BudgetObjective.Sum"/>,
    /// because rewards that are normalised in each group compare its shape and not its importance; else the groups one by one.
    /// </summary>
    public NormalizationScope? NormalizeOver { get; init; }

    /// <summary>
    /// Steps between two choices; in between the same channels stay active, and every step is observed. Default 20.
    /// </summary>
    public int ReselectEvery { get; init; } = 20;

    /// <summary>
    /// The part of the steps after the warm-up after which the choice is frozen, 0 to 1 and not before the shrinking ends; 1
    /// never freezes. Frozen channels are those of the highest mean reward, at the target. Default 0.5.
    /// </summary>
    public double FreezeAfter { get; init; } = 0.5;

    /// <summary>Steps at the beginning with random channels (tau of the method's Algorithm 1). Default 0.</summary>
    public int RandomSteps { get; init; }

    /// <summary>
    /// The method's Algorithm 1 taken literally, together with <see cref="Shrinking.None"/>: a new choice at every step, the
    /// exploration factor 3/2, no freezing. Needs long runs: about half of the active channels change at every step of a
    /// short one.
    /// </summary>
    /// <param name="randomSteps">Steps at the beginning with random channels (tau).</param>
    /// <returns>The settings.</returns>
    public static SelectionOptions Literal(int randomSteps = 10) => new()
    {
        Selector = new Cucb { ExplorationFactor = 1.5 },
        ReselectEvery = 1,
        FreezeAfter = 1,
        RandomSteps = randomSteps,
    };

    internal NormalizationScope ScopeFor(CompactTarget target) =>
        NormalizeOver ?? (target.Measure == BudgetMeasure.ChannelsOfEachGroup || target.Objective == BudgetObjective.HarmonicMean ? NormalizationScope.Group : NormalizationScope.Network);

    internal SaliencyScale ScaleFor(CompactTarget target) => SaliencyScale ?? SaliencyDivisors.Default(ScopeFor(target));

    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(Selector);
        ArgumentOutOfRangeException.ThrowIfLessThan(ReselectEvery, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(RandomSteps);
        if (!(FreezeAfter >= 0 && FreezeAfter <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(FreezeAfter), FreezeAfter, "the part of the steps after which the choice is frozen must be 0 to 1");
        }
    }
}

/// <summary>How the saliency of a channel is measured from the gradients of a step.</summary>
public enum SaliencyForm
{
    /// <summary>
    /// At the channel's last gate (gamma dgamma + beta dbeta of the norm after it), where that is exact; else the general form.
    /// </summary>
    Gate,

    /// <summary>The sum of weight times gradient over everything that consumes the channel.</summary>
    General,

    /// <summary>
    /// The same for each image by itself, the absolute value for each, then the mean: signs of different images do not
    /// cancel. Costs memory and time, because the feature maps must be seen.
    /// </summary>
    PerSample,

    /// <summary>
    /// The sum of weight times gradient over the filters and biases that make the channel, of all layers that make it: at
    /// one layer, what the sum of feature map times gradient is at its own output. Before a batch norm it is almost zero
    /// and favours channels of little variance (method fact 3), so that it is for networks without norms, and to compare
    /// with. In a chain (expand, depthwise) every member counts, where the other forms count the last.
    /// </summary>
    Producer,
}
