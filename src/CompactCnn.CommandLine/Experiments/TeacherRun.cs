namespace CompactCnn.CommandLine;

/// <summary>The beginning of a run that is taught: the full network by itself.</summary>
internal static class TeacherRun
{
    public const string Phase = "teacher";

    /// <summary>Trains a model with all of its channels, as a network of fixed widths.</summary>
    /// <param name="model">The model, which has afterwards what was learned.</param>
    /// <param name="slice">The model's <c>ToCompact</c>.</param>
    /// <param name="settings">The run's settings.</param>
    /// <param name="fit">Trains the network.</param>
    /// <returns>What the network became, which can teach; and what it cost.</returns>
    public static (Teacher Teacher, FitResult Fit) Execute<TModel, TCompact>(TModel model, Func<TModel, int[][], TCompact> slice, MethodSettings settings, Func<TCompact, FitResult> fit)
        where TModel : GatedModel<TCompact>
        where TCompact : CompactNetwork<TCompact>, ICompactNetwork<TCompact>
    {
        using TCompact wide = slice(model, TCompact.Graph.KeepAll());
        FitResult result = fit(wide);
        // The full model's state has the same names and, with all channels, the same shapes.
        model.load_state_dict(wide.state_dict());
        return (new Teacher(wide, settings.MemoryLayout, settings.Precision), result);
    }
}
