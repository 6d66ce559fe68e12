using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>The rules for names: 0011, 0104, 0105 and 0106.</summary>
internal static class NameRules
{
    /// <summary>Checks the name of the class and of every layer.</summary>
    public static void Check(ModelDeclaration declaration, EquatableArray<string> names, ICollection<Issue> issues)
    {
        EquatableArray<LayerDeclaration> layers = declaration.Layers;
        string model = declaration.Class.Name;
        bool clashesWithModel = ReservedNames.IsGenerated(model);
        var taken = new TakenNames();
        for (int i = 0; i < names.Count; i++)
        {
            if (StatedNameFault(layers[i]) is { } rule)
            {
                issues.Add(new Issue(rule, IssueSite.Layer(i), [names[i]]));
                continue;
            }

            clashesWithModel |= LayerNames.PropertiesOf(layers[i], names[i]).Contains(model);
            CheckUnique(layers, i, names, taken, issues);
        }

        if (clashesWithModel)
        {
            issues.Add(new Issue(Rule.ReservedClassName, IssueSite.Class, [model]));
        }
    }

    /// <summary>The rule that a stated name breaks by itself, or null; automatic names break none.</summary>
    private static Rule? StatedNameFault(LayerDeclaration layer) => layer.Name switch
    {
        null => null,
        string name when !Identifiers.IsValid(name) => Rule.InvalidName,
        string name when LayerNames.PropertiesOf(layer, name).Any(ReservedNames.Contain) => Rule.ReservedName,
        _ => null,
    };

    /// <summary>
    /// A name must be new. Where an automatic name clashes with a stated one, the stated one is at fault.
    /// </summary>
    private static void CheckUnique(
        EquatableArray<LayerDeclaration> layers, int index, EquatableArray<string> names, TakenNames taken, ICollection<Issue> issues)
    {
        foreach (string member in LayerNames.OperationsOf(layers[index], names[index]))
        {
            if (taken.Take(member, index) is not { } other)
            {
                continue;
            }

            bool otherIsAtFault = layers[index].Name is null && layers[other.Layer].Name is not null;
            issues.Add(otherIsAtFault
                ? new Issue(Rule.DuplicateName, IssueSite.Layer(other.Layer), [other.Name, member, names[index]])
                : new Issue(Rule.DuplicateName, IssueSite.Layer(index), [member, other.Name, names[other.Layer]]));
            return;
        }
    }
}
