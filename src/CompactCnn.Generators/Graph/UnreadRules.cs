using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>The rule for values that cannot be seen while code is generated: 0118.</summary>
internal static class UnreadRules
{
    /// <summary>What is said of each argument without a value.</summary>
    public static IEnumerable<Issue> Check(ModelDeclaration declaration, EquatableArray<string> names) =>
        declaration.Unread.Select(unread => IssueOf(unread, declaration.Class.Name, names));

    /// <summary>What is said of an argument without a value.</summary>
    /// <param name="unread">The argument.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="names">The names of its layers.</param>
    public static Issue IssueOf(UnreadArgument unread, string model, EquatableArray<string> names)
    {
        bool isLayer = unread.Site.Index >= 0 && unread.Site.Index < names.Count;
        return new Issue(Rule.UnreadArgument, isLayer ? unread.Site : IssueSite.Marker, [isLayer ? names[unread.Site.Index] : model, unread.Argument]);
    }
}
