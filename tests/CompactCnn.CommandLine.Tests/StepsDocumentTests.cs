using System.Text.RegularExpressions;
using static CompactCnn.CommandLine.Tests.ResultsDocument;

namespace CompactCnn.CommandLine.Tests;

/// <summary>What the page of steps says is what the benchmarks printed.</summary>
public sealed partial class StepsDocumentTests
{
    private const int FirstFigure = 4;

    private static readonly string Readme = Path.Combine(ProgramRun.Repository, "README.md");

    /// <summary>The processors whose output was kept, in the order of their columns.</summary>
    private static readonly Match[][] Processors =
        [.. new[] { "amd-epyc.txt", "amd-epyc-avx512.txt" }.Select(file => Lines("steps", file).Where(line => !line.StartsWith('#')).Select(line => PrintedRow().Match(line)).ToArray())];

    [Fact]
    public void EveryFigureWasPrinted()
    {
        Assert.All(Processors.SelectMany(rows => rows), row => Assert.True(row.Success));
        string[][] table = Table("Every measure", page: "steps.md");
        Assert.All(table, row =>
        {
            Match?[] printed = [.. Processors.Select(rows => WithVerdict(rows.Where(candidate => Key(candidate) == (row[0], row[1], row[2]))))];
            Assert.All(printed.OfType<Match>(), match => Assert.Equal(match.Groups["goal"].Value, row[FirstFigure - 1]));
            Assert.Equal(printed.SelectMany(match => new[] { "figure", "verdict" }.Select(part => match?.Groups[part].Value ?? "")), row[FirstFigure..^1]);
        });
        Assert.Equal(Processors.SelectMany(rows => rows).Select(Key).Distinct().Order(), table.Select(row => (row[0], row[1], row[2])).Order());
    }

    /// <summary>The page that is read first has two of them.</summary>
    [Fact]
    public void TheReadmeHasThoseOfTheLastProcessor()
    {
        string readme = File.ReadAllText(Readme);
        Assert.Contains($"takes {Figure("sliced step / hand-written step of the same widths")} of the time of a", readme, StringComparison.Ordinal);
        Assert.Contains($"and {Figure("sliced step / hand-written dense step")} of the dense one's, at half", readme, StringComparison.Ordinal);

        static string Figure(string measure) =>
            WithVerdict(Processors[^1].Where(row => Key(row) == (measure, "7-convolution", "0.5")))!.Groups["figure"].Value.Split(' ')[0];
    }

    // A run whose baseline was too restless for a verdict is printed, too, and was done again.
    private static Match? WithVerdict(IEnumerable<Match> runs) =>
        runs.LastOrDefault(run => run.Groups["verdict"].Value != "no verdict") ?? runs.LastOrDefault();

    private static (string Measure, string Network, string Fraction) Key(Match row) =>
        (row.Groups["measure"].Value, row.Groups["network"].Value, row.Groups["fraction"].Value);

    [GeneratedRegex(@"^(?<network>\S+)  (?<measure>.+?)  at (?<fraction>\S+)  \(.*?\): (?<figure>[^,]*(, [\d.]+\])?)(, itself [\d.]+)?, goal (?<goal>[<>]= [\d.]+): (?<verdict>[^;:]+)")]
    private static partial Regex PrintedRow();
}
