using System.Globalization;
using System.IO.Compression;

namespace CompactCnn.CommandLine.Tests;

/// <summary>The pages of results, and the files that their tables are from.</summary>
internal static class ResultsDocument
{
    /// <summary>The format of a difference.</summary>
    internal const string Signed = "+0.00;-0.00;0.00";

    private static readonly string Folder = Path.Combine(ProgramRun.Repository, "docs", "results");

    /// <summary>The rows of a table below a heading, without its header; names without their quotes.</summary>
    internal static string[][] Table(string heading, int index = 0, string page = "README.md")
    {
        string[] section = [.. File.ReadLines(Path.Combine(Folder, page)).SkipWhile(line => line.TrimStart('#', ' ') != heading || !line.StartsWith('#'))];
        int[] headers = [.. section.Index().Where(line => line.Item.StartsWith("| --- ", StringComparison.Ordinal)).Select(line => line.Index)];
        return [.. section.Skip(headers[index] + 1).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim().Trim('`')).ToArray())];
    }

    internal static string[] Lines(string folder, string file) => File.ReadAllLines(Path.Combine(Folder, folder, file));

    internal static ILookup<string, string[]> Rows(string folder, string file) => File.ReadLines(Path.Combine(Folder, folder, file)).Skip(1)
        .Select(line => line.Split(',')).ToLookup(values => values[0]);

    internal static List<CellResult> Cells(string folder, string file = "cells.zip")
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Folder, folder, file));
        var cells = new List<CellResult>();
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using Stream content = entry.Open();
            cells.Add(System.Text.Json.JsonSerializer.Deserialize(content, ResultJson.Readable.CellResult)!);
        }

        return cells;
    }

    internal static string Number(string text, double unit = 1, string sign = "F2") =>
        (unit * double.Parse(text, CultureInfo.InvariantCulture)).ToString(sign, CultureInfo.InvariantCulture);
}
