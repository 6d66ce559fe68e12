using System.Text.Json;

namespace CompactCnn.CommandLine;

/// <summary>A few values, each with the name that is typed for it.</summary>
/// <param name="choices">Names and values.</param>
/// <param name="isSame">Whether two values have one name; absent: where they are equal.</param>
internal sealed class ChoiceKind<T>(IReadOnlyList<(string Name, T Value)> choices, Func<T, T, bool>? isSame = null) : ValueKind<T>
    where T : notnull
{
    private readonly Func<T, T, bool> _isSame = isSame ?? EqualityComparer<T>.Default.Equals;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names { get; } = [.. choices.Select(choice => choice.Name)];

    /// <summary>The values, in the order of their names.</summary>
    public IReadOnlyList<T> Values { get; } = [.. choices.Select(choice => choice.Value)];

    /// <inheritdoc/>
    public override string HelpName => string.Join('|', Names);

    /// <inheritdoc/>
    public override string Rule => $"{string.Join(", ", Names.SkipLast(1))} or {Names[^1]}";

    /// <inheritdoc/>
    public override bool TryParse(string text, out T value) => TryFind(choice => choice.Name == text, out value);

    /// <inheritdoc/>
    public override string Print(T value) => choices.First(choice => _isSame(choice.Value, value)).Name;

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter file, T value) => file.WriteStringValue(InFiles(value));

    /// <inheritdoc/>
    public override bool TryRead(JsonElement element, out T value)
    {
        string? text = element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        return TryFind(choice => InFiles(choice.Value) == text, out value);
    }

    /// <summary>Files have a member of an enumeration by its own name.</summary>
    private string InFiles(T value) => value is Enum ? value.ToString()! : Print(value);

    private bool TryFind(Func<(string Name, T Value), bool> isMeant, out T value)
    {
        foreach ((string Name, T Value) choice in choices)
        {
            if (isMeant(choice))
            {
                value = choice.Value;
                return true;
            }
        }

        value = Values[0];
        return false;
    }
}

/// <summary>Kinds of a few values.</summary>
internal static class Choices
{
    /// <summary>Of these.</summary>
    public static ChoiceKind<T> Of<T>(params (string Name, T Value)[] choices)
        where T : notnull => new(choices);

    /// <summary>Of all members of an enumeration, which are typed as <c>per-sample</c>.</summary>
    public static ChoiceKind<T> OfAll<T>()
        where T : struct, Enum =>
        new([.. Enum.GetValues<T>().Select(value => (JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()), value))]);
}
