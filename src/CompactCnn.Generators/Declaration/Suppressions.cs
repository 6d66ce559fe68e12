using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Declaration;

/// <summary>
/// Errors that <c>[SuppressMessage]</c> keeps from being shown, which the compiler honours even where they cannot be switched
/// off. The generated code says them then.
/// </summary>
internal static class Suppressions
{
    private const string Prefix = "CCNN";

    /// <summary>The ids that are suppressed for a class, by attributes on it, around it or on its assembly.</summary>
    public static EquatableArray<string> Of(INamedTypeSymbol type)
    {
        List<string>? ids = null;
        Add(type.ContainingAssembly, ref ids);
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            Add(outer, ref ids);
        }

        return ids is null ? EquatableArray<string>.Empty : ids.ToEquatableArray();
    }

    private static void Add(ISymbol symbol, ref List<string>? ids)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass?.Name is "SuppressMessageAttribute" or "UnconditionalSuppressMessageAttribute"
                && attribute.ConstructorArguments is [_, { Value: string check }]
                && check.StartsWith(Prefix, StringComparison.Ordinal))
            {
                // An id may be followed by a colon and words.
                (ids ??= []).Add(check.Split(':')[0].Trim());
            }
        }
    }
}
