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

    /// <summary>
    /// The model that a file is of, by the name of its class or a former one, or null. Files of before say no namespace: where two
    /// classes have the name, the operations that the file records decide.
    /// </summary>
    public DeclaredModel? OfFile(NetworkManifest manifest)
    {
        DeclaredModel[] named = [.. Models.Where(model => ModelNames.IsOf(model.Graph, manifest.Model, manifest.FullName))];
        return named.FirstOrDefault(model => manifest.Operations is { } operations && GraphText.Difference(operations, GraphText.OfAnswers(model.Graph)) is null)
            ?? named.FirstOrDefault();
    }

    /// <summary>The model of a name, or null.</summary>
    public DeclaredModel? Find(string name) => Models.FirstOrDefault(model => model.Name == name);
}
