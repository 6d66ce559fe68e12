namespace CompactCnn;

/// <summary>Texts of a file that nobody vouches for, as a message shows them: on one line, and not too long.</summary>
internal static class UntrustedText
{
    private const int Longest = 80;

    /// <summary>The text in single quotes; control characters become question marks, and what is too long is cut.</summary>
    public static string Quote(string text, int longest = Longest) => $"'{Show(text, longest)}'";

    /// <summary>The text without quotes.</summary>
    public static string Show(string text, int longest = Longest)
    {
        string shown = text.Length > longest ? text[..longest] + "..." : text;
        return string.Create(shown.Length, shown, (place, source) =>
        {
            for (int i = 0; i < place.Length; i++)
            {
                place[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) || source[i] is '\u2028' or '\u2029' ? '?' : source[i];
            }
        });
    }
}
