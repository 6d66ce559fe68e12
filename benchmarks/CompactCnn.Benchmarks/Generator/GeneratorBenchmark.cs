using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using CompactCnn.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompactCnn.Benchmarks;

/// <summary>
/// What an edit costs in an editor: sources emitted, bytes allocated, milliseconds; beside the same for a naive pipeline.
/// The driver of the project before the edit is kept, so that every repetition makes the same edit.
/// </summary>
internal static class GeneratorBenchmark
{
    private const int Networks = 50;
    private const int Files = 1000;
    private const int DeepLayers = 500;

    /// <summary>What one pipeline does at one edit.</summary>
    /// <param name="Emitted">Sources that are new or written again.</param>
    /// <param name="Bytes">Allocated by the run, the median of all repetitions.</param>
    /// <param name="Milliseconds">The median of all repetitions.</param>
    public sealed record Measure(int Emitted, long Bytes, double Milliseconds);

    /// <summary>One edit, or the first run on a project that was not looked at before.</summary>
    public sealed record Row(string Edit, Measure Pipeline, Measure Naive);

    /// <summary>The command.</summary>
    public static Command Command()
    {
        var repetitions = new Option<int>("--repetitions") { Description = "How often each edit is made, by both pipelines in turn.", DefaultValueFactory = _ => 20 };
        var json = new Option<bool>("--json") { Description = "Print one JSON object as the last line of standard output." };
        var command = new Command("generator", $"What edits cost with {Networks} networks in {Files} files, beside a naive pipeline.") { repetitions, json };
        command.SetAction(arguments =>
        {
            var rows = new List<Row>();
            Console.Error.WriteLine($"{Networks} networks in {Files} files; sources emitted, bytes allocated, milliseconds (medians); cold: the first run on a parsed project");
            foreach (Row row in Run(arguments.GetValue(repetitions)))
            {
                rows.Add(row);
                Console.Error.WriteLine($"{row.Edit,-34} {Text(row.Pipeline)}   naive {Text(row.Naive)}");
            }

            if (arguments.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(new { networks = Networks, files = Files, rows }, JsonSerializerOptions.Web));
            }
        });
        return command;
    }

    private static IEnumerable<Row> Run(int repetitions)
    {
        var project = new ModelProject(Networks, Files);

        // The first run of a process compiles the compiler; it is no measure of either pipeline.
        RunCold(project, new ModelGenerator());
        RunCold(project, new NaiveGenerator());
        yield return InTurn("cold", Math.Max(3, repetitions / 4), () => RunCold(project, new ModelGenerator()), () => RunCold(project, new NaiveGenerator()));

        yield return InTurn(
            $"cold: one network of {DeepLayers} layers",
            Math.Max(3, repetitions / 4),
            () => RunEdit(Create(new ModelGenerator()), ModelProject.CreateDeep(DeepLayers)),
            () => RunEdit(Create(new NaiveGenerator()), ModelProject.CreateDeep(DeepLayers)));

        CSharpCompilation before = project.Create();
        GeneratorDriver pipeline = Create(new ModelGenerator()).RunGenerators(before);
        GeneratorDriver naive = Create(new NaiveGenerator()).RunGenerators(before);
        foreach ((string name, Func<CSharpCompilation, CSharpCompilation> edit) in ModelProject.Edits)
        {
            yield return InTurn(name, repetitions, () => RunEdit(pipeline, edit(before)), () => RunEdit(naive, edit(before)));
        }
    }

    private static Measure RunCold(ModelProject project, IIncrementalGenerator generator) => RunEdit(Create(generator), project.Create());

    private static Measure RunEdit(GeneratorDriver driver, CSharpCompilation compilation)
    {
        HashSet<object> known = [.. Sources(driver).Select(source => source.SourceText)];
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        GeneratorDriver after = driver.RunGenerators(compilation);
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;

        // A source that comes from the cache is the same object.
        return new Measure(Sources(after).Count(source => !known.Contains(source.SourceText)), bytes, milliseconds);
    }

    private static CSharpGeneratorDriver Create(IIncrementalGenerator generator) =>
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: ModelProject.ParseOptions);

    private static IEnumerable<GeneratedSourceResult> Sources(GeneratorDriver driver) =>
        driver.GetRunResult().Results.SelectMany(result => result.GeneratedSources.IsDefault ? [] : result.GeneratedSources);

    private static Row InTurn(string edit, int repetitions, Func<Measure> pipeline, Func<Measure> naive)
    {
        var measures = new List<(Measure Pipeline, Measure Naive)>();
        for (int i = 0; i < repetitions; i++)
        {
            measures.Add((pipeline(), naive()));
        }

        return new Row(edit, MedianOf(measures.Select(pair => pair.Pipeline)), MedianOf(measures.Select(pair => pair.Naive)));
    }

    private static Measure MedianOf(IEnumerable<Measure> measures)
    {
        Measure[] all = [.. measures];
        return new Measure(
            all.Select(measure => measure.Emitted).Distinct().Single(),
            all.Select(measure => measure.Bytes).Order().ElementAt(all.Length / 2),
            all.Select(measure => measure.Milliseconds).Order().ElementAt(all.Length / 2));
    }

    private static string Text(Measure measure) => $"{measure.Emitted,3} sources {measure.Bytes,13:N0} bytes {measure.Milliseconds,8:F1} ms";
}
