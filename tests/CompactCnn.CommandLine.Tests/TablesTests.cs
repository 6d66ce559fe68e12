namespace CompactCnn.CommandLine.Tests;

/// <summary>Tables for the console and for the report.</summary>
public sealed class TablesTests
{
    [Fact]
    public void OnTheConsoleAreAlignedMarkdown() => Assert.Equal(
        """
        | network | MACs |
        | ------- | ---: |
        | dense   | 1000 |
        | compact |   25 |

        """,
        TextTable.Of(["network", "MACs"], [["dense", "1000"], ["compact", "25"]], textColumns: 1));

    [Fact]
    public void InTheReportShowTextAsItIs()
    {
        string page = new HtmlPage("a < b").Paragraph("\"&\"").Table(["<script>"], [["1 > 0"]], textColumns: 1).ToString();
        Assert.Contains("<title>a &lt; b</title>", page, StringComparison.Ordinal);
        Assert.Contains("<p>&quot;&amp;&quot;</p>", page, StringComparison.Ordinal);
        Assert.Contains("<th>&lt;script&gt;</th>", page, StringComparison.Ordinal);
        Assert.Contains("<td>1 &gt; 0</td>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }
}
