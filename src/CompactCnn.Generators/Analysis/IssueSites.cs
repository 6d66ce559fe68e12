using CompactCnn.Generators.Declaration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompactCnn.Generators.Analysis;

/// <summary>Where the issues of one class are, in source. The pipeline's records know no locations; this does.</summary>
internal sealed class IssueSites(INamedTypeSymbol type, ModelAttributes attributes, CancellationToken cancellation)
{
    /// <summary>The location of a site.</summary>
    public Location Of(IssueSite site)
    {
        AttributeData? attribute = site switch
        {
            { IsClass: true } => null,
            { IsMarker: true } => attributes.Marker,
            { IsLimits: true } => attributes.Limits,
            _ => attributes.Layers[site.Index],
        };
        return attribute?.ApplicationSyntaxReference is { } reference
            ? Location.Create(reference.SyntaxTree, reference.Span)
            : ClassIdentifier();
    }

    /// <summary>The class's name on the part that carries the marker, or else the first layer.</summary>
    private Location ClassIdentifier()
    {
        AttributeData? first = attributes.Marker ?? attributes.Layers.FirstOrDefault();
        SyntaxNode? part = first?.ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<BaseTypeDeclarationSyntax>();
        return part is BaseTypeDeclarationSyntax declaration ? declaration.Identifier.GetLocation() : type.Locations[0];
    }
}
