namespace CompactCnn.CommandLine;

/// <summary>The method: the library's recipe, shown and evaluated.</summary>
internal static class CompactRun
{
    /// <summary>Trains, compacts, fine-tunes and evaluates.</summary>
    /// <param name="model">A fresh model; it is disposed.</param>
    /// <param name="experiment">What the run is given.</param>
    public static TrainedNetwork Execute<TModel, TCompact>(TModel model, Experiment experiment)
        where TModel : GatedModel<TCompact>
        where TCompact : CompactNetwork<TCompact>, ICompactNetwork<TCompact>
    {
        using TModel trained = model;
        trained.Usage = experiment.Usage;
        CompactTrainingOptions options = experiment.Settings.Recipe with { Checkpoints = experiment.Checkpoints?.Options };
        using RunLogs? logs = experiment.Watch?.Open(TCompact.Graph, trained.Gates);
        CompactTrainingResult<TCompact> result = experiment.Progress.ShowRun(progress => trained.TrainCompact(
            experiment.Data.Train,
            options,
            logs is null ? progress : logs.With(progress),
            experiment.Checkpoints?.ResumeFrom,
            experiment.Cancellation));
        try
        {
            Evaluation test = result.Network.Evaluate(experiment.Data.Test, experiment.Cancellation);
            return new TrainedNetwork(result.Network, result.Keep, [.. result.Phases.Select(phase => new TrainingPhase(PhaseName.Of(phase.Phase), phase.Result))], test);
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }
}
