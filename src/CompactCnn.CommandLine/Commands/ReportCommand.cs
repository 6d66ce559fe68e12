using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary>Makes a page, pictures and tables of what <c>compare</c> found.</summary>
internal static class ReportCommand
{
    public static Command Create(ProgramContext context)
    {
        var folders = new Argument<string[]>("DIR")
        {
            Description = "the folder that compare wrote to; several, of the same comparison with other numbers of epochs, for a report of what more compute buys",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string?> target = CommonOptions.Folder("--out", "where the report goes; absent: DIR; needed for several");
        Option<bool> overwrite = Overwriting.Option("what another --out than DIR holds");
        Option<bool> json = CommonOptions.Json();
        var command = new DocumentedCommand(
            "report",
            "make one HTML file, pictures and tables of the results of compare",
            "report ./compactcnn-out/compare-fashion-vgg",
            "report ./runs-8 ./runs-16 ./runs-32 --out ./more-compute")
        {
            folders, target, overwrite, json,
        };
        command.SetAction(parsed =>
        {
            string[] sources = parsed.GetRequiredValue(folders);
            string? asked = parsed.GetValue(target);
            var output = new CommandOutput(parsed.GetValue(json));
            // In its own folder a report is what its cells make of it, and is made anew with them.
            bool replaces = parsed.GetValue(overwrite) || asked is null || sources.Any(source => Path.GetFullPath(source) == Path.GetFullPath(asked));
            if (sources.Length == 1)
                Write(One(context.Models, sources[0]), asked ?? sources[0], replaces, output);
            else
                Write(Several(sources), asked ?? throw new UsageException("--out must say where the report of several comparisons goes"), replaces, output);
        });
        return command;
    }

    private static Report One(ModelCatalog models, string source)
    {
        ComparisonResults results = Read(source);
        string name = results.Request.Asked.Model;
        DeclaredModel model = models.Find(name) ?? throw new UsageException($"the results are of the model '{name}', which this program does not have; {NearestName.Hint(name, models.Names)}");
        IReadOnlyList<Chart> charts = ComparisonCharts.All(results, model);
        return new Report(
            results.All.Count,
            [
                ("report.html", ComparisonReport.Page(results, model.Cost, charts, source)),
                ("cells.csv", ComparisonCsv.Cells(results)),
                ("summary.csv", ComparisonCsv.Summary(results)),
            ],
            charts);
    }

    private static Report Several(string[] sources)
    {
        Dictionary<ComparisonResults, string> folders = sources.ToDictionary(Read);
        var lengths = new RunLengths([.. folders.Keys]);
        IReadOnlyList<Chart> charts = ComparisonCharts.All(lengths);
        return new Report(
            lengths.All.Sum(results => results.All.Count),
            [("report.html", RunLengthReport.Page(lengths, charts, folders)), ("lengths.csv", RunLengthReport.Values(lengths))],
            charts);
    }

    private static ComparisonResults Read(string source) => new(new CellStore(source).ReadAll());

    private static void Write(Report report, string target, bool replaces, CommandOutput output)
    {
        OutputFolder folder = OutputFolder.Prepare(target);
        string[] files = [.. report.Texts.Select(text => text.Name), .. report.Charts.Select(chart => chart.Name + ".png")];
        folder.RequireFree(replaces, files);
        foreach ((string name, string text) in report.Texts)
            folder.Write(name, text);

        foreach (Chart chart in report.Charts)
            folder.Write(chart.Name + ".png", chart.Png());

        output.WriteText(string.Join('\n', files.Select(folder.PathOf)));
        output.WriteJson(new ReportResult(report.Cells, [.. files.Select(folder.PathOf)]), ResultJson.Plain.ReportResult);
    }

    private sealed record Report(int Cells, IReadOnlyList<(string Name, string Text)> Texts, IReadOnlyList<Chart> Charts);
}

/// <summary>What report wrote, for programs.</summary>
internal sealed record ReportResult(int Cells, IReadOnlyList<string> Files);
