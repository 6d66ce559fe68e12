namespace CompactCnn.CommandLine;

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
        var phases = new List<TrainingPhase>();
        using Teacher? teacher = experiment.Settings.TeacherEpochs == 0
            ? null
            : TeacherRun.Execute(trained, slice, experiment.Settings, (TCompact wide) => Fit(wide, TeacherRun.Phase, experiment.Settings.Teaching(), experiment, phases)).Teacher;
        TrainingResult training = Watched(experiment, RunCheckpoints.Training, TCompact.Graph, trained.Gates, progress => trained.Train(
            experiment.Data.Train,
            experiment.Settings.Training() with { Teacher = teacher, Checkpoints = experiment.Checkpoints?.Of(RunCheckpoints.Training) },
            progress,
            experiment.Checkpoints?.ResumedFrom(RunCheckpoints.Training),
            experiment.Cancellation));
        phases.Add(new TrainingPhase(RunCheckpoints.Training, training));
        trained.Usage = experiment.Usage;
        TCompact compact = slice(trained, training.Keep);
        try
        {
            if (experiment.Settings.FineTuneEpochs > 0)
                Fit(compact, RunCheckpoints.FineTuning, experiment.Settings.AfterTraining() with { Teacher = teacher }, experiment, phases);

            Evaluation test = compact.Evaluate(experiment.Data.Test, experiment.Cancellation);
            return new TrainedNetwork(compact, training.Keep, phases, test);
        }
        catch
        {
            compact.Dispose();
            throw;
        }
    }

    /// <summary>A phase in which all channels of a network are trained.</summary>
    private static FitResult Fit<TCompact>(TCompact network, string phase, FineTuneOptions options, Experiment experiment, List<TrainingPhase> phases)
        where TCompact : CompactNetwork<TCompact>, ICompactNetwork<TCompact>
    {
        FitResult fit = Watched(experiment, phase, TCompact.Graph, gates: null, progress => network.FineTune(
            experiment.Data.Train,
            options with { Checkpoints = experiment.Checkpoints?.Of(phase) },
            progress,
            experiment.Checkpoints?.ResumedFrom(phase),
            experiment.Cancellation));
        phases.Add(new TrainingPhase(phase, fit));
        return fit;
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
