using System.Text;

namespace CompactCnn;

/// <summary>
/// Letters of five by seven pixels, so that text looks the same on every machine, with fonts installed or without. They
/// are drawn in Embedded/pixel-font.txt, 16 in a strip, from the space on; the last one stands for what cannot be drawn.
/// Letters with marks, as ü, ç or ő, are those without and the marks.
/// </summary>
internal static class PixelFont
{
    /// <summary>Pixels from the left edge of one letter to that of the next.</summary>
    public const int Advance = 6;

    /// <summary>Rows of a letter.</summary>
    public const int Height = 7;

    private const int LettersInStrip = 16;
    private const char First = ' ';
    private const char Other = '\u007F';

    private static readonly string[] Rows = ReadRows();

    /// <summary>
    /// The pixels of the marks that letters carry, above by rows from the letter's uppermost one on, below from its lowest.
    /// </summary>
    private static readonly Dictionary<char, (bool IsAbove, (int Column, int Row)[] Pixels)> Marks = new()
    {
        ['\u0300'] = (true, [(1, -3), (2, -2)]),
        ['\u0301'] = (true, [(3, -3), (2, -2)]),
        ['\u0302'] = (true, [(2, -3), (1, -2), (3, -2)]),
        ['\u0303'] = (true, [(0, -2), (1, -3), (2, -3), (3, -2), (4, -3)]),
        ['\u0304'] = (true, [(1, -2), (2, -2), (3, -2)]),
        ['\u0306'] = (true, [(0, -3), (4, -3), (1, -2), (2, -2), (3, -2)]),
        ['\u0307'] = (true, [(2, -2)]),
        ['\u0308'] = (true, [(1, -2), (3, -2)]),
        ['\u030A'] = (true, [(2, -4), (1, -3), (3, -3), (2, -2)]),
        ['\u030B'] = (true, [(2, -3), (1, -2), (4, -3), (3, -2)]),
        ['\u030C'] = (true, [(1, -3), (3, -3), (2, -2)]),
        ['\u0327'] = (false, [(2, 1), (1, 2)]),
        ['\u0328'] = (false, [(3, 1), (4, 2)]),
    };

    /// <summary>Whether a letter can be drawn: it is ASCII, or such a one with marks.</summary>
    public static bool Has(Rune letter)
    {
        string parts = letter.ToString().Normalize(NormalizationForm.FormD);
        return parts[0] is >= First and < Other && parts.Skip(1).All(Marks.ContainsKey);
    }

    /// <summary>The pixels of a letter that are set, by column and row from its upper left corner; marks are above and below.</summary>
    public static IEnumerable<(int Column, int Row)> Draw(Rune letter)
    {
        if (!Has(letter))
            return Plain(Other);

        string parts = letter.ToString().Normalize(NormalizationForm.FormD);
        (int Column, int Row)[] pixels = [.. Plain(parts[0])];
        return
        [
            .. pixels,
            .. parts.Skip(1).SelectMany(mark => Marks[mark].Pixels.Select(pixel => (pixel.Column, pixel.Row + (Marks[mark].IsAbove ? pixels.Min(each => each.Row) : Height - 1)))),
        ];
    }

    /// <summary>The pixels of a text that are set, letter by letter.</summary>
    public static IEnumerable<(int Column, int Row)> Draw(string text) =>
        text.EnumerateRunes().SelectMany((letter, place) => Draw(letter).Select(pixel => (place * Advance + pixel.Column, pixel.Row)));

    private static IEnumerable<(int Column, int Row)> Plain(char letter)
    {
        int place = letter - First;
        for (int row = 0; row < Height; row++)
        {
            // Strips are parted by an empty line, letters by an empty column.
            string line = Rows[place / LettersInStrip * (Height + 1) + row];
            for (int column = 0; column < Advance - 1; column++)
            {
                if (line[place % LettersInStrip * Advance + column] == '#')
                    yield return (column, row);
            }
        }
    }

    private static string[] ReadRows()
    {
        using Stream stored = typeof(PixelFont).Assembly.GetManifestResourceStream("pixel-font.txt")!;
        using var reader = new StreamReader(stored);
        return reader.ReadToEnd().Split('\n');
    }
}
