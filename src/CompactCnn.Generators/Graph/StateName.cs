using System.Text;

namespace CompactCnn.Generators.Graph;

/// <summary>The name of a layer in a state dictionary and in a saved file.</summary>
internal static class StateName
{
    /// <summary>
    /// Property name -> snake case: a capital begins a word where it follows a small letter or a digit
    /// (<c>Block1Conv2</c> -> <c>block1_conv2</c>), or where it is the last of several (<c>HTTPHead</c> -> <c>http_head</c>).
    /// </summary>
    public static string Of(string property)
    {
        var text = new StringBuilder(property.Length + 8);
        for (int i = 0; i < property.Length; i++)
        {
            if (i > 0 && BeginsWord(property, i))
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(property[i]));
        }

        return text.ToString();
    }

    private static bool BeginsWord(string text, int index)
    {
        char before = text[index - 1];
        return char.IsUpper(text[index])
            && (char.IsLower(before) || char.IsDigit(before) || (char.IsUpper(before) && index + 1 < text.Length && char.IsLower(text[index + 1])));
    }
}
