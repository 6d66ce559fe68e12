using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace CompactCnn;

/// <summary>
/// Settings as names and texts, so that two runs can be compared by name: every public property of what is
/// <see cref="IRecorded"/>, and of what is in it; of a record or a function of the user's, what it holds.
/// </summary>
internal static class RecordedValues
{
    /// <summary>Every setting of an object, in order.</summary>
    /// <param name="name">The object's name; empty if its properties shall stand alone.</param>
    /// <param name="value">The object.</param>
    public static IEnumerable<KeyValuePair<string, string>> Of(string name, object? value)
    {
        switch (value)
        {
            case null:
                return [new(name, "none")];
            case string text:
                return [new(name, text)];
            case Delegate function:
                return OfFunction(name, function);
            case IFormattable number when value.GetType().IsPrimitive || value is Enum or TimeSpan or decimal:
                return [new(name, number.ToString(null, CultureInfo.InvariantCulture))];
            case bool or char:
                return [new(name, value.ToString()!)];
            case IEnumerable list:
                return OfList(name, list);
            default:
                return [new(name.Length == 0 ? "type" : name, NameOf(value.GetType())), .. OfParts(name, value)];
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> OfParts(string name, object value) =>
        value is IRecorded settings ? OfProperties(name, settings)
        : IsRecord(value.GetType()) ? OfFields(name, value)
        : [];

    private static IEnumerable<KeyValuePair<string, string>> OfProperties(string name, IRecorded settings) =>
        settings.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && property.GetCustomAttribute<NotRecordedAttribute>() is null)
            .OrderBy(property => property.Name, StringComparer.Ordinal)
            .SelectMany(property => Of(Join(name, property.Name), property.GetValue(settings)));

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "A field that is trimmed away is used by nobody: nothing depends on it.")]
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The same, of base types.")]
    private static IEnumerable<KeyValuePair<string, string>> OfFields(string name, object value)
    {
        var fields = new List<FieldInfo>();
        for (Type? type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            fields.AddRange(type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly));
        }

        return fields.OrderBy(field => field.Name, StringComparer.Ordinal)
            .SelectMany(field => Of(Join(name, SourceName(field.Name)), field.GetValue(value)));
    }

    private static IEnumerable<KeyValuePair<string, string>> OfList(string name, IEnumerable list)
    {
        KeyValuePair<string, string>[][] items = [.. list.Cast<object?>().Select((item, index) => Of(FormattableString.Invariant($"{name}[{index}]"), item).ToArray())];
        return items.All(item => item.Length == 1)
            ? [new(name, $"[{string.Join(", ", items.Select(item => item[0].Value))}]")]
            : [new($"{name}.Count", items.Length.ToString(CultureInfo.InvariantCulture)), .. items.SelectMany(item => item)];
    }

    /// <summary>A function of this library with what it was made with; another's by its name, for nothing more can be known of it.</summary>
    private static IEnumerable<KeyValuePair<string, string>> OfFunction(string name, Delegate function)
    {
        Type type = function.Method.DeclaringType!;
        while (type.IsNested && type.GetCustomAttribute<CompilerGeneratedAttribute>() is not null)
        {
            type = type.DeclaringType!;
        }

        object? target = function.Target;
        IEnumerable<KeyValuePair<string, string>> settings = target is not null && IsOurs(target.GetType()) ? OfFields(name, target) : [];
        return [new(name, $"{NameOf(type)}.{SourceName(function.Method.Name)}"), .. settings];
    }

    /// <summary>What the programmer wrote: the compiler puts that between angle brackets.</summary>
    private static string SourceName(string name) => name.StartsWith('<') && name.IndexOf('>', StringComparison.Ordinal) is > 1 and var end ? name[1..end] : name;

    private static string Join(string name, string property) => name.Length == 0 ? property : $"{name}.{property}";

    private static string NameOf(Type type) => type.Namespace == nameof(CompactCnn) ? type.Name : type.FullName ?? type.Name;

    /// <summary>What a function was made with is looked into where it is this library's, or a record: of all else only the name is known.</summary>
    private static bool IsOurs(Type type) => type.Namespace == nameof(CompactCnn) || IsRecord(type);

    /// <summary>Told by what the equality of records is made of, which trimming leaves.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Every record's Equals uses it.")]
    private static bool IsRecord(Type type) => type.GetProperty("EqualityContract", BindingFlags.NonPublic | BindingFlags.Instance) is not null;
}
