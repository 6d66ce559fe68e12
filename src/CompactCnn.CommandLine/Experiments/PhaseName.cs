using System.Text.Json;

namespace CompactCnn.CommandLine;

/// <summary>What phases are called on the terminal, in folders and in files.</summary>
internal static class PhaseName
{
    /// <summary>As <c>fine-tuning</c>.</summary>
    public static string Of(RecipePhase phase) => JsonNamingPolicy.KebabCaseLower.ConvertName(phase.ToString());
}
