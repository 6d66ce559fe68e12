namespace CompactCnn.CommandLine;

/// <summary>Trains the full network of any model, for as many epochs as the method trains and fine-tunes.</summary>
/// <param name="experiment">What the run is given.</param>
internal sealed class DenseTraining(Experiment experiment) : IModelWork<TrainedNetwork>
{
    public TrainedNetwork Do<TModel, TCompact>(DeclaredModel<TModel, TCompact> model)
        where TModel : GatedModel<TCompact>, IGatedModel<TModel>
        where TCompact : CompactNetwork<TCompact>, ICompactNetwork<TCompact> =>
        DenseRun.Execute(model.CreateCompact(model.Graph.FullWidths, experiment.Device, experiment.Settings.Recipe.Seed, model.ClassesFor(experiment.Data)), experiment);
}
