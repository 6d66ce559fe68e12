using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Declaration;

/// <summary>
/// Attributes of one class -> <see cref="ModelDeclaration"/>. The generator and the analyzer both call it; it copies and
/// checks nothing that needs more than the class.
/// </summary>
internal static class ModelDeclarationParser
{
    /// <summary>Copies the declaration of a class that has a marker.</summary>
    public static ModelDeclaration Parse(INamedTypeSymbol type, ModelAttributes attributes, CancellationToken cancellation)
    {
        var faults = new ReadFaults();
        var layers = new List<LayerDeclaration>(attributes.Layers.Length);
        foreach (AttributeData attribute in attributes.Layers)
        {
            cancellation.ThrowIfCancellationRequested();
            faults.Site = IssueSite.Layer(layers.Count);
            layers.Add(LayerParser.Parse(attribute, ImmutableStack<INamedTypeSymbol>.Empty, faults));
        }

        (InputDeclaration input, CouplingKind coupling, TitleDeclaration title) = ParseMarker(attributes.Marker, faults);
        faults.HasUnresolved |= attributes.HasUnresolved || type.BaseType is { TypeKind: TypeKind.Error };
        UserParts parts = UserParts.Of(type);
        ImmutableArray<Issue> issues = ClassRules.Check(type, parts, attributes);
        return new ModelDeclaration(ClassParser.Parse(type, parts), input, layers.ToEquatableArray(), new(issues), faults.IsErroneous)
        {
            Coupling = coupling,
            Limits = ParseLimits(attributes.Limits),
            Title = title,
            Suppressed = Suppressions.Of(type),
            Unread = faults.Unread,
            HasUnresolved = faults.HasUnresolved,
        };
    }

    /// <summary>Copies the limits; what does not compile is the compiler's to report, and limits nothing.</summary>
    private static LimitsDeclaration? ParseLimits(AttributeData? attribute)
    {
        if (attribute is null)
        {
            return null;
        }

        var faults = new ReadFaults();
        var reader = new AttributeReader(attribute, faults);
        var limits = new LimitsDeclaration(reader.Long("MaxParameters"), reader.Long("MaxMacs"), reader.Long("MaxActivationBytes"), reader.Double("Active") ?? 1);
        return faults.IsErroneous ? null : limits;
    }

    private static (InputDeclaration Input, CouplingKind Coupling, TitleDeclaration Title) ParseMarker(AttributeData? marker, ReadFaults faults)
    {
        faults.Site = IssueSite.Marker;
        if (marker is null)
        {
            faults.Note("an argument");
            return (new InputDeclaration(0, 0, 0), CouplingKind.Warn, new TitleDeclaration(null, null));
        }

        var reader = new AttributeReader(marker, faults);
        var input = new InputDeclaration(reader.Positional<int>(0), reader.Positional<int>(1), reader.Positional<int>(2));
        CouplingKind coupling = LayerParser.Coupling(reader);
        var title = new TitleDeclaration(reader.Text("Name"), reader.Text("Summary")) { FormerNames = reader.Texts("FormerNames") };
        return (input, coupling, title);
    }
}
