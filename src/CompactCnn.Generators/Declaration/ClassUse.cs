using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Declaration;

/// <summary>How other code of the project can name a model's class.</summary>
/// <param name="IsPossible">False where it is private to another class, or naming it is an error.</param>
/// <param name="Warnings">Ids of what the compiler says of its use, as <c>CS0618</c> where it is obsolete.</param>
internal sealed record ClassUse(bool IsPossible, EquatableArray<string> Warnings)
{
    /// <summary>It can be named, and nothing is said.</summary>
    public static ClassUse Plain { get; } = new(true, EquatableArray<string>.Empty);

    /// <summary>How a class can be named.</summary>
    public static ClassUse Of(INamedTypeSymbol type)
    {
        bool isPossible = true;
        List<string>? warnings = null;
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            isPossible &= outer.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;
            foreach (AttributeData attribute in outer.GetAttributes())
            {
                switch (attribute.AttributeClass?.Name)
                {
                    case "ObsoleteAttribute" when attribute.ConstructorArguments is [_, { Value: true }]:
                        isPossible = false;
                        break;
                    case "ObsoleteAttribute":
                        (warnings ??= []).AddRange(DiagnosticId(attribute) is { } custom ? [custom] : ["CS0612", "CS0618"]);
                        break;
                    case "ExperimentalAttribute" when attribute.ConstructorArguments is [{ Value: string id }]:
                        (warnings ??= []).Add(id);
                        break;
                }
            }
        }

        return isPossible && warnings is null ? Plain : new ClassUse(isPossible, (warnings ?? []).ToEquatableArray());
    }

    private static string? DiagnosticId(AttributeData attribute) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "DiagnosticId").Value.Value as string;
}
