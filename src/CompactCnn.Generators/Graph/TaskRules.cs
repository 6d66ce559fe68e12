using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>The warning about what a model is trained for: 0501. A model that has it is right.</summary>
internal static class TaskRules
{
    /// <summary>What is to say about a model; nothing where its declaration is wrong.</summary>
    public static IEnumerable<Issue> Check(ModelInterpretation interpretation)
    {
        EquatableArray<string> names = LayerNames.Of(interpretation.Declaration.Layers);
        return interpretation.Graph is { Classes: 1 } && Classifier.IndexOf(interpretation.Declaration.Layers, names) is { } classifier
            ? [new Issue(Rule.OneLogit, IssueSite.Layer(classifier), [names[classifier]])]
            : [];
    }
}
