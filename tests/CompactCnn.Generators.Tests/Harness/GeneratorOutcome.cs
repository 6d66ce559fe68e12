using System.Collections.Immutable;
using System.Globalization;
using CompactCnn.Generators.Emission;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Tests.Harness;

/// <summary>What became of some sources.</summary>
/// <param name="Sources">The user's sources, without their marks.</param>
/// <param name="Output">The compilation with the generated sources.</param>
/// <param name="Generated">The generated sources.</param>
/// <param name="Diagnostics">What the analyzer reported, in the order of the places.</param>
internal sealed record GeneratorOutcome(
    ImmutableArray<MarkedSource> Sources,
    Compilation Output,
    ImmutableArray<GeneratedSourceResult> Generated,
    ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>The places that the sources mark, as <see cref="Place"/> says them.</summary>
    public IEnumerable<string> Expected => Sources.SelectMany((source, index) => source.Marks
        .OrderBy(mark => mark.Span.Start)
        .ThenBy(mark => mark.Id, StringComparer.Ordinal)
        .Select(mark => $"{mark.Id} on '{source.Text.Substring(mark.Span.Start, mark.Span.Length)}' at {HarnessSettings.PathOf(index)} {mark.Span}"));

    /// <summary>The files of models.</summary>
    public IEnumerable<GeneratedSourceResult> Models => Generated.Where(source => source.HintName is not (HintNames.List or HintNames.Errors));

    /// <summary>The text of the only model.</summary>
    public string Text => Models.Single().SourceText.ToString();

    /// <summary>The list of models.</summary>
    public string List => Generated.Single(source => source.HintName == HintNames.List).SourceText.ToString();

    /// <summary>The id and the exact place of a diagnostic, with the text there, so that a failing test shows it.</summary>
    public static string Place(Diagnostic diagnostic) =>
        $"{diagnostic.Id} on '{TextAt(diagnostic.Location)}' at {diagnostic.Location.SourceTree?.FilePath} {diagnostic.Location.SourceSpan}";

    /// <summary>The place and the message of a diagnostic, and the line it is on.</summary>
    public static string Describe(Diagnostic diagnostic) =>
        $"{Place(diagnostic)}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)} [{LineOf(diagnostic.Location)}]";

    /// <summary>Refuses any diagnostic, and shows all of them.</summary>
    public static void AssertNone(IEnumerable<Diagnostic> diagnostics)
    {
        string[] all = [.. diagnostics.Select(Describe)];
        Assert.True(all.Length == 0, string.Join("\n", all));
    }

    /// <summary>Loads the compiled project. Nothing that touches a tensor may be called: no native library is there.</summary>
    public GeneratedModels Load() => new(Output);

    private static string? TextAt(Location location) => location.SourceTree?.GetText().ToString(location.SourceSpan);

    private static string? LineOf(Location location) =>
        location.SourceTree?.GetText().Lines.GetLineFromPosition(location.SourceSpan.Start).ToString().Trim();
}
