using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>The warning about what a model is trained for: 0501. A model that has it is right.</summary>
internal static class TaskRules
{
    /// <summary>What is to say about a model; nothing where its declaration is wrong.</summary>
    public static IEnumerable<Issue> Check(ModelInterpretation interpretation) =>
        interpretation.Graph is { Classes: 1 } graph && graph.Nodes[graph.Nodes.Count - 1].Operation is var last
            ? [new Issue(Rule.OneLogit, IssueSite.Layer(last.Layer), [LayerNames.Of(interpretation.Declaration.Layers)[last.Layer]])]
            : [];
}
