using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>The rule for members of the user's own that are generated too: 0015.</summary>
internal static class OwnMemberRules
{
    private const string Compact = "Compact";
    private const string Channels = "Channels";

    /// <summary>The parameters of generated methods and constructors; others of such names are overloads.</summary>
    private static readonly HashSet<(string Type, string Name, string Parameters)> Methods =
    [
        ("", "CostOf", "int[][]"), ("", "CreateGraph", ""), ("", "ToCompact", "int[][]"), ("", "ToCompact", Channels), ("", "forward", "Tensor"),
        (Compact, "CostOf", "IReadOnlyList<int>"), (Compact, "forward", "Tensor"),
        (Compact, Compact, "IReadOnlyList<int>, int"), (Compact, Compact, "IReadOnlyList<int>, Device, long, int"),
        (Channels, "ToKeep", ""),
    ];

    /// <summary>Adds what is wrong, once for each member.</summary>
    public static void Check(ModelDeclaration declaration, IReadOnlyList<NamedLayer> layers, ICollection<Issue> issues)
    {
        for (int i = 0; i < declaration.OwnMembers.Count; i++)
        {
            OwnMember member = declaration.OwnMembers[i];
            if (Collides(member, layers))
            {
                string type = member.Type.Length == 0 ? declaration.Class.Name : declaration.Class.Name + "." + member.Type;
                string remedy = member is { Type: "", Name: Compact or Channels, Parameters: null }
                    ? $"to add to it, declare it as 'partial class {member.Name}', public and without a base class, or rename yours"
                    : "rename yours";
                issues.Add(new Issue(Rule.OwnMember, IssueSite.Member(i), [member.Name, type, remedy]));
            }
        }
    }

    /// <summary>Whether a generated member, whose parameters are null where it is no method, would be a second one.</summary>
    public static bool IsTaken(ModelDeclaration declaration, IReadOnlyList<NamedLayer> layers, string type, string name, string? parameters) =>
        declaration.OwnMembers.Any(member =>
            member.Type == type
            && member.Name == name
            && Collides(member, layers)
            && (parameters is null || member.Parameters is null || member.Parameters == parameters));

    /// <summary>Whether the user's own type stands in the place of the compact network.</summary>
    public static bool ReplacesCompact(ModelDeclaration declaration) => IsTaken(declaration, [], "", Compact, parameters: null);

    private static bool Collides(OwnMember member, IReadOnlyList<NamedLayer> layers)
    {
        if (member.Adds && member is { Type: "", Name: Compact or Channels })
        {
            return false;
        }

        bool isMethod = Methods.Any(method => method.Type == member.Type && method.Name == member.Name);
        if (isMethod)
        {
            return member.Parameters is null || Methods.Contains((member.Type, member.Name, member.Parameters));
        }

        bool isGenerated = member.Type.Length == 0 && ReservedNames.IsGenerated(member.Name);
        return isGenerated || layers.SelectMany(LayerNames.PropertiesOf).Contains(member.Name);
    }
}
