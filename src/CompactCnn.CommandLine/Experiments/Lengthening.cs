using System.Globalization;

namespace CompactCnn.CommandLine;

/// <summary>A run may be made longer: what of its record follows from its length, and which of two is the shorter.</summary>
internal static class Lengthening
{
    /// <summary>What a record calls the epochs.</summary>
    public static string Epochs => SettingTable.Epochs.OptionName;

    /// <summary>Names of a checkpoint's record that a longer run has other values of.</summary>
    public static IReadOnlyList<string> Recorded { get; } = [Epochs, .. CompactTrainingCheckpoint.OfLength];

    /// <summary>Whether the options of one run have fewer epochs than those of another.</summary>
    public static bool IsShorter(IReadOnlyDictionary<string, string> options, IReadOnlyDictionary<string, string> than) =>
        Of(options) is { } epochs && Of(than) is { } more && epochs < more;

    private static int? Of(IReadOnlyDictionary<string, string> options) =>
        int.TryParse(options.GetValueOrDefault(Epochs), NumberStyles.None, CultureInfo.InvariantCulture, out int epochs) ? epochs : null;
}
