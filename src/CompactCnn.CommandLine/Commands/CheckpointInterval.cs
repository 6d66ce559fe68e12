using System.CommandLine;
using System.Globalization;

namespace CompactCnn.CommandLine;

/// <summary>How often checkpoints are written: after so many steps, or so many minutes.</summary>
/// <param name="Steps">Steps between two; null where minutes are given.</param>
/// <param name="Minutes">Minutes between two; null where steps are given.</param>
internal readonly record struct CheckpointInterval(int? Steps, double? Minutes)
{
    private const string Name = "--checkpoint-every";

    private static readonly CheckpointInterval Default = new(null, 10);

    /// <summary>As it is typed.</summary>
    public override string ToString() => Steps is { } steps ? steps.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Minutes}m");

    public static Option<CheckpointInterval> Option() => new(Name)
    {
        Description = "how often to write a checkpoint: a number of steps, as 500, or of minutes, as 10m",
        HelpName = "N",
        DefaultValueFactory = _ => Default,
        CustomParser = argument =>
        {
            string text = argument.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int steps) && steps > 0)
                return new CheckpointInterval(steps, null);

            if (text.EndsWith('m') && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double minutes) && minutes > 0)
                return new CheckpointInterval(null, minutes);

            argument.AddError($"{Name} must be a number of steps, as 500, or of minutes, as 10m, but is '{text}'");
            return Default;
        },
    };
}
