namespace CompactCnn;

/// <summary>Whether a file is of a model, by the names of classes that the file and the model's declaration state.</summary>
internal static class ModelNames
{
    /// <summary>Whether a file of a class is one of the model's, under the name that it has or one that it had.</summary>
    /// <param name="graph">The model.</param>
    /// <param name="name">The class's name, as the file says it.</param>
    /// <param name="fullName">Its name with its namespace; null in files of before, which do not say.</param>
    public static bool IsOf(ModelGraph graph, string name, string? fullName) => fullName is null
        ? name == graph.Name || graph.FormerNames.Any(former => name == Last(former))
        : fullName == graph.FullName || graph.FormerNames.Any(former => fullName == Qualified(graph, former));

    /// <summary>What was expected of a file that is not the model's, and found, as a clause: by full names where the short ones do not differ.</summary>
    /// <param name="graph">The model.</param>
    /// <param name="name">The class's name, as the file says it.</param>
    /// <param name="fullName">Its name with its namespace; null in files of before, which do not say.</param>
    /// <param name="use">What one does with such a file, as <c>load</c>.</param>
    public static string Difference(ModelGraph graph, string name, string? fullName, string use)
    {
        bool isTwin = name == graph.Name && fullName is not null;
        string former = fullName is null || fullName == Qualified(graph, name) ? name : fullName;
        return $"the model {UntrustedText.Quote(isTwin ? fullName! : name)}, but '{(isTwin ? graph.FullName : graph.Name)}' was expected; "
            + $"{use} it as the model that wrote it, or, if that has this name now, add FormerNames = [\"{UntrustedText.Show(former)}\"] to its [CompactModel]";
    }

    /// <summary>A former name without a namespace is of the one that the class is in now.</summary>
    private static string Qualified(ModelGraph graph, string former) =>
        former.Contains('.', StringComparison.Ordinal) ? former : graph.FullName[..^graph.Name.Length] + former;

    private static string Last(string name) => name[(name.LastIndexOf('.') + 1)..];
}
