using System.CommandLine;

namespace CompactCnn.Examples;

/// <summary>Makes a page, pictures and tables of what <c>compare</c> found.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "the folder that compare wrote to" };
        Option<string?> target = CommonOptions.Folder("--out", "where the report goes; absent: DIR");
        Option<bool> json = CommonOptions.Json();
        var command = new DocumentedCommand(
            "report",
            "make one HTML file, pictures and tables of the results of compare",
            "report ./compactcnn-out/compare-fashion-vgg")
        {
            folder, target, json,
        };
        command.SetAction(parsed =>
        {
            string source = parsed.GetRequiredValue(folder);
            Run(source, parsed.GetValue(target) ?? source, new CommandOutput(parsed.GetValue(json)));
        });
        return command;
    }

    private static void Run(string source, string target, CommandOutput output)
    {
        var results = new ComparisonResults(new CellStore(source).ReadAll());
        OutputFolder folder = OutputFolder.Prepare(target);
        IReadOnlyList<Chart> charts = ComparisonCharts.All(results);
        folder.Write("report.html", ComparisonReport.Page(results, charts));
        folder.Write("cells.csv", ComparisonCsv.Cells(results));
        folder.Write("summary.csv", ComparisonCsv.Summary(results));
        foreach (Chart chart in charts)
            folder.Write(chart.Name + ".png", chart.Png());

        string[] files = ["report.html", "cells.csv", "summary.csv", .. charts.Select(chart => chart.Name + ".png")];
        output.WriteText(string.Join('\n', files.Select(folder.PathOf)));
        output.WriteJson(new ReportResult(results.All.Count, [.. files.Select(folder.PathOf)]), ResultJson.Plain.ReportResult);
    }
}

/// <summary>What report wrote, for programs.</summary>
internal sealed record ReportResult(int Cells, IReadOnlyList<string> Files);
