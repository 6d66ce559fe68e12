namespace CompactCnn.CommandLine;

/// <summary>A setting of a method that is otherwise than usual, as <c>reselect-every=100</c>: for tuning and ablation.</summary>
internal static class MethodVariation
{
    /// <summary>What changes settings as a text says, as <c>name=value</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="problem">Why there is no such variation; empty if there is.</param>
    public static Func<RunSettings, RunSettings>? Find(string text, out string problem)
    {
        string[] parts = text.Split('=', 2);
        if (SettingTable.Variations.FirstOrDefault(known => known.Name == parts[0]) is not { } setting)
        {
            problem = $"a method has no setting '{parts[0]}'; {NearestName.Hint(parts[0], [.. SettingTable.Variations.Select(known => known.Name)])}";
            return null;
        }

        string value = parts.Length == 2 ? parts[1] : "";
        Func<RunSettings, RunSettings>? variation = setting.Parse(value);
        problem = variation is null ? $"the setting '{setting.Name}' of a method cannot be '{value}'; it must be {setting.Rule}" : "";
        return variation;
    }

    /// <summary>What help says of a setting that can be varied.</summary>
    public static (string Name, string Meaning) Row(RunSetting setting) =>
        (setting.Name, $"{setting.Help} ({setting.Rule}) [default: {setting.DefaultText}]");
}
