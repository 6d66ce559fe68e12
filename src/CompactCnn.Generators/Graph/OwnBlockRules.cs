using System.Globalization;
using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>The rules of blocks of the user's own: what is wrong with the block whatever it reads, and with its use (0117).</summary>
internal static class OwnBlockRules
{
    /// <summary>More layers than any network has; what is above is refused before it is taken apart.</summary>
    private const long MostLayers = 10_000;

    /// <summary>What is wrong with the layers of a block, whatever it reads; sites are its own attributes.</summary>
    public static IReadOnlyList<Issue> Check(EquatableArray<LayerDeclaration> members)
    {
        var issues = new List<Issue>();
        EquatableArray<string> names = LayerNames.Of(members);
        var references = new ReferenceRules(members, names);
        var taken = new TakenNames();
        for (int i = 0; i < members.Count; i++)
        {
            ArgumentRules.CheckLayer(members[i], i, names[i], isClassifier: false, issues);
            references.Check(i, issues);
            CheckName(members, i, names[i], taken, issues);
        }

        foreach (int unread in references.Unread())
        {
            issues.Add(new Issue(Rule.Unread, IssueSite.Layer(unread), [$"'{names[unread]}'"]));
        }

        return issues;
    }

    /// <summary>Why a block cannot be used, as the end of a sentence; null if it can.</summary>
    public static string? FaultOf(OwnBlockDeclaration block) => block.Fault switch
    {
        BlockFault.NoClass => "is no class; state the type of a class with [BlockModel] and layers",
        BlockFault.NotInSource => "is not declared in this project; declare it here, with [BlockModel] and layers",
        BlockFault.NoMarker => "is no block; state [BlockModel] and layers on it",
        BlockFault.SeveralParts => "has layers on several parts, so that their order is not defined; move them to one",
        _ when ContainsItself(block) => "contains itself; use another block there",
        BlockFault.NestedTooDeep => "lies too deep in other blocks; take one level apart",
        _ when block.Members.Count == 0 => "has no layers; state some",
        _ when Size(block) > MostLayers => $"stands for more than {MostLayers.ToString("N0", CultureInfo.InvariantCulture)} layers; repeat it less",
        _ when Check(block.Members).Count > 0 => "is wrong itself; correct it first",
        _ => null,
    };

    /// <summary>Whether it is used in itself, at any depth: each block on the way says so.</summary>
    private static bool ContainsItself(OwnBlockDeclaration block) =>
        block.Fault == BlockFault.ContainsItself || block.Members.OfType<OwnBlockDeclaration>().Any(ContainsItself);

    /// <summary>How many layers a block is taken apart into, at least.</summary>
    private static long Size(OwnBlockDeclaration block) =>
        block.Units * block.Members.Sum(member => member switch
        {
            OwnBlockDeclaration own => Size(own),
            BlockDeclaration other => other.Units,
            _ => 1,
        });

    private static void CheckName(EquatableArray<LayerDeclaration> members, int index, string name, TakenNames taken, List<Issue> issues)
    {
        if (members[index].Name is not null && !Identifiers.IsValid(name))
        {
            issues.Add(new Issue(Rule.InvalidName, IssueSite.Layer(index), [name]));
        }
        else if (ReservedNames.IsInput(name))
        {
            issues.Add(new Issue(Rule.ReservedName, IssueSite.Layer(index), [name]));
        }
        else if (NameRules.Clash(members, new NamedLayer(name, index, members[index]), taken) is { } issue)
        {
            issues.Add(issue);
        }
    }
}
