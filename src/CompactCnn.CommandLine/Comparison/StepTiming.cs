namespace CompactCnn.CommandLine;

/// <summary>How long a step of any model takes where every group has a fraction of its channels.</summary>
/// <param name="active">The fraction.</param>
/// <param name="recipe">How it is trained.</param>
internal sealed class StepTiming(double active, CompactTrainingOptions recipe) : IModelWork<double>
{
    public double Do<TModel, TCompact>(DeclaredModel<TModel, TCompact> model)
        where TModel : GatedModel<TCompact>, IGatedModel<TModel>
        where TCompact : CompactNetwork<TCompact>, ICompactNetwork<TCompact>
    {
        using TCompact network = model.CreateCompact(model.WidthsAt(active), seed: 1);
        return StepTime.Measure(network, model.Graph, recipe);
    }
}
