namespace CompactCnn;

/// <summary>What a <see cref="TrainingLoop"/> trains, step by step.</summary>
internal interface ITrainee : IStateful
{
    /// <summary>Active channels of each group, for progress.</summary>
    IReadOnlyList<int> ActiveChannels { get; }

    /// <summary>One training step.</summary>
    StepResult Step(TrainingBatch batch, LossFunction loss);
}
