using System.Text.Json;

namespace CompactCnn.CommandLine;

/// <summary>
/// Which values a setting or an option may have, and how they are typed, printed and kept in files. What is printed can be typed.
/// </summary>
/// <typeparam name="T">Their type.</typeparam>
internal abstract class ValueKind<T>
{
    /// <summary>What help shows in a value's place, as <c>N</c>.</summary>
    public abstract string HelpName { get; }

    /// <summary>Which values there are, as it goes on after "must be".</summary>
    public abstract string Rule { get; }

    /// <summary>Values to complete while they are typed.</summary>
    public virtual IReadOnlyList<string> Names => [];

    /// <summary>The range in words, which descriptions end with; empty where <see cref="HelpName"/> says it.</summary>
    public virtual string Range => "";

    /// <summary>A description that says which values there are.</summary>
    public virtual string Describe(string text) => Range.Length == 0 ? text : $"{text}, {Range}";

    /// <summary>The value of a text.</summary>
    public abstract bool TryParse(string text, out T value);

    /// <summary>A value as it is typed, in no culture.</summary>
    public abstract string Print(T value);

    /// <summary>A value as JSON.</summary>
    public abstract void Write(Utf8JsonWriter file, T value);

    /// <summary>The value of JSON, which may hold anything.</summary>
    public abstract bool TryRead(JsonElement element, out T value);

    /// <summary>The sentence that refuses a text.</summary>
    /// <param name="name">What was to have the value, as the user types it.</param>
    /// <param name="text">The text.</param>
    public virtual string Refuse(string name, string text) => $"{name} must be {Rule}, but is '{text}'";
}
