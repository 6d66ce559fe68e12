using System.Globalization;

namespace CompactCnn;

/// <summary>
/// A list of names in little room: blanks lie between names, and braces expand as in a shell, <c>layer{1..2}.{0,1}.conv1</c> to
/// four names. It is how published networks' layers are listed.
/// </summary>
internal static class BraceText
{
    private const int Most = 10_000;

    /// <summary>The names, in order.</summary>
    /// <exception cref="ArgumentException">A brace is not closed, a range cannot be, or there are more names than any network has.</exception>
    public static IReadOnlyList<string> Expand(string text)
    {
        string[] names = [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).SelectMany(item => Item(item, text)).Take(Most + 1)];
        return names.Length <= Most ? names : throw No(text, FormattableString.Invariant($"expands to more than {Most} names"));
    }

    private static IEnumerable<string> Item(string item, string text)
    {
        int open = item.IndexOf('{', StringComparison.Ordinal);
        int close = item.IndexOf('}', StringComparison.Ordinal);
        if (open < 0)
        {
            return close < 0 ? [item] : throw No(text, "has a brace that is closed, but not opened");
        }

        List<int> commas = [];
        int depth = 0;
        int end = open;
        for (; end < item.Length; end++)
        {
            depth += item[end] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
            {
                break;
            }

            if (depth == 1 && item[end] == ',')
            {
                commas.Add(end);
            }
        }

        if (end == item.Length || (close >= 0 && close < open))
        {
            throw No(text, "has a brace that is opened, but not closed, or the reverse; blanks end a name, in braces, too");
        }

        string[] rest = [.. Item(item[(end + 1)..], text).Take(Most + 1)];
        return Alternatives(item, open, end, commas, text)
            .SelectMany(alternative => rest.Select(tail => item[..open] + alternative + tail));
    }

    private static IEnumerable<string> Alternatives(string item, int open, int end, List<int> commas, string text)
    {
        if (commas.Count == 0 && item[(open + 1)..end].Split("..") is [var first, var last])
        {
            return int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out int from)
                && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out int to) && from <= to && to - from < Most
                ? Enumerable.Range(from, to - from + 1).Select(number => number.ToString(CultureInfo.InvariantCulture))
                : throw No(text, $"has the range '{first}..{last}', which is not one of whole numbers in rising order");
        }

        int[] borders = [open, .. commas, end];
        return borders.Zip(borders.Skip(1), (before, behind) => item[(before + 1)..behind]).SelectMany(part => Item(part, text));
    }

    private static ArgumentException No(string text, string fault) =>
        new($"the list of names {UntrustedText.Quote(text)} {fault}; write names with blanks between, and alternatives as {{a,b}} or {{0..3}}", "names");
}
