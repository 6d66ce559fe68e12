using System.Collections.Concurrent;
using System.Text;
using SkiaSharp;

namespace CompactCnn;

/// <summary>Letters that the fonts of this machine have; a bare machine has none.</summary>
internal static class SystemFonts
{
    private static readonly ConcurrentDictionary<Rune, SKTypeface?> Found = new();

    /// <summary>A font that has a letter; null where none has.</summary>
    public static SKTypeface? For(Rune letter) => Found.GetOrAdd(letter, Find);

    private static SKTypeface? Find(Rune letter)
    {
        if (SKFontManager.Default.MatchCharacter(letter.Value) is { } matched && matched.ContainsGlyph(letter.Value))
            return matched;

        // Where fonts are only a folder of files, nobody has looked for us.
        return SKFontManager.Default.GetFontFamilies()
            .Select(SKFontManager.Default.MatchFamily)
            .FirstOrDefault(font => font is not null && font.ContainsGlyph(letter.Value));
    }
}
