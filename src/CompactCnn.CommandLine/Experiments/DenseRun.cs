namespace CompactCnn.CommandLine;

/// <summary>The full network, trained as any network is: what the compact one is compared with.</summary>
internal static class DenseRun
{
    /// <summary>Trains and evaluates.</summary>
    /// <param name="network">A fresh network of the full widths; it goes to the result, or is disposed if the run fails.</param>
    /// <param name="experiment">What the run is given.</param>
    public static TrainedNetwork Execute<TCompact>(TCompact network, Experiment experiment)
        where TCompact : CompactNetwork<TCompact>, ICompactNetwork<TCompact>
    {
        try
        {
            network.Usage = experiment.Usage;
            FitResult training = experiment.Progress.Show("dense", progress =>
                network.FineTune(experiment.Data.Train, experiment.Settings.Dense(), progress, cancellation: experiment.Cancellation));
            Evaluation test = network.Evaluate(experiment.Data.Test, experiment.Cancellation);
            return new TrainedNetwork(network, TCompact.Graph.KeepAll(), [new TrainingPhase("dense", training)], test);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }
}
