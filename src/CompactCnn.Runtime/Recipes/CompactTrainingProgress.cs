namespace CompactCnn;

/// <summary>
/// Where a run of <c>GatedModel.TrainCompact</c> stands, reported after every step. What is inherited is of the phase: its
/// epochs, steps and time.
/// </summary>
public sealed record CompactTrainingProgress : TrainingProgress
{
    internal CompactTrainingProgress(TrainingProgress ofPhase)
        : base(ofPhase)
    {
    }

    /// <summary>The phase.</summary>
    public required RecipePhase Phase { get; init; }

    /// <summary>Steps done in the whole run, those of all phases before among them.</summary>
    public required long RunStep { get; init; }

    /// <summary>Steps of the whole run.</summary>
    public required long RunSteps { get; init; }

    /// <summary>
    /// Estimated time to the end of the last phase: what its steps compute, by the plan, at the speed of the last steps.
    /// </summary>
    public required TimeSpan RunRemaining { get; init; }

    /// <summary>As <c>training, epoch 3 of 10, step 120 of 1,000, ..., 0:01:02 left; 0:01:30 left of the run</c>.</summary>
    public override string ToString() => $"{Phase.Name()}, {base.ToString()}; {Printed.Time(RunRemaining)} left of the run";
}
