using CompactCnn.Generators.Graph;
using static CompactCnn.Generators.Emission.CSharpText;

namespace CompactCnn.Generators.Emission;

/// <summary>The keep-list by name.</summary>
internal static class ChannelsEmitter
{
    /// <summary>Emits <c>Channels</c>.</summary>
    public static void Emit(EmittedModel model, IndentedWriter writer)
    {
        writer.Separate();
        writer.Line("/// <summary>A keep-list by name: one property for each channel group, all channels where nothing is said.</summary>");
        writer.Line("public sealed partial class Channels");
        writer.Open();
        for (int i = 0; i < model.Graph.Groups.Count; i++)
        {
            ChannelGroup group = model.Graph.Groups[i];
            writer.Separate();
            writer.Line($"/// <summary>Sorted indices of the channels of group '{group.Name}' to keep, of 0 to {Number(group.Count - 1)}{Arms(group)}.</summary>");
            writer.Mark();
            writer.Line($"public int[] {Identifier(group.Name)} {{ get; init; }} = Graph.AllOf({Number(i)});");
        }

        string groups = string.Join(", ", model.Graph.Groups.Select(group => Identifier(group.Name)));
        writer.Separate();
        writer.Line("/// <summary>The keep-list in group order.</summary>");
        writer.Line("/// <returns>For each group the sorted indices of the channels to keep.</returns>");
        writer.Mark();
        writer.Line($"public int[][] ToKeep() => [{groups}];");
        writer.Close();
    }

    private static string Arms(ChannelGroup group) => group.Arms == group.Count ? "" : $"; those that are equal modulo {Number(group.Arms)} go together";
}
