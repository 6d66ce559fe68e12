using System.Globalization;

namespace CompactCnn.CommandLine;

/// <summary>The command line that makes a comparison again, and goes on with one that was stopped.</summary>
internal static class CompareText
{
    /// <summary>The command of what a folder holds.</summary>
    public static string Command(ComparisonResults results, string folder)
    {
        RunSettings settings = results.Request.Asked;
        long[] seeds = [.. results.All.Select(result => result.Request.Seed).Distinct().Order()];
        var words = new List<string> { "compare", settings.Model };
        Add(SettingTable.Dataset.OptionName, settings.Dataset);
        Add("--data", results.All.Select(result => result.DataFolder).FirstOrDefault(data => data is not null));
        Add(SettingTable.Active.OptionName, List(results.Fractions.Select(active => active.ToString(CultureInfo.InvariantCulture))));
        Add("--methods", List(results.Methods.Select(method => method.Name)));
        Add("--seeds", seeds[^1] - seeds[0] + 1);
        Add("--first-seed", seeds[0]);
        IEnumerable<RunSetting> shared = SettingTable.All.Where(setting => setting.Commands.HasFlag(RunCommands.Compare));
        foreach (RunSetting setting in shared.Where(setting => setting != SettingTable.Dataset))
        {
            if (CellRequestJson.IsSaid(setting, settings) && !setting.IsAbsent(settings))
                Add(setting.OptionName, setting.Print(settings));
        }

        Add("--out", folder);
        return ProgramCommand.Text(ShellText.Of(words));

        void Add(string option, object? value)
        {
            if (value is not null)
                words.AddRange([option, Convert.ToString(value, CultureInfo.InvariantCulture)!]);
        }
    }

    private static string? List(IEnumerable<string> values) => string.Join(',', values) is { Length: > 0 } list ? list : null;
}
