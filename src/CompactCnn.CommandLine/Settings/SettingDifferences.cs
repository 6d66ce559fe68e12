namespace CompactCnn.CommandLine;

/// <summary>What differs between the recorded settings of two runs.</summary>
internal static class SettingDifferences
{
    /// <summary>The names of the settings that differ; what one record lacks differs.</summary>
    public static string[] Between(IReadOnlyDictionary<string, string> then, IReadOnlyDictionary<string, string> now) =>
        [.. then.Keys.Union(now.Keys).Where(name => then.GetValueOrDefault(name) != now.GetValueOrDefault(name))];

    /// <summary>The same as they are told, as <c>--seed 1 there, 2 given</c>; what was read from a file may be anything.</summary>
    public static string Text(
        IEnumerable<string> names, IReadOnlyDictionary<string, string> then, IReadOnlyDictionary<string, string> now, string given)
    {
        return string.Join(", ", names.Select(name => $"{name} {UntrustedText.Show(Of(then, name))} there, {Of(now, name)} {given}"));

        static string Of(IReadOnlyDictionary<string, string> record, string name) => record.GetValueOrDefault(name) ?? "absent";
    }
}
