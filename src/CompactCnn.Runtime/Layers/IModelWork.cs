namespace CompactCnn;

/// <summary>Work on any declared model that needs its types; <see cref="DeclaredModel.Do{TResult}"/> does it.</summary>
/// <typeparam name="TResult">What comes of it.</typeparam>
public interface IModelWork<out TResult>
{
    /// <summary>Does it for one model.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <typeparam name="TCompact">Its compact network.</typeparam>
    /// <param name="model">The model as a value.</param>
    /// <returns>What came of it.</returns>
    TResult Do<TModel, TCompact>(DeclaredModel<TModel, TCompact> model)
        where TModel : GatedModel<TCompact>, IGatedModel<TModel>
        where TCompact : CompactNetwork<TCompact>, ICompactNetwork<TCompact>;
}
