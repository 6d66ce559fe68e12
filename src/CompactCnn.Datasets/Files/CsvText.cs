using System.Text;
using static System.FormattableString;

namespace CompactCnn;

/// <summary>Reads comma-separated values as RFC 4180 has them: cells may be quoted, and a quoted one may hold commas, quotes and line ends.</summary>
internal static class CsvText
{
    /// <summary>The rows of a text that are not empty.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The line, from 1, on which each begins, and its cells, without the space around those that are not quoted.</returns>
    /// <exception cref="ContentException">A quote is not closed, or something follows it.</exception>
    public static IEnumerable<(int Line, string[] Cells)> Rows(string text)
    {
        List<string> cells = [];
        int line = 1;
        for (int place = 0; place < text.Length;)
        {
            (int first, bool isEnd) = (line, false);
            while (!isEnd)
            {
                cells.Add(Cell(text, ref place, ref line));
                isEnd = place >= text.Length || text[place] != ',';
                place += isEnd ? 0 : 1;
            }

            // One line end, of any system.
            place += place < text.Length && text[place] == '\r' ? 1 : 0;
            place += place < text.Length && text[place] == '\n' ? 1 : 0;
            line++;
            if (cells is not [""])
                yield return (first, [.. cells]);

            cells.Clear();
        }
    }

    private static string Cell(string text, ref int place, ref int line)
    {
        int from = place;
        while (from < text.Length && text[from] == ' ')
            from++;

        if (from >= text.Length || text[from] != '"')
        {
            int end = text.AsSpan(place).IndexOfAny(',', '\r', '\n') is >= 0 and var found ? place + found : text.Length;
            string plain = text[place..end].Trim();
            place = end;
            return plain;
        }

        int opened = line;
        var quoted = new StringBuilder();
        for (place = from + 1; place < text.Length; place++)
        {
            line += text[place] == '\n' ? 1 : 0;
            if (text[place] != '"')
            {
                quoted.Append(text[place]);
                continue;
            }

            if (place + 1 < text.Length && text[place + 1] == '"')
            {
                quoted.Append('"');
                place++;
                continue;
            }

            place++;
            while (place < text.Length && text[place] == ' ')
                place++;

            return place >= text.Length || text[place] is ',' or '\r' or '\n'
                ? quoted.ToString()
                : throw new ContentException(Invariant($"line {line} of it has {UntrustedText.Quote(text[place].ToString())} behind a closing quote"));
        }

        throw new ContentException(Invariant($"line {opened} of it opens a quote that is not closed"));
    }
}
