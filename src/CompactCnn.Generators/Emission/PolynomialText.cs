using System.Globalization;
using CompactCnn.Generators.Graph;

namespace CompactCnn.Generators.Emission;

/// <summary>Polynomials in <c>widths[i]</c> as C# expressions.</summary>
internal static class PolynomialText
{
    /// <summary>An expression of type int; the limits on a model's size keep it from overflowing.</summary>
    public static string Int(Polynomial polynomial) => Sum(polynomial, suffix: "");

    /// <summary>
    /// An expression whose arithmetic is done in long: each product, and the sum, begins with a long.
    /// </summary>
    public static string Long(Polynomial polynomial) => Sum(polynomial, suffix: "L");

    private static string Sum(Polynomial polynomial, string suffix)
    {
        if (polynomial.Terms.Count == 0)
        {
            return "0" + suffix;
        }

        bool isSum = polynomial.Terms.Count > 1;
        return string.Join(" + ", polynomial.Terms.Select((term, index) =>
        {
            string text = Product(term, suffix, beginsSum: isSum && index == 0);
            return isSum && text.Contains(" ") ? $"({text})" : text;
        }));
    }

    private static string Product(PolynomialTerm term, string suffix, bool beginsSum)
    {
        IEnumerable<string> factors = term.Variables.Select(Width);
        if (!term.Coefficient.IsOne || term.Variables.Count == 0)
        {
            factors = factors.Prepend(term.Coefficient.ToString(CultureInfo.InvariantCulture) + suffix);
        }
        else if (suffix.Length > 0 && (term.Variables.Count > 1 || beginsSum))
        {
            return "(long)" + string.Join(" * ", factors);
        }

        return string.Join(" * ", factors);
    }

    private static string Width(GroupWidth width)
    {
        string text = $"widths[{CSharpText.Number(width.Group)}]";
        return width.Share == 1 ? text : $"({text} / {CSharpText.Number(width.Share)})";
    }
}
