using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompactCnn.Generators.Declaration;

/// <summary>The rules that need the class and nothing else: 0001 to 0009.</summary>
internal static class ClassRules
{
    /// <summary>Every rule that the class breaks.</summary>
    public static ImmutableArray<Issue> Check(INamedTypeSymbol type, UserParts parts, ModelAttributes attributes)
    {
        ImmutableArray<Issue>.Builder issues = ImmutableArray.CreateBuilder<Issue>();
        void Report(Rule rule, params string[] more) => issues.Add(new Issue(rule, IssueSite.Class, [type.Name, .. more]));

        if (parts.Copy is { } copy)
        {
            string file = copy.SyntaxTree.FilePath.Split('/', '\\').Last();
            return [new Issue(Rule.CopiedCode, IssueSite.Copy, [type.Name, file])];
        }

        if (!parts.AreAll(SyntaxKind.PartialKeyword))
        {
            Report(Rule.NotPartial);
        }

        foreach (INamedTypeSymbol outer in ContainingTypes(type).Where(outer => !IsPartial(outer)))
        {
            Report(Rule.ContainingTypeNotPartial, outer.Name);
        }

        if (type.IsStatic || type.IsAbstract)
        {
            Report(Rule.NotInstantiable, type.IsStatic ? "static" : "abstract");
        }

        if (IsGeneric(type))
        {
            Report(Rule.Generic);
        }

        if (type.IsRecord)
        {
            Report(Rule.Record);
        }

        if (IsFileLocal(type))
        {
            Report(Rule.FileLocal);
        }

        if (type.BaseType is { TypeKind: not TypeKind.Error } own && !AllowsBase(type))
        {
            Report(Rule.OwnBaseClass, own.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        }

        if (!type.IsRecord && !type.IsStatic && UserConstructors(type).Any())
        {
            Report(Rule.OwnConstructor);
        }

        if (attributes.OnSeveralParts)
        {
            Report(Rule.SeveralParts);
        }

        return issues.ToImmutable();
    }

    /// <summary>How far a generated part can extend the class.</summary>
    public static ClassExtension ExtensionOf(INamedTypeSymbol type, UserParts parts)
    {
        bool extensible = parts.AreAll(SyntaxKind.PartialKeyword) && ContainingTypes(type).All(IsPartial);
        if (!extensible || parts.Copy is not null || type.IsStatic || type.IsRecord || IsGeneric(type) || IsFileLocal(type))
        {
            return ClassExtension.None;
        }

        var extension = ClassExtension.All;
        if (!AllowsBase(type) || UserConstructors(type).Any(CallsBaseImplicitly))
        {
            extension &= ~ClassExtension.BaseClass;
        }

        if (UserConstructors(type).Any(constructor => constructor.Parameters.Length is 2 or 3 || IsPrimary(constructor)))
        {
            extension &= ~ClassExtension.Constructor;
        }

        return extension;
    }

    private static IEnumerable<INamedTypeSymbol> ContainingTypes(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            yield return outer;
        }
    }

    private static bool IsPartial(INamedTypeSymbol type) => UserParts.Of(type).AreAll(SyntaxKind.PartialKeyword);

    private static bool IsGeneric(INamedTypeSymbol type) => type.Arity > 0 || ContainingTypes(type).Any(outer => outer.Arity > 0);

    private static bool IsFileLocal(INamedTypeSymbol type) => type.IsFileLocal || ContainingTypes(type).Any(outer => outer.IsFileLocal);

    /// <summary>The generated part states GatedModel; the user may state it too, or an interface that a generator makes.</summary>
    private static bool AllowsBase(INamedTypeSymbol type) => type.BaseType is null
        or { SpecialType: SpecialType.System_Object } or { TypeKind: TypeKind.Error }
        or { Name: "GatedModel", ContainingNamespace: { Name: "CompactCnn", ContainingNamespace.IsGlobalNamespace: true } };

    private static IEnumerable<IMethodSymbol> UserConstructors(INamedTypeSymbol type) => type.InstanceConstructors.Where(UserParts.Declare);

    private static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax);

    /// <summary>GatedModel has no constructor without arguments, which such a constructor would call.</summary>
    private static bool CallsBaseImplicitly(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is not ConstructorDeclarationSyntax { Initializer: not null });
}
