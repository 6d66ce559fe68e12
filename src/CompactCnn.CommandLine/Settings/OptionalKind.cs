using System.Text.Json;

namespace CompactCnn.CommandLine;

/// <summary>Values that may be absent.</summary>
/// <param name="present">Those that are not.</param>
internal sealed class OptionalKind<T>(ValueKind<T> present) : ValueKind<T?>
    where T : struct
{
    /// <summary>What stands for no value.</summary>
    private const string Absent = "absent";

    /// <inheritdoc/>
    public override string HelpName => present.HelpName;

    /// <inheritdoc/>
    public override string Rule => present.Rule;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names => present.Names;

    /// <inheritdoc/>
    public override string Range => present.Range;

    /// <summary>The description ends with what it means that a value is absent.</summary>
    public override string Describe(string text) => Range.Length == 0 ? text : $"{text}; {Range}";

    /// <inheritdoc/>
    public override bool TryParse(string text, out T? value)
    {
        bool isAbsent = text == Absent;
        T there = default;
        bool isThere = !isAbsent && present.TryParse(text, out there);
        value = isThere ? there : null;
        return isThere || isAbsent;
    }

    /// <inheritdoc/>
    public override string Print(T? value) => value is { } there ? present.Print(there) : Absent;

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter file, T? value)
    {
        if (value is { } there)
            present.Write(file, there);
        else
            file.WriteNullValue();
    }

    /// <inheritdoc/>
    public override bool TryRead(JsonElement element, out T? value)
    {
        bool isAbsent = element.ValueKind == JsonValueKind.Null;
        T there = default;
        bool isThere = !isAbsent && present.TryRead(element, out there);
        value = isThere ? there : null;
        return isThere || isAbsent;
    }
}
