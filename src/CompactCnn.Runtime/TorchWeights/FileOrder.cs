namespace CompactCnn;

/// <summary>
/// The order of a file's tensors, as its network has them. Python's safetensors sorts names letter by letter, which puts
/// <c>features.10</c> before <c>features.2</c>: then numbers are compared as numbers; else tensors are as they lie in the file.
/// </summary>
internal static class FileOrder
{
    /// <summary>The tensors in order.</summary>
    public static IReadOnlyList<SafetensorsEntry> Of(IEnumerable<SafetensorsEntry> entries)
    {
        SafetensorsEntry[] lying = [.. entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)];
        bool isSorted = lying.Zip(lying.Skip(1)).All(pair => pair.First.Type != pair.Second.Type || string.CompareOrdinal(pair.First.Name, pair.Second.Name) < 0);
        return isSorted ? [.. lying.OrderBy(entry => entry.Name, Comparer<string>.Create(Compare))] : lying;
    }

    /// <summary>Compares names letter by letter, and runs of digits as numbers.</summary>
    internal static int Compare(string first, string second)
    {
        int i = 0;
        int j = 0;
        while (i < first.Length && j < second.Length)
        {
            int order;
            if (char.IsAsciiDigit(first[i]) && char.IsAsciiDigit(second[j]))
            {
                ReadOnlySpan<char> one = Digits(first, ref i);
                ReadOnlySpan<char> other = Digits(second, ref j);
                order = one.Length != other.Length ? one.Length - other.Length : one.CompareTo(other, StringComparison.Ordinal);
            }
            else
            {
                order = first[i++] - second[j++];
            }

            if (order != 0)
            {
                return order;
            }
        }

        int rest = (first.Length - i) - (second.Length - j);
        return rest != 0 ? rest : string.CompareOrdinal(first, second);
    }

    /// <summary>A run of digits without the zeros before it.</summary>
    private static ReadOnlySpan<char> Digits(string text, ref int position)
    {
        int begin = position;
        while (position < text.Length && char.IsAsciiDigit(text[position]))
        {
            position++;
        }

        return text.AsSpan(begin, position - begin).TrimStart('0');
    }
}
