using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Analysis;

/// <summary>What is wrong with models whose names are too alike: the one rule for all who report it.</summary>
internal static class ModelTwins
{
    /// <summary>Every issue, and the full name of the model that it is about.</summary>
    /// <param name="models">Full name of each, and what it is called on the command line.</param>
    public static IEnumerable<(string Name, Issue Issue)> Among(IReadOnlyCollection<(string Name, string Command)> models) =>
    [
        .. CaseTwin.Among(models.Select(model => model.Name))
            .Select(twin => (twin.Name, new Issue(Rule.CaseTwin, IssueSite.Class, [twin.Name, twin.First]))),
        .. NameTwin.Among(models)
            .Select(twin => (twin.Name, new Issue(Rule.NameTwin, IssueSite.Class, [twin.Name, twin.First, twin.Command]))),
    ];
}
