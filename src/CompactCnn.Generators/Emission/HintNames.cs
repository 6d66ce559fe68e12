using System.Globalization;
using System.Text;
using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Emission;

/// <summary>
/// Names of generated files. The compiler compares them without regard to case, and drops every file of a generator
/// that gives two of the same name.
/// </summary>
internal static class HintNames
{
    /// <summary>The file of the list of models; no model's file is called so, whose dashes come before four digits.</summary>
    public const string List = "CompactModels-All.g.cs";

    /// <summary>The file of the errors of classes without a stub.</summary>
    public const string Errors = "CompactModels-Errors.g.cs";

    /// <summary>The twins among models; hardly ever any, so that the list is nearly always the same empty one.</summary>
    public static EquatableArray<CaseTwin> Twins(IEnumerable<string> models) =>
        CaseTwin.Among(models).OrderBy(twin => twin.Name, StringComparer.Ordinal).ToEquatableArray();

    /// <summary>The name of a model's file.</summary>
    public static string Of(string model, EquatableArray<CaseTwin> twins)
    {
        var name = new StringBuilder();
        foreach (char character in model)
        {
            // The letters of an identifier are allowed; its rarer characters are not.
            name.Append(char.IsLetterOrDigit(character) || character is '.' or '_' ? character.ToString() : "-" + ((int)character).ToString("X4", CultureInfo.InvariantCulture));
        }

        foreach (CaseTwin twin in twins)
        {
            if (twin.Name == model)
            {
                name.Append('.').Append(twin.Position.ToString(CultureInfo.InvariantCulture));
            }
        }

        return name.Append(".g.cs").ToString();
    }
}
