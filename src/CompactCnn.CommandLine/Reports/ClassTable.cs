namespace CompactCnn.CommandLine;

/// <summary>Accuracy by class: an average hides the class of which nothing is right.</summary>
internal static class ClassTable
{
    private const int ClassesShown = 100;
    private const int WorstShown = 20;

    /// <summary>A table of all classes, or of those of which the fewest are right.</summary>
    public static string Of(IReadOnlyList<ClassAccuracy> classes)
    {
        bool all = classes.Count <= ClassesShown;
        IEnumerable<ClassAccuracy> shown = all ? classes : classes.OrderBy(one => one.Accuracy).Take(WorstShown);
        string table = TextTable.Of(
            ["class", "images", "right", "accuracy"],
            shown.Select(one => (IReadOnlyList<string>)[one.Name, Figures.Count(one.Count), Figures.Count(one.Right), Figures.Percent(one.Accuracy)]),
            textColumns: 1);
        return all ? table : $"{table}the {WorstShown} of {Figures.Count(classes.Count)} classes of which the fewest are right\n";
    }

    /// <summary>The same for programs.</summary>
    public static IReadOnlyList<ClassResult> Results(IReadOnlyList<ClassAccuracy> classes) =>
        [.. classes.Select(one => new ClassResult(one.Name, one.Count, one.Accuracy))];
}

/// <summary>A class of images, and how many percent of them are right.</summary>
internal sealed record ClassResult(string Name, int Images, double Accuracy);
