namespace CompactCnn.Examples;

/// <summary>The method: train with few active channels, slice out the compact network of the most salient, fine-tune it.</summary>
internal static class CompactRun
{
    /// <summary>Trains, compacts, fine-tunes and evaluates.</summary>
    /// <param name="model">A fresh model; it is disposed.</param>
    /// <param name="slice">The model's <c>ToCompact</c>.</param>
    /// <param name="experiment">What the run is given.</param>
    public static TrainedNetwork Execute<TModel, TCompact>(TModel model, Func<TModel, int[][], TCompact> slice, Experiment experiment)
        where TModel : GatedModel<TCompact>
        where TCompact : CompactNetwork<TCompact>, ICompactNetwork<TCompact>
    {
        using TModel trained = model;
        RunCheckpoints? checkpoints = experiment.Checkpoints;
        TrainingResult training = experiment.Progress.Show("training", progress => trained.Train(
            experiment.Data.Train,
            experiment.Settings.Training() with { Checkpoints = checkpoints?.Of(RunCheckpoints.Training) },
            progress,
            checkpoints?.ResumedFrom(RunCheckpoints.Training),
            experiment.Cancellation));
        trained.Usage = experiment.Usage;
        TCompact compact = slice(trained, training.Keep);
        try
        {
            List<TrainingPhase> phases = [new TrainingPhase("training", training)];
            if (experiment.Settings.FineTuneEpochs > 0)
            {
                FitResult fineTuning = experiment.Progress.Show("fine-tuning", progress => compact.FineTune(
                    experiment.Data.Train,
                    experiment.Settings.FineTuning() with { Checkpoints = checkpoints?.Of(RunCheckpoints.FineTuning) },
                    progress,
                    checkpoints?.ResumedFrom(RunCheckpoints.FineTuning),
                    experiment.Cancellation));
                phases.Add(new TrainingPhase("fine-tuning", fineTuning));
            }

            Evaluation test = compact.Evaluate(experiment.Data.Test, experiment.Cancellation);
            return new TrainedNetwork(compact, training.Keep, phases, test);
        }
        catch
        {
            compact.Dispose();
            throw;
        }
    }
}
