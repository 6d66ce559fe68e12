using System.Text.RegularExpressions;
using static CompactCnn.Examples.Tests.ResultsDocument;

namespace CompactCnn.Examples.Tests;

/// <summary>What the page of steps says is what the benchmarks printed.</summary>
public sealed partial class StepsDocumentTests
{
    private static readonly Match[] Printed =
        [.. Lines("steps", "amd-epyc.txt").Where(line => !line.StartsWith('#')).Select(line => PrintedRow().Match(line))];

    [Fact]
    public void EveryFigureWasPrinted()
    {
        Assert.All(Printed, row => Assert.True(row.Success));
        string[][] table = Table("Every measure", page: "steps.md");
        Assert.All(table, row =>
        {
            Match printed = WithVerdict(Printed.Where(candidate => Key(candidate) == (row[0], row[1], row[2])));
            Assert.Equal([.. new[] { "goal", "figure", "verdict" }.Select(part => printed.Groups[part].Value)], row[3..6]);
        });
        Assert.Equal(Printed.Select(Key).Distinct().Order(), table.Select(row => (row[0], row[1], row[2])).Order());
    }

    // A run whose baseline was too restless for a verdict is printed, too, and was done again.
    private static Match WithVerdict(IEnumerable<Match> runs) =>
        runs.LastOrDefault(run => run.Groups["verdict"].Value != "no verdict") ?? runs.Last();

    private static (string Measure, string Network, string Fraction) Key(Match row) =>
        (row.Groups["measure"].Value, row.Groups["network"].Value, row.Groups["fraction"].Value);

    [GeneratedRegex(@"^(?<network>\S+)  (?<measure>.+?)  at (?<fraction>\S+)  \(.*?\): (?<figure>[^,]*(, [\d.]+\])?)(, itself [\d.]+)?, goal (?<goal>[<>]= [\d.]+): (?<verdict>[^;:]+)")]
    private static partial Regex PrintedRow();
}
