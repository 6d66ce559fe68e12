using System.Collections.Immutable;
using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompactCnn.Generators.Analysis;

/// <summary>The members of the user's own in a model, as far as their names may be those of generated ones.</summary>
internal static class OwnMembers
{
    /// <summary>Them and their symbols, in the order of declaration; an edit of any other member changes nothing here.</summary>
    public static ImmutableArray<(OwnMember Member, ISymbol Symbol)> Of(INamedTypeSymbol type, IReadOnlyList<LayerDeclaration> layers)
    {
        if (UserParts.Of(type).Copy is not null)
        {
            return [];
        }

        var found = ImmutableArray.CreateBuilder<(OwnMember, ISymbol)>();
        AddOf(type, "", layers, found);
        foreach (INamedTypeSymbol nested in type.GetTypeMembers().Where(nested => nested is { Arity: 0, Name: "Compact" or "Channels" } && UserParts.Declare(nested)))
        {
            AddOf(nested, nested.Name, layers, found);
        }

        return found.ToImmutable();
    }

    private static void AddOf(INamedTypeSymbol type, string container, IReadOnlyList<LayerDeclaration> layers, ImmutableArray<(OwnMember, ISymbol)>.Builder found)
    {
        foreach (ISymbol symbol in type.GetMembers())
        {
            if (!UserParts.Declare(symbol) || symbol is IMethodSymbol { AssociatedSymbol: not null })
            {
                continue;
            }

            if (MemberOf(symbol, container) is { } member && (container.Length > 0 || ReservedNames.IsGenerated(member.Name) || layers.Any(layer => IsOf(layer, member.Name))))
            {
                found.Add((member, symbol));
            }
        }
    }

    /// <summary>Every name that a layer becomes begins with its own.</summary>
    private static bool IsOf(LayerDeclaration layer, string name) => name.StartsWith(layer.Name ?? layer.Kind, StringComparison.Ordinal);

    private static OwnMember? MemberOf(ISymbol symbol, string container) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Ordinary } method => new OwnMember(container, method.Name, Parameters(method), Adds: false),
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor when container.Length > 0 => new OwnMember(container, container, Parameters(constructor), Adds: false),
        IMethodSymbol or INamedTypeSymbol { Arity: > 0 } => null,
        IPropertySymbol { ExplicitInterfaceImplementations.IsEmpty: false } or IEventSymbol { ExplicitInterfaceImplementations.IsEmpty: false } => null,
        INamedTypeSymbol nested => new OwnMember(container, nested.Name, null, CanAdd(nested)),
        _ => new OwnMember(container, symbol.Name, null, Adds: false),
    };

    private static string Parameters(IMethodSymbol method)
    {
        string types = string.Join(", ", method.Parameters.Select(parameter => parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat).Replace("?", "")));
        return method.Arity == 0 ? types : "<>" + types;
    }

    /// <summary>The generated parts are public, sealed and state the base class.</summary>
    private static bool CanAdd(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsRecord: false, IsStatic: false, IsAbstract: false }
        && type.BaseType is null or { SpecialType: SpecialType.System_Object } or { TypeKind: TypeKind.Error } or { Name: "CompactNetwork" }
        && UserParts.Of(type).Declarations.All(part => part.Modifiers.Any(SyntaxKind.PartialKeyword) && !part.Modifiers.Any(IsOtherAccess));

    private static bool IsOtherAccess(SyntaxToken modifier) =>
        modifier.IsKind(SyntaxKind.PrivateKeyword) || modifier.IsKind(SyntaxKind.ProtectedKeyword) || modifier.IsKind(SyntaxKind.InternalKeyword);
}
