using CompactCnn.Generators.Analysis;
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
    /// <param name="settings">Whether the stub must fail the build, because no analyzer does.</param>
    public static ModelSource Of(ModelInterpretation interpretation, BuildSettings settings)
    {
        ModelClass type = interpretation.Declaration.Class;
        string text = interpretation.Graph is { } graph
            ? ModelEmitter.Emit(interpretation.Declaration, graph)
            : Stub(interpretation, settings);
        return new ModelSource(type.FullName, text);
    }

    /// <summary>Everything that is wrong, as sentences.</summary>
    public static IReadOnlyList<string> Sentences(ModelInterpretation interpretation) =>
        [.. interpretation.Issues.Concat(interpretation.Unread).Select(Descriptors.Text)];

    private static string Stub(ModelInterpretation interpretation, BuildSettings settings)
    {
        IReadOnlyList<string> sentences = Sentences(interpretation);
        string note = StubNote.Write(interpretation.Declaration.Unread);
        string[] unsaid = [.. sentences.Where(sentence => !settings.HasAnalyzers || interpretation.Declaration.Suppressed.Any(id => sentence.StartsWith(id, StringComparison.Ordinal)))];
        return StubEmitter.Emit(interpretation, new StubText(string.Join("\n", sentences), unsaid, note));
    }
}
