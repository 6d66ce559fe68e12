namespace CompactCnn;

/// <summary>Measures, after an epoch, the network that a run would end with there.</summary>
/// <param name="data">The images, with a part held out.</param>
/// <param name="options">The run's options.</param>
internal sealed class EpochValidation(TrainingData data, LoopOptions options)
{
    /// <summary>Loss and accuracy on the part held out; nothing of the run changes.</summary>
    /// <param name="trainee">What is trained.</param>
    /// <param name="cancellation">Ends it between two batches.</param>
    public Evaluation Measure(ITrainee trainee, CancellationToken cancellation) => trainee.WithFinalNetwork(network =>
    {
        // As at the end of the run, so that what is measured here is what would be returned.
        NormRecalibration.Run(network, data, options.RecalibrationBatches, options.BatchSize, options.Seed, cancellation);
        // Of an epoch the history keeps no more, so that a resumed run tells the same.
        return network.Evaluate(data.Validation!, cancellation) with { Classes = [] };
    });
}
