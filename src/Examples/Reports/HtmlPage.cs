using System.Net;
using System.Text;

namespace CompactCnn.Examples;

/// <summary>A web page in one file: no scripts, nothing to fetch, readable in light and in dark.</summary>
/// <param name="title">Its title and first heading.</param>
internal sealed class HtmlPage(string title)
{
    private const string Style = """
        :root { color-scheme: light dark; }
        body { margin: 2.5rem auto; max-width: 60rem; padding: 0 1.25rem; background: Canvas; color: CanvasText; font: 16px/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
        p.note, th { opacity: .72; }
        pre { background: rgb(128 128 128 / .12); padding: .7rem .9rem; border-radius: 6px; overflow-x: auto; }
        .table { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: .28rem .9rem .28rem 0; text-align: left; border-bottom: 1px solid rgb(128 128 128 / .3); white-space: nowrap; }
        th { font-weight: 600; }
        .number { text-align: right; }
        """;

    private readonly StringBuilder _body = new();

    public HtmlPage Heading(string text) => Append($"<h2>{Encode(text)}</h2>");

    public HtmlPage Paragraph(string text) => Append($"<p>{Encode(text)}</p>");

    public HtmlPage Note(string text) => Append($"<p class=\"note\">{Encode(text)}</p>");

    public HtmlPage Code(string text) => Append($"<pre><code>{Encode(text)}</code></pre>");

    /// <summary>Adds a table.</summary>
    /// <param name="header">Names of the columns.</param>
    /// <param name="rows">The cells of each row.</param>
    /// <param name="textColumns">How many columns are text; those after them are numbers.</param>
    public HtmlPage Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, int textColumns)
    {
        Append("<div class=\"table\"><table>");
        Append($"<thead>{Row(header, "th", textColumns)}</thead>");
        Append("<tbody>");
        foreach (IReadOnlyList<string> row in rows)
            Append(Row(row, "td", textColumns));

        return Append("</tbody></table></div>");
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

    private static string Row(IReadOnlyList<string> cells, string tag, int textColumns) =>
        $"<tr>{string.Concat(cells.Select((cell, column) => $"<{tag}{(column < textColumns ? "" : " class=\"number\"")}>{Encode(cell)}</{tag}>"))}</tr>";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private HtmlPage Append(string html)
    {
        _body.Append(html).Append('\n');
        return this;
    }
}
