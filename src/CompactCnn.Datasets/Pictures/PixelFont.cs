namespace CompactCnn;

/// <summary>
/// Letters of five by seven pixels, so that text looks the same on every machine, with fonts installed or without. They
/// are drawn in Embedded/pixel-font.txt, 16 in a strip, from the space on; the last one stands for all that is not ASCII.
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

    /// <summary>The pixels of a text that are set, by column and row from its upper left corner.</summary>
    public static IEnumerable<(int Column, int Row)> Draw(string text)
    {
        for (int place = 0; place < text.Length; place++)
        {
            int letter = (text[place] is >= First and < Other ? text[place] : Other) - First;
            for (int row = 0; row < Height; row++)
            {
                // Strips are parted by an empty line, letters by an empty column.
                string line = Rows[letter / LettersInStrip * (Height + 1) + row];
                for (int column = 0; column < Advance - 1; column++)
                {
                    if (line[letter % LettersInStrip * Advance + column] == '#')
                        yield return (place * Advance + column, row);
                }
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
