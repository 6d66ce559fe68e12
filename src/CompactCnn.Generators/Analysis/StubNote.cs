using System.Globalization;
using CompactCnn.Generators.Declaration;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Analysis;

/// <summary>
/// What a stub notes of the arguments that the generator could not see. The analyzer sees them, and without the note would
/// find nothing wrong.
/// </summary>
internal static class StubNote
{
    /// <summary>The constant that holds the note.</summary>
    public const string Name = "UnreadArguments";

    private const char Separator = '|';
    private const char SiteEnd = ':';

    /// <summary>The note of some arguments.</summary>
    public static string Write(IEnumerable<UnreadArgument> arguments) =>
        string.Join(Separator.ToString(), arguments.Select(unread => unread.Site.Index.ToString(CultureInfo.InvariantCulture) + SiteEnd + unread.Argument));

    /// <summary>What the stub of a class notes; nothing where it has none.</summary>
    public static IEnumerable<UnreadArgument> Read(INamedTypeSymbol type)
    {
        IFieldSymbol? note = type.GetMembers(Name).OfType<IFieldSymbol>().FirstOrDefault(field => !UserParts.Declare(field));
        foreach (string entry in (note?.ConstantValue as string ?? "").Split([Separator], StringSplitOptions.RemoveEmptyEntries))
        {
            int end = entry.IndexOf(SiteEnd);
            if (int.TryParse(entry.Substring(0, end), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int site))
            {
                yield return new UnreadArgument(IssueSite.Layer(site), entry.Substring(end + 1));
            }
        }
    }
}
