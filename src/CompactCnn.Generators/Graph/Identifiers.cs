using System.Globalization;

namespace CompactCnn.Generators.Graph;

/// <summary>C# identifiers.</summary>
internal static class Identifiers
{
    /// <summary>
    /// True if a text is an identifier, keywords included (they are escaped where they are written). Formatting
    /// characters are refused: C# ignores them, so that two different texts would be one name.
    /// </summary>
    public static bool IsValid(string text)
    {
        if (text.Length == 0 || !IsStart(text[0]))
        {
            return false;
        }

        foreach (char character in text)
        {
            if (!IsStart(character) && !IsContinuation(character))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsStart(char character) => character == '_' || char.IsLetter(character) || Category(character) == UnicodeCategory.LetterNumber;

    private static bool IsContinuation(char character) => Category(character)
        is UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.ConnectorPunctuation
        or UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark;

    private static UnicodeCategory Category(char character) => CharUnicodeInfo.GetUnicodeCategory(character);
}
