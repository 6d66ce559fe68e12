namespace CompactCnn.CommandLine;

/// <summary>Trains any model with few active channels, slices out the compact network and fine-tunes it.</summary>
/// <param name="experiment">What the run is given.</param>
internal sealed class CompactTraining(Experiment experiment) : IModelWork<TrainedNetwork>
{
    public TrainedNetwork Do<TModel, TCompact>(DeclaredModel<TModel, TCompact> model)
        where TModel : GatedModel<TCompact>, IGatedModel<TModel>
        where TCompact : CompactNetwork<TCompact>, ICompactNetwork<TCompact> =>
        CompactRun.Execute<TModel, TCompact>(model.Create(experiment.Device, experiment.Settings.Recipe.Seed, model.ClassesFor(experiment.Data)), experiment);
}
