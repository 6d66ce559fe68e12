using CompactCnn.Generators.Graph;

namespace CompactCnn.Generators.Emission;

/// <summary>The channel groups of a model in one line of documentation.</summary>
internal static class GroupText
{
    private const int Most = 16;

    /// <summary>As <c>Conv1, Conv2</c>.</summary>
    public static string Names(LayerGraph graph) => List(graph, group => group.Name);

    /// <summary>As <c>Conv1 (1 to 64), Conv2 (1 to 128)</c>.</summary>
    public static string Ranges(LayerGraph graph) => List(graph, group => $"{group.Name} (1 to {CSharpText.Number(group.Count)})");

    private static string List(LayerGraph graph, Func<ChannelGroup, string> text)
    {
        int count = graph.Groups.Count;
        return count switch
        {
            0 => "there are none",
            <= Most => string.Join(", ", graph.Groups.Select(text)),
            _ => string.Join(", ", [.. graph.Groups.Take(Most - 2).Select(text), "...", text(graph.Groups[count - 1])]),
        };
    }
}
