using System.Text.Json;

namespace CompactCnn.CommandLine;

/// <summary>Texts, all of them or, of a derived kind, some.</summary>
internal class TextKind : ValueKind<string>
{
    /// <inheritdoc/>
    public override string HelpName => "NAME";

    /// <inheritdoc/>
    public override string Rule => "a text";

    /// <inheritdoc/>
    public override bool TryParse(string text, out string value)
    {
        value = text;
        return text.Length > 0;
    }

    /// <inheritdoc/>
    public override string Print(string value) => value;

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter file, string value) => file.WriteStringValue(value);

    /// <inheritdoc/>
    public override bool TryRead(JsonElement element, out string value)
    {
        value = "";
        return element.ValueKind == JsonValueKind.String && TryParse(element.GetString()!, out value);
    }
}

/// <summary>The texts of a list; what is none of them is told which was meant.</summary>
/// <param name="noun">What an unknown one is said not to be; null: a value of the option.</param>
/// <param name="names">The list.</param>
internal sealed class ListedKind(string? noun, IReadOnlyList<string> names) : TextKind
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Names => names;

    /// <inheritdoc/>
    public override string Rule => $"one of {string.Join(", ", names)}";

    /// <inheritdoc/>
    public override string Describe(string text) => $"{text}: {string.Join(", ", names)}";

    /// <inheritdoc/>
    public override bool TryParse(string text, out string value)
    {
        value = text.ToLowerInvariant();
        return names.Contains(value);
    }

    /// <inheritdoc/>
    public override string Refuse(string name, string text) =>
        $"there is no {noun ?? $"value of {name}"} '{text}'; {NearestName.Hint(text, names)}";
}
