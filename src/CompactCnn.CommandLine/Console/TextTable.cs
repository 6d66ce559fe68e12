using System.Text;

namespace CompactCnn.CommandLine;

/// <summary>A table as text: aligned for the eye, and Markdown, so that it can be pasted anywhere.</summary>
internal static class TextTable
{
    /// <summary>Makes a table.</summary>
    /// <param name="header">Names of the columns.</param>
    /// <param name="rows">The cells of each row.</param>
    /// <param name="textColumns">How many columns are text, to the left; those after them are numbers, to the right.</param>
    public static string Of(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, int textColumns)
    {
        IReadOnlyList<string>[] all = [header, .. rows];
        int[] widths = [.. header.Select((_, column) => all.Max(row => row[column].Length))];
        var text = new StringBuilder();
        Append(header);
        Append([.. widths.Select((width, column) => column < textColumns ? new string('-', width) : new string('-', width - 1) + ":")]);
        foreach (IReadOnlyList<string> row in all[1..])
            Append(row);

        return text.ToString();

        void Append(IReadOnlyList<string> cells)
        {
            IEnumerable<string> padded = cells.Select((cell, column) => column < textColumns ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.Append("| ").AppendJoin(" | ", padded).Append(" |\n");
        }
    }
}
