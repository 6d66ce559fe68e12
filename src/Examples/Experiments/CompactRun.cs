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
        TrainingResult training = Watched(experiment, RunCheckpoints.Training, TCompact.Graph, trained.Gates, progress => trained.Train(
            experiment.Data.Train,
            experiment.Settings.Training() with { Checkpoints = checkpoints?.Of(RunCheckpoints.Training) },
            progress,
            checkpoints?.ResumedFrom(RunCheckpoints.Training),
            experiment.Cancellation));
        trained.Usage = experiment.Usage;
        TCompact compact = slice(trained, training.Keep);
        try
        {
            List<TrainingPhase> phases = [new TrainingPhase(RunCheckpoints.Training, training)];
            if (experiment.Settings.FineTuneEpochs > 0)
            {
                FitResult fineTuning = Watched(experiment, RunCheckpoints.FineTuning, TCompact.Graph, gates: null, progress => compact.FineTune(
                    experiment.Data.Train,
                    experiment.Settings.AfterTraining() with { Checkpoints = checkpoints?.Of(RunCheckpoints.FineTuning) },
                    progress,
                    checkpoints?.ResumedFrom(RunCheckpoints.FineTuning),
                    experiment.Cancellation));
                phases.Add(new TrainingPhase(RunCheckpoints.FineTuning, fineTuning));
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

    /// <summary>A phase of the run, shown on the terminal and told to whoever else is to know.</summary>
    private static T Watched<T>(Experiment experiment, string phase, ModelGraph graph, IReadOnlyList<ChannelGate>? gates, Func<IProgress<TrainingProgress>, T> work)
    {
        if (experiment.Watch is null)
            return experiment.Progress.Show(phase, work);

        using PhaseWatch watch = experiment.Watch.Open(phase, graph, gates, experiment.Checkpoints?.ResumedFrom(phase));
        return experiment.Progress.Show(phase, (IProgress<TrainingProgress> progress) => work(watch.With(progress)));
    }
}
