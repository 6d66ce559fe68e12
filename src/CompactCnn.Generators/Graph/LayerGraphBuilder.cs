using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary><see cref="ModelDeclaration"/> -> <see cref="LayerGraph"/>, or the issues why there is none.</summary>
internal static class LayerGraphBuilder
{
    /// <summary>Concludes what a declaration means.</summary>
    public static ModelInterpretation Build(ModelDeclaration declaration, CancellationToken cancellation)
    {
        EquatableArray<string> names = LayerNames.Of(declaration.Layers);
        var issues = new List<Issue>(declaration.Issues);
        var found = new List<Issue>();
        var operations = new ShapeInference(new FeatureShape(declaration.Input.Channels, declaration.Input.Height, declaration.Input.Width), names, found);

        // Where attributes do not compile, or stand in no order, they have names and nothing else.
        bool isReadable = !declaration.IsErroneous && issues.TrueForAll(issue => issue.Rule != Rule.SeveralParts);
        if (!isReadable)
        {
            operations.Stop();
        }

        EquatableArray<NamedLayer> layers = Lower(declaration, names, operations, found, cancellation);
        if (!isReadable)
        {
            return new ModelInterpretation(declaration, layers, null, issues.ToEquatableArray()) { Unread = UnreadRules.Check(declaration, names).ToEquatableArray() };
        }

        OwnMemberRules.Check(declaration, layers, issues);
        NameRules.Check(declaration, names, layers, issues);
        issues.AddRange(found);
        LayerGraph? graph = issues.Count == 0 ? Conclude(operations) : null;
        return new ModelInterpretation(declaration, layers, graph, issues.ToEquatableArray());
    }

    private static EquatableArray<NamedLayer> Lower(
        ModelDeclaration declaration, EquatableArray<string> names, ShapeInference operations, List<Issue> issues, CancellationToken cancellation)
    {
        if (!ArgumentRules.CheckInput(declaration, issues))
        {
            operations.Stop();
        }

        ArgumentRules.CheckTitle(declaration, issues);
        ArgumentRules.CheckLimits(declaration, issues);
        var references = new ReferenceRules(declaration.Layers, names);
        var lowering = new Lowering(operations);
        int? classifier = Classifier.IndexOf(declaration.Layers, names);
        for (int i = 0; i < declaration.Layers.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            LayerDeclaration layer = declaration.Layers[i];
            var role = new LayerRole(IsClassifier: i == classifier, IsLast: i == declaration.Layers.Count - 1);
            bool isRight = ArgumentRules.CheckLayer(layer, i, names[i], role.IsClassifier, issues);
            if (!references.Check(i, issues) || !isRight)
            {
                operations.Stop();
            }

            lowering.Add(layer, i, names[i], role, isRight);
        }

        operations.CheckReaders();
        ArgumentRules.CheckClassifier(declaration, names, issues);
        return lowering.Layers.ToEquatableArray();
    }

    private static LayerGraph Conclude(ShapeInference inference)
    {
        IReadOnlyList<Operation> operations = inference.Operations;
        var grouping = new ChannelGrouping(inference);
        var nodes = new GraphNode[operations.Count];
        for (int i = 0; i < nodes.Length; i++)
        {
            int from = operations[i].Inputs[0];
            ChannelLayout layout = grouping.Layouts[i];
            ChannelLayout input = from == Operation.ModelInput ? ChannelLayout.OfFixed(inference.Input.Channels) : grouping.Layouts[from];
            ChannelLayout? filter = grouping.Filters[i];
            LayerCost cost = LayerCost.Of(operations[i], (filter ?? input).Width, layout.Width, inference.Shapes[i]);
            bool readsImage = operations[i].Inputs.All(read => read == Operation.ModelInput || IsOfImageAlone(nodes[read]));
            nodes[i] = new GraphNode(operations[i], inference.Shapes[i], layout, filter, cost, readsImage) { Skipped = grouping.Skipped[i] };
        }

        return new LayerGraph(inference.Input, nodes.ToEquatableArray(), grouping.Groups(), grouping.Unsliceable);
    }

    /// <summary>Whether an output depends on the image and on no parameter.</summary>
    private static bool IsOfImageAlone(GraphNode node) => node.ReadsImage && node.Cost.Parameters.Terms.Count == 0;
}
