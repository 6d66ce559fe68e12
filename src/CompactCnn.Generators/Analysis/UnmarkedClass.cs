using System.Collections.Immutable;
using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Analysis;

/// <summary>What is wrong with a class that is no model: a block whatever it reads, and what would be ignored without a word.</summary>
internal static class UnmarkedClass
{
    /// <summary>Every rule that it breaks; what is wrong with a block where it is used is said there.</summary>
    public static IReadOnlyList<Issue> Check(INamedTypeSymbol type, ModelAttributes attributes)
    {
        var issues = new List<Issue>();
        if (attributes.Marker is not null)
        {
            return issues;
        }

        if (attributes.IsBlock)
        {
            CheckBlock(type, attributes, issues);
        }

        // A marker that is misspelt is the compiler's to report.
        if (!attributes.HasUnresolved && !attributes.Layers.IsEmpty && !attributes.IsBlock)
        {
            issues.Add(new Issue(Rule.WithoutMarker, IssueSite.Class, [type.Name, "layers"]));
        }
        else if (!attributes.HasUnresolved && attributes.Limits is not null)
        {
            issues.Add(new Issue(Rule.WithoutMarker, IssueSite.Limits, [type.Name, "device limits"]));
        }

        return issues;
    }

    /// <summary>The same for the pipeline, which knows no symbols; null where nothing is wrong.</summary>
    public static FaultyClass? FaultsOf(INamedTypeSymbol type)
    {
        IReadOnlyList<Issue> issues = Check(type, ModelAttributes.Of(type));
        return issues.Count == 0 ? null : new FaultyClass(SourceModel.MetadataName(type), issues.Select(Descriptors.Text).ToEquatableArray());
    }

    private static void CheckBlock(INamedTypeSymbol type, ModelAttributes attributes, List<Issue> issues)
    {
        var faults = new ReadFaults();
        EquatableArray<LayerDeclaration> members = OwnBlockParser.Members(attributes, ImmutableStack.Create(type), faults);
        if (attributes.OnSeveralParts || members.Count == 0)
        {
            BlockFault fault = attributes.OnSeveralParts ? BlockFault.SeveralParts : BlockFault.None;
            var block = new OwnBlockDeclaration(null, type.Name, [], fault, Repeat: 1);
            issues.Add(new Issue(Rule.UnusableBlock, IssueSite.Class, [$"'{type.Name}'", type.Name, OwnBlockRules.FaultOf(block)!]));
        }
        else if (!faults.IsErroneous && !faults.HasUnresolved)
        {
            issues.AddRange(OwnBlockRules.Check(members));
        }
    }
}

/// <summary>A class that is no model, and what is wrong with it.</summary>
/// <param name="MetadataName">The name by which a compilation finds it.</param>
/// <param name="Sentences">What is wrong.</param>
internal sealed record FaultyClass(string MetadataName, EquatableArray<string> Sentences);
