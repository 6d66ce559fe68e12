using System.Text.RegularExpressions;
using static CompactCnn.CommandLine.Tests.ResultsDocument;

namespace CompactCnn.CommandLine.Tests;

/// <summary>What the page of steps says is what the benchmarks printed.</summary>
public sealed partial class StepsDocumentTests
{
    private const int FirstFigure = 4;

    private static readonly string Readme = Path.Combine(ProgramRun.Repository, "README.md");

    private static readonly Dictionary<string, string> Fractions = new() { ["all"] = "1", ["1/2"] = "0.5", ["1/4"] = "0.25", ["1/8"] = "0.125" };

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

    /// <summary>The page that is read first has some of them.</summary>
    [Fact]
    public void TheReadmeHasThoseOfTheLastProcessor()
    {
        string[][] table = Table("What a step costs", page: Readme);
        Assert.Equal(Fractions.Keys, table.Select(row => row[0]));
        Assert.All(table, row =>
        {
            string fraction = Fractions[row[0]];
            Assert.Equal(Figure(fraction == "1" ? "generated dense step / hand-written dense step" : "sliced step / hand-written step of the same widths", fraction), row[1]);
            Assert.Equal(fraction == "0.5" ? Figure("sliced step / hand-written dense step", fraction) : "", row[2]);
        });

        static string Figure(string measure, string fraction) =>
            WithVerdict(Processors[^1].Where(row => Key(row) == (measure, "7-convolution", fraction)))!.Groups["figure"].Value;
    }

    // A run whose baseline was too restless for a verdict is printed, too, and was done again.
    private static Match? WithVerdict(IEnumerable<Match> runs) =>
        runs.LastOrDefault(run => run.Groups["verdict"].Value != "no verdict") ?? runs.LastOrDefault();

    private static (string Measure, string Network, string Fraction) Key(Match row) =>
        (row.Groups["measure"].Value, row.Groups["network"].Value, row.Groups["fraction"].Value);

    [GeneratedRegex(@"^(?<network>\S+)  (?<measure>.+?)  at (?<fraction>\S+)  \(.*?\): (?<figure>[^,]*(, [\d.]+\])?)(, itself [\d.]+)?, goal (?<goal>[<>]= [\d.]+): (?<verdict>[^;:]+)")]
    private static partial Regex PrintedRow();
}
