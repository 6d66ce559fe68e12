using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;

namespace CompactCnn.Generators.Emission;

/// <summary>A model in the list of its project: whatever its layers are, so that a change of them changes no list.</summary>
/// <param name="Type">The class as code; null where the list cannot name it.</param>
/// <param name="FullName">The class's full name.</param>
/// <param name="MetadataName">The name by which a compilation finds it.</param>
/// <param name="Command">Its name on the command line.</param>
/// <param name="Summary">What it is, or null.</param>
/// <param name="Warnings">Ids of what the compiler says of the class's use.</param>
/// <param name="BreaksClsCompliance">The project promises to comply with the common language specification.</param>
internal sealed record ListedModel(
    string? Type, string FullName, string MetadataName, string Command, string? Summary, EquatableArray<string> Warnings, bool BreaksClsCompliance)
{
    /// <summary>A model, right or wrong: a stub is listed too, if it has the base class that lists ask for.</summary>
    public static ListedModel Of(ModelDeclaration declaration)
    {
        ModelClass type = declaration.Class;
        bool isListed = ModelInterpretation.CanExtend(declaration) && type.Use.IsPossible && type.Extension.HasFlag(ClassExtension.BaseClass) && !OwnMemberRules.ReplacesCompact(declaration);
        return new ListedModel(
            isListed ? CSharpText.Qualified(type) : null,
            type.FullName,
            type.MetadataName,
            CommandNames.Of(declaration),
            declaration.Title.Summary,
            type.Use.Warnings,
            type.BreaksClsCompliance);
    }
}
