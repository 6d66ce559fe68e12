namespace CompactCnn.CommandLine;

/// <summary>The models that a program's commands know by name.</summary>
internal sealed class ModelCatalog
{
    /// <summary>Takes the models of one or more projects.</summary>
    /// <param name="models">Every model, in the order in which to show them.</param>
    /// <exception cref="ArgumentException">Two have the same name.</exception>
    public ModelCatalog(IReadOnlyList<DeclaredModel> models)
    {
        if (models.GroupBy(model => model.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twins)
            throw new ArgumentException($"two models of this program are called '{twins.Key}'; give one of them another Name in its [CompactModel]");

        Models = models;
        Names = [.. models.Select(model => model.Name)];
    }

    /// <summary>Every model, in the order in which to show them.</summary>
    public IReadOnlyList<DeclaredModel> Models { get; }

    /// <summary>Every model's name.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The model whose class a file names, or null.</summary>
    public DeclaredModel? OfClass(string name) => Models.FirstOrDefault(model => model.Graph.Name == name);

    /// <summary>The model of a name, or null.</summary>
    public DeclaredModel? Find(string name) => Models.FirstOrDefault(model => model.Name == name);
}
