using CompactCnn.Generators.Analysis;
using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Emission;

/// <summary>Where the build runs no analyzers: what is wrong with classes that have no stub to say it.</summary>
internal static class ErrorEmitter
{
    /// <summary>The file with the errors; none where nothing is wrong, or analyzers say it.</summary>
    /// <param name="sentences">What is wrong with single classes.</param>
    /// <param name="models">The models of the project, two of which may be called the same.</param>
    /// <param name="settings">Whether analyzers run.</param>
    public static IEnumerable<ModelSource> Emit(IEnumerable<string> sentences, IReadOnlyList<ListedModel> models, BuildSettings settings)
    {
        if (settings.HasAnalyzers)
        {
            yield break;
        }

        IEnumerable<Issue> twins = ModelTwins.Among([.. models.Select(model => (model.FullName, model.Command))]).Select(twin => twin.Issue);
        string[] errors = [.. sentences.Concat(twins.Select(Descriptors.Text)).Distinct(StringComparer.Ordinal).OrderBy(error => error, StringComparer.Ordinal)];
        if (errors.Length > 0)
        {
            var writer = new IndentedWriter();
            SourceFile.EmitHead(writer);
            SourceFile.EmitErrors(writer, errors);
            yield return new ModelSource(HintNames.Errors, writer.ToString());
        }
    }
}
