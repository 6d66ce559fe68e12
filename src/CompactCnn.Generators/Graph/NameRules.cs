using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>The rules for names: 0011, 0104, 0105 and 0106.</summary>
internal static class NameRules
{
    /// <summary>Checks the name of the class and of every layer.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="names">The names of what was declared.</param>
    /// <param name="layers">The layers with their names; of a block, its members.</param>
    /// <param name="issues">Takes what is wrong, at most once for each attribute.</param>
    public static void Check(ModelDeclaration declaration, EquatableArray<string> names, EquatableArray<NamedLayer> layers, ICollection<Issue> issues)
    {
        string model = declaration.Class.Name;
        bool clashesWithModel = ReservedNames.IsGenerated(model);
        var taken = new TakenNames();
        var faulty = new HashSet<int>();
        foreach (NamedLayer layer in layers.Where(layer => !faulty.Contains(layer.Attribute)))
        {
            if (NameFault(declaration.Layers[layer.Attribute], layer) is { } rule)
            {
                faulty.Add(layer.Attribute);
                issues.Add(new Issue(rule, IssueSite.Layer(layer.Attribute), [rule == Rule.InvalidName ? names[layer.Attribute] : layer.Name]));
                continue;
            }

            clashesWithModel |= LayerNames.PropertiesOf(layer).Contains(model);
            if (Clash(declaration.Layers, layer, taken) is { } issue)
            {
                faulty.Add(layer.Attribute);
                issues.Add(issue);
            }
        }

        if (clashesWithModel)
        {
            issues.Add(new Issue(Rule.ReservedClassName, IssueSite.Class, [model]));
        }
    }

    /// <summary>The rule that a stated name breaks by itself, or null; automatic names break none.</summary>
    private static Rule? NameFault(LayerDeclaration declared, NamedLayer layer) => declared.Name switch
    {
        null => null,
        string name when !Identifiers.IsValid(name) => Rule.InvalidName,
        _ when LayerNames.PropertiesOf(layer).Prepend(layer.Name).Any(ReservedNames.Contain) => Rule.ReservedName,
        _ => null,
    };

    /// <summary>
    /// A name must be new. Where an automatic name clashes with a stated one, the stated one is at fault.
    /// </summary>
    /// <param name="declared">The layers of the model, or of the block, as they were declared.</param>
    /// <param name="layer">The layer whose names are taken.</param>
    /// <param name="taken">The names so far.</param>
    public static Issue? Clash(EquatableArray<LayerDeclaration> declared, NamedLayer layer, TakenNames taken)
    {
        foreach (TakenName name in LayerNames.OperationsOf(layer))
        {
            if (taken.Take(name) is { } other)
            {
                return IsStated(layer) || !IsStated(other.Layer) ? Clash(name, other) : Clash(other, name);
            }
        }

        return null;

        bool IsStated(NamedLayer named) => declared[named.Attribute].Name is not null;
    }

    private static Issue Clash(TakenName faulty, TakenName other) =>
        new(Rule.DuplicateName, IssueSite.Layer(faulty.Layer.Attribute), [faulty.Name, faulty.Describe(faulty.Name), other.Describe(faulty.Name)]);
}
