using System.Globalization;
using System.Numerics;
using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;
using Microsoft.CodeAnalysis.CSharp;

namespace CompactCnn.Generators.Emission;

/// <summary>Names, numbers and texts as C# and its documentation write them, whatever the culture.</summary>
internal static class CSharpText
{
    /// <summary>Names of parameters and locals that generated methods use beside properties of the user's choice.</summary>
    private static readonly HashSet<string> Locals = ["classes", "device", "input", "keep", "scope", "seed", "widths", "x"];

    /// <summary>An identifier, escaped where it is a keyword, somewhere at least.</summary>
    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) is SyntaxKind.None or SyntaxKind.UnderscoreToken
            ? name
            : "@" + name;

    /// <summary>
    /// The identifier of a type, escaped also where the compiler may take it for a keyword one day (CS8981) unless it is.
    /// </summary>
    public static string TypeIdentifier(string name) => name.All(character => character is >= 'a' and <= 'z') ? "@" + name : Identifier(name);

    /// <summary>True if generated methods have a parameter or a local of this name.</summary>
    public static bool IsLocal(string name) => Locals.Contains(name);

    /// <summary>A property of the instance, where locals are in scope.</summary>
    public static string Property(string name) => IsLocal(name) ? "this." + name : Identifier(name);

    /// <summary>Names joined by dots.</summary>
    public static string Dotted(IEnumerable<string> names) => string.Join(".", names.Select(Identifier));

    /// <summary>The class's name that is valid everywhere.</summary>
    public static string Qualified(ModelClass model) => "global::" + Dotted(model.FullName.Split('.'));

    /// <summary>A string literal.</summary>
    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>An integer literal.</summary>
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A double literal that reads back as the same value.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>True or false.</summary>
    public static string Flag(bool value) => value ? "true" : "false";

    /// <summary>A number for people, as <c>1,234</c>.</summary>
    public static string ForPeople(BigInteger value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The state name of an operation's module.</summary>
    public static string State(Operation operation) => StateName.Of(operation.Name);
}
