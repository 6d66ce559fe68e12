using System.Collections.Immutable;
using CompactCnn.Generators.Declaration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompactCnn.Generators.Analysis;

/// <summary>Where the issues of one class are, in source. The pipeline's records know no locations; this does.</summary>
internal sealed class IssueSites(INamedTypeSymbol type, ModelAttributes attributes, CancellationToken cancellation)
{
    /// <summary>The members of the user's own, where issues may be about them.</summary>
    public ImmutableArray<ISymbol> Members { get; set; } = [];

    /// <summary>The location of a site.</summary>
    public Location Of(IssueSite site)
    {
        if (site.MemberIndex >= 0)
        {
            ISymbol member = Members[site.MemberIndex];
            return member.Locations.FirstOrDefault(UserParts.IsUsers) ?? ClassIdentifier();
        }

        if (site.IsCopy)
        {
            return UserParts.Of(type).Copy?.Identifier.GetLocation() ?? ClassIdentifier();
        }

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

    /// <summary>The location of an argument of a site; that of the site where the argument cannot be told from others.</summary>
    public Location Of(IssueSite site, string argument)
    {
        AttributeData? attribute = site.IsMarker ? attributes.Marker : attributes.Layers[site.Index];
        if (attribute?.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax { ArgumentList.Arguments: { Count: > 0 } arguments })
        {
            return Of(site);
        }

        AttributeArgumentSyntax? found = arguments.FirstOrDefault(one => (one.NameEquals?.Name ?? one.NameColon?.Name)?.Identifier.ValueText == argument);
        IParameterSymbol? parameter = attribute.AttributeConstructor?.Parameters.FirstOrDefault(one => one.Name == argument);
        AttributeArgumentSyntax[] positional = [.. arguments.Where(one => one.NameEquals is null && one.NameColon is null)];
        if (parameter is not null && parameter.Ordinal < positional.Length && (!parameter.IsParams || parameter.Ordinal == positional.Length - 1))
        {
            found ??= positional[parameter.Ordinal];
        }

        return found?.GetLocation() ?? Of(site);
    }

    /// <summary>The class's name on the part that carries the marker, or else the first layer.</summary>
    private Location ClassIdentifier()
    {
        AttributeData? first = attributes.Marker ?? attributes.Layers.FirstOrDefault();
        SyntaxNode? part = first?.ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<BaseTypeDeclarationSyntax>();
        return part is BaseTypeDeclarationSyntax declaration ? declaration.Identifier.GetLocation() : type.Locations[0];
    }
}
