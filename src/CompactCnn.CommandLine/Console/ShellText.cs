namespace CompactCnn.CommandLine;

/// <summary>Words as a POSIX shell reads them.</summary>
internal static class ShellText
{
    private const string Plain = "/.-_:=,+@%";

    /// <summary>A command line of words.</summary>
    public static string Of(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    /// <summary>One word, in quotes where the shell would otherwise take it apart or expand it.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(character => char.IsAsciiLetterOrDigit(character) || Plain.Contains(character, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
