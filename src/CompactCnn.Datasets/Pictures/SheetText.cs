using System.Text;
using SkiaSharp;

namespace CompactCnn;

/// <summary>
/// Text on a contact sheet: letters of ASCII, and those with marks, by <see cref="PixelFont"/>, the same on every machine;
/// others by a font that the machine has, or as a box.
/// </summary>
internal static class SheetText
{
    private const int Scale = 2;

    /// <summary>Pixels from one letter of the pixel font to the next.</summary>
    private const int Advance = Scale * PixelFont.Advance;

    /// <summary>Rows of pixels that a letter without marks takes.</summary>
    public const int Height = Scale * PixelFont.Height;

    /// <summary>The letters of texts that cannot be drawn here, each once.</summary>
    public static string Undrawn(IEnumerable<string> texts) => string.Concat(texts
        .SelectMany(text => Letters(text))
        .Distinct()
        .Where(letter => !PixelFont.Has(letter) && SystemFonts.For(letter) is null));

    /// <summary>Pixels that a text takes in a row.</summary>
    public static int Width(string text) => Letters(text).Sum(WidthOf);

    /// <summary>Draws a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="left">Where it begins.</param>
    /// <param name="top">Its uppermost row; marks are above.</param>
    /// <param name="fill">Is given a square of pixels that are darkened: its left and upper edge, its side, and how dark, 0 to 255.</param>
    public static void Draw(string text, int left, int top, Action<int, int, int, byte> fill)
    {
        foreach (Rune letter in Letters(text))
        {
            if (!PixelFont.Has(letter) && SystemFonts.For(letter) is { } font)
                DrawGlyph(letter, font, left, top, fill);
            else
                foreach ((int column, int row) in PixelFont.Draw(letter))
                    fill(left + Scale * column, top + Scale * row, Scale, byte.MaxValue);

            left += WidthOf(letter);
        }
    }

    /// <summary>Letters and their marks as one where there is one for both.</summary>
    private static Rune[] Letters(string text) => [.. text.Normalize(NormalizationForm.FormC).EnumerateRunes()];

    private static int WidthOf(Rune letter)
    {
        if (PixelFont.Has(letter) || SystemFonts.For(letter) is not { } typeface)
            return Advance;

        using SKFont font = Font(typeface);
        return (int)Math.Ceiling(font.MeasureText(letter.ToString())) + Scale;
    }

    private static void DrawGlyph(Rune letter, SKTypeface typeface, int left, int top, Action<int, int, int, byte> fill)
    {
        using SKFont font = Font(typeface);
        using var glyph = new SKBitmap(2 * Height, 2 * Height, SKColorType.Gray8, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(glyph);
        using var white = new SKPaint { Color = SKColors.White, IsAntialias = true };
        canvas.Clear(SKColors.Black);
        // The baseline is the pixel font's lowest row; there is room above for what is higher.
        canvas.DrawText(letter.ToString(), 0, Height / 2 + Height, font, white);
        canvas.Flush();
        ReadOnlySpan<byte> pixels = glyph.GetPixelSpan();
        for (int place = 0; place < glyph.Width * glyph.Height; place++)
        {
            byte dark = pixels[place / glyph.Width * glyph.RowBytes + place % glyph.Width];
            if (dark > 0)
                fill(left + place % glyph.Width, top - Height / 2 + place / glyph.Width, 1, dark);
        }
    }

    private static SKFont Font(SKTypeface typeface) => new(typeface, Height + Scale) { Edging = SKFontEdging.Antialias };
}
