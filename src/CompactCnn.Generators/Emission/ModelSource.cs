using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;

namespace CompactCnn.Generators.Emission;

/// <summary>A generated file.</summary>
/// <param name="Model">Full name of its model, or the name of the file that is no model's.</param>
/// <param name="Text">Its text.</param>
internal sealed record ModelSource(string Model, string Text)
{
    /// <summary>The file of a model, or of its stub where the declaration is wrong.</summary>
    /// <param name="interpretation">The declaration and what it means.</param>
    /// <param name="describe">Gives the text of an issue.</param>
    public static ModelSource Of(ModelInterpretation interpretation, Func<Issue, string> describe)
    {
        ModelClass type = interpretation.Declaration.Class;
        string text = interpretation.Graph is { } graph
            ? ModelEmitter.Emit(type, graph, interpretation.Declaration.Limits)
            : StubEmitter.Emit(interpretation, Error(interpretation, describe));
        return new ModelSource(type.FullName, text);
    }

    private static string Error(ModelInterpretation interpretation, Func<Issue, string> describe) =>
        interpretation.Issues.Count == 0
            ? $"the declaration of '{interpretation.Declaration.Class.Name}' does not compile"
            : string.Join("\n", interpretation.Issues.Select(describe));
}
