using System.Net;
using System.Text;

namespace CompactCnn.CommandLine;

/// <summary>A web page in one file: no scripts, nothing to fetch, readable in light and in dark.</summary>
/// <param name="title">Its title and first heading.</param>
internal sealed class HtmlPage(string title)
{
    // Up to here, in pixels, a window gets the narrow pictures.
    private const string Narrow = "(max-width: 640px)";
    private const string Dark = "(prefers-color-scheme: dark)";

    private const string Style = """
        :root { color-scheme: light dark; }
        body { margin: 2.5rem auto; max-width: 76rem; padding: 0 1.25rem; font: 16px/1.5 system-ui, sans-serif; }
        body { background: Canvas; color: CanvasText; }
        h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
        h1, p, pre { max-width: 60rem; overflow-wrap: anywhere; }
        p.note, th { opacity: .72; }
        pre { background: rgb(128 128 128 / .12); padding: .7rem .9rem; border-radius: 6px; white-space: pre-wrap; }
        .table { overflow-x: auto; }
        table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
        th, td { padding: .28rem .8rem .28rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid rgb(128 128 128 / .3); }
        th { font-weight: 600; vertical-align: bottom; }
        td:not(.number) { min-width: 5.5rem; overflow-wrap: break-word; }
        .number { text-align: right; } td.number { white-space: nowrap; }
        figure { margin: 1.6rem 0; } figure img { display: block; max-width: 100%; height: auto; }
        figcaption { font-weight: 600; margin-bottom: .5rem; overflow-wrap: anywhere; }
        @media (max-width: 640px) {
          td:first-child, th:first-child { position: sticky; left: 0; max-width: 8.5rem; background: Canvas; overflow-wrap: anywhere; }
          th { opacity: 1; }
        }
        @media print { body { margin: 0; max-width: none; font-size: 11px; } figure, tr { break-inside: avoid; } }
        """;

    private readonly StringBuilder _body = new();

    public HtmlPage Heading(string text) => Append($"<h2>{Encode(text)}</h2>");

    public HtmlPage Paragraph(string text) => Append($"<p>{Encode(text)}</p>");

    public HtmlPage Note(string text) => Append($"<p class=\"note\">{Encode(text)}</p>");

    public HtmlPage Code(string text) => Append($"<pre><code>{Encode(text)}</code></pre>");

    /// <summary>Adds a table.</summary>
    /// <param name="header">Names of the columns, each its own.</param>
    /// <param name="rows">The cells of each row.</param>
    /// <param name="textColumns">How many columns are text; those after them are numbers.</param>
    /// <param name="isStrong">Which cells, by row and column, stand out; absent: none.</param>
    public HtmlPage Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, int textColumns, Func<int, int, bool>? isStrong = null)
    {
        if (header.Distinct(StringComparer.Ordinal).Count() < header.Count)
        {
            string names = string.Join(", ", header);
            throw new ArgumentException($"columns of a table must have names of their own, but are {names}", nameof(header));
        }

        Append("<div class=\"table\"><table>");
        Append($"<thead>{Row(header, "th", textColumns, _ => false)}</thead>");
        Append("<tbody>");
        foreach ((int index, IReadOnlyList<string> row) in rows.Index())
            Append(Row(row, "td", textColumns, column => isStrong?.Invoke(index, column) ?? false));

        return Append("</tbody></table></div>");
    }

    /// <summary>Adds a chart, inside the page: for light surroundings and print or for dark, for a window or for a telephone.</summary>
    public HtmlPage Figure(Chart chart)
    {
        string remark = chart.Remark is null ? "" : $"<p class=\"note\">{Encode(chart.Remark)}</p>";
        return Append($"""
            <figure id="{Encode(chart.Name)}">
            <figcaption>{Encode(chart.Title)}</figcaption>
            <picture>
            {Source(chart, ChartCanvas.DarkNarrow, $"screen and {Narrow} and {Dark}")}
            {Source(chart, ChartCanvas.LightNarrow, $"screen and {Narrow}")}
            {Source(chart, ChartCanvas.DarkWide, $"screen and {Dark}")}
            <img src="{Inline(chart.Svg(ChartCanvas.LightWide))}" alt="{Encode(chart.Title)}">
            </picture>
            {remark}
            </figure>
            """);
    }

    /// <summary>Adds charts.</summary>
    public HtmlPage Figures(IEnumerable<Chart> charts)
    {
        foreach (Chart chart in charts)
            Figure(chart);

        return this;
    }

    /// <summary>The page.</summary>
    public override string ToString() => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Encode(title)}</title>
        <style>
        {Style}
        </style>
        </head>
        <body>
        <h1>{Encode(title)}</h1>
        {_body}</body>
        </html>

        """;

    private static string Row(IReadOnlyList<string> cells, string tag, int textColumns, Func<int, bool> isStrong) =>
        $"<tr>{string.Concat(cells.Select((cell, column) => Cell(cell, tag, column < textColumns, isStrong(column))))}</tr>";

    private static string Cell(string cell, string tag, bool isText, bool isStrong)
    {
        // A method's name breaks where a setting begins.
        string text = isText ? Encode(cell).Replace("+", "<wbr>+", StringComparison.Ordinal) : Encode(cell);
        return $"<{tag}{(isText ? "" : " class=\"number\"")}>{(isStrong ? $"<strong>{text}</strong>" : text)}</{tag}>";
    }

    private static string Source(Chart chart, ChartCanvas canvas, string media) =>
        $"<source srcset=\"{Inline(chart.Svg(canvas))}\" width=\"{canvas.Width}\" height=\"{chart.Height(canvas)}\" media=\"{media}\">";

    private static string Inline(string svg) => $"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private HtmlPage Append(string html)
    {
        _body.Append(html).Append('\n');
        return this;
    }
}
