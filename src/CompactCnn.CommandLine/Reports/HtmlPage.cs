using System.Net;
using System.Text;

namespace CompactCnn.CommandLine;

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
        figure { margin: 1.6rem 0; } figure img { max-width: 100%; height: auto; } figcaption { font-weight: 600; margin-bottom: .5rem; }
        @media print { body { margin: 0; max-width: none; font-size: 11px; } figure, tr { break-inside: avoid; } }
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
    /// <param name="isStrong">Which cells, by row and column, stand out; absent: none.</param>
    public HtmlPage Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, int textColumns, Func<int, int, bool>? isStrong = null)
    {
        Append("<div class=\"table\"><table>");
        Append($"<thead>{Row(header, "th", textColumns, _ => false)}</thead>");
        Append("<tbody>");
        foreach ((int index, IReadOnlyList<string> row) in rows.Index())
            Append(Row(row, "td", textColumns, column => isStrong?.Invoke(index, column) ?? false));

        return Append("</tbody></table></div>");
    }

    /// <summary>Adds a picture, inside the page: one for light surroundings and print, one for dark.</summary>
    /// <param name="name">Its name, for links.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="light">SVG.</param>
    /// <param name="dark">SVG.</param>
    public HtmlPage Figure(string name, string title, string light, string dark) => Append($"""
        <figure id="{Encode(name)}">
        <figcaption>{Encode(title)}</figcaption>
        <picture>
        <source srcset="{Inline(dark)}" media="screen and (prefers-color-scheme: dark)">
        <img src="{Inline(light)}" alt="{Encode(title)}">
        </picture>
        </figure>
        """);

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
        $"<tr>{string.Concat(cells.Select((cell, column) => $"<{tag}{(column < textColumns ? "" : " class=\"number\"")}>{(isStrong(column) ? $"<strong>{Encode(cell)}</strong>" : Encode(cell))}</{tag}>"))}</tr>";

    private static string Inline(string svg) => $"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private HtmlPage Append(string html)
    {
        _body.Append(html).Append('\n');
        return this;
    }
}
