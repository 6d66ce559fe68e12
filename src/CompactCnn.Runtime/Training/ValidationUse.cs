namespace CompactCnn;

/// <summary>What a run does with the images that its data holds out of training, <see cref="TrainingData.Validation"/>.</summary>
public enum ValidationUse
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>
    /// After every epoch the network that the run would end with there is measured on them: recalibrated, in evaluation
    /// mode. Measuring changes nothing of the run.
    /// </summary>
    Measure,

    /// <summary>
    /// The same, and the run ends with the weights and the channels of the epoch that did best: of the highest accuracy,
    /// of those the lowest loss, of those the first.
    /// </summary>
    BestEpoch,
}
