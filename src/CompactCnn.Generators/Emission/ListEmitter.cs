using System.Collections.Immutable;
using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;
using static CompactCnn.Generators.Emission.CSharpText;

namespace CompactCnn.Generators.Emission;

/// <summary>The list of a project's models, for programs that work with any of them.</summary>
internal static class ListEmitter
{
    /// <summary>The namespace that every file with a model uses already.</summary>
    private const string OwnNamespace = "CompactCnn";

    /// <summary>The file with the list; none where a project declares no model.</summary>
    public static IEnumerable<ModelSource> Emit(ImmutableArray<ListedModel> models, BuildSettings settings)
    {
        if (models.IsEmpty)
        {
            yield break;
        }

        var writer = new IndentedWriter();
        ListedModel[] listed = [.. models.Where(model => model.Type is not null).OrderBy(model => model.Command, StringComparer.Ordinal).ThenBy(model => model.FullName, StringComparer.Ordinal)];
        string[] warnings = [.. listed.SelectMany(model => model.Warnings).Distinct(StringComparer.Ordinal)];
        SourceFile.EmitHead(writer, warnings.Length == 0 ? [] : [string.Join(", ", warnings) + " // What is said of a model's use is not said of the list."]);
        string[] names = [.. (settings.ListNamespace ?? OwnNamespace).Split('.').Select(name => name.TrimStart('@'))];
        if (!names.All(Identifiers.IsValid))
        {
            SourceFile.EmitErrors(writer, [$"CompactModelsNamespace must be a namespace, as Company.Models, but is '{settings.ListNamespace}'"]);
            names = [OwnNamespace];
        }

        writer.Line("namespace " + Dotted(names));
        writer.Open();
        writer.Line("/// <summary>The models of this project, as values.</summary>");
        if (settings.ListNamespace is not null && models.Any(model => model.BreaksClsCompliance))
        {
            writer.Line("[global::System.CLSCompliant(false)]");
        }

        writer.Line($"{(settings.ListNamespace is null ? "internal" : "public")} static class CompactModels");
        writer.Open();
        writer.Line("/// <summary>Every model, in the order of the names on the command line; those that are private to a class are not among them.</summary>");
        writer.Mark();
        writer.Line("public static global::System.Collections.Generic.IReadOnlyList<global::CompactCnn.DeclaredModel> All { get; } =");
        writer.Open("[");
        foreach (ListedModel model in listed)
        {
            string summary = model.Summary is { } text ? ", " + Literal(text) : "";
            writer.Line($"new global::CompactCnn.DeclaredModel<{model.Type}, {model.Type}.Compact>({Literal(model.Command)}{summary}),");
        }

        writer.Close("];");
        writer.Close();
        writer.Close();
        yield return new ModelSource(HintNames.List, writer.ToString());
    }
}
