namespace CompactCnn.CommandLine;

/// <summary>Does the work of one cell of a comparison, for any model.</summary>
/// <param name="work">The cell, its settings and its images.</param>
internal sealed class CellExecution(CellWork work) : IModelWork<CellOutcome>
{
    public CellOutcome Do<TModel, TCompact>(DeclaredModel<TModel, TCompact> model)
        where TModel : GatedModel<TCompact>, IGatedModel<TModel>
        where TCompact : CompactNetwork<TCompact>, ICompactNetwork<TCompact> =>
        new CellRun<TModel, TCompact>(model).Execute(work);
}
