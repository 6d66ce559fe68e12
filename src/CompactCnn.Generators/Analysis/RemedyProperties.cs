using System.Collections.Immutable;
using System.Globalization;
using CompactCnn.Generators.Declaration;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Analysis;

/// <summary>
/// Remedies on their way from the analyzer to the code fixes: what to change in a diagnostic's properties, where in its
/// additional locations.
/// </summary>
internal static class RemedyProperties
{
    /// <summary>The properties of a diagnostic with these remedies.</summary>
    public static ImmutableDictionary<string, string?> Write(IReadOnlyList<Remedy> remedies)
    {
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty;
        for (int i = 0; i < remedies.Count; i++)
        {
            properties = properties
                .Add(Key(i, nameof(Remedy.Kind)), remedies[i].Kind.ToString())
                .Add(Key(i, nameof(Remedy.Layer)), remedies[i].Layer)
                .Add(Key(i, nameof(Remedy.Width)), remedies[i].Width.ToString(CultureInfo.InvariantCulture));
        }

        return properties;
    }

    /// <summary>The remedies of a diagnostic, each with the place of the attribute that it changes.</summary>
    public static IEnumerable<(RemedyKind Kind, string Layer, int Width, Location Attribute)> Read(Diagnostic diagnostic)
    {
        for (int i = 0; i < diagnostic.AdditionalLocations.Count; i++)
        {
            if (diagnostic.Properties.TryGetValue(Key(i, nameof(Remedy.Kind)), out string? kind)
                && Enum.TryParse(kind, out RemedyKind parsed)
                && diagnostic.Properties.TryGetValue(Key(i, nameof(Remedy.Layer)), out string? layer)
                && int.TryParse(diagnostic.Properties.GetValueOrDefault(Key(i, nameof(Remedy.Width))), NumberStyles.None, CultureInfo.InvariantCulture, out int width))
            {
                yield return (parsed, layer ?? "", width, diagnostic.AdditionalLocations[i]);
            }
        }
    }

    private static string Key(int remedy, string part) => remedy.ToString(CultureInfo.InvariantCulture) + "." + part;
}
