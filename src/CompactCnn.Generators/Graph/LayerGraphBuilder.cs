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
        LayerGraph? graph = null;
        if (!declaration.IsErroneous && issues.TrueForAll(issue => issue.Rule != Rule.SeveralParts))
        {
            NameRules.Check(declaration, names, issues);
            ShapeInference operations = Lower(declaration, names, issues, cancellation);
            graph = issues.Count == 0 ? Conclude(operations) : null;
        }

        return new ModelInterpretation(declaration, names, graph, issues.ToEquatableArray());
    }

    private static ShapeInference Lower(ModelDeclaration declaration, EquatableArray<string> names, List<Issue> issues, CancellationToken cancellation)
    {
        InputDeclaration image = declaration.Input;
        var operations = new ShapeInference(new FeatureShape(image.Channels, image.Height, image.Width), names, issues);
        if (!ArgumentRules.CheckInput(declaration, issues))
        {
            operations.Stop();
        }

        var lowering = new Lowering(operations);
        for (int i = 0; i < declaration.Layers.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            LayerDeclaration layer = declaration.Layers[i];
            bool isClassifier = layer is LinearDeclaration && i == declaration.Layers.Count - 1;
            if (!ArgumentRules.CheckLayer(layer, i, names[i], isClassifier, issues))
            {
                operations.Stop();
            }

            if (operations.IsSound)
            {
                lowering.Add(layer, i, names[i], isClassifier);
            }
        }

        ArgumentRules.CheckClassifier(declaration, names, issues);
        return operations;
    }

    private static LayerGraph Conclude(ShapeInference inference)
    {
        IReadOnlyList<Operation> operations = inference.Operations;
        var grouping = new ChannelGrouping(operations);
        ChannelLayout[] layouts = grouping.Layouts(inference);
        var nodes = new GraphNode[operations.Count];
        for (int i = 0; i < nodes.Length; i++)
        {
            int from = operations[i].Inputs[0];
            Polynomial inputs = (from == Operation.ModelInput ? ChannelLayout.OfFixed(inference.Input.Channels) : layouts[from]).Width;
            nodes[i] = new GraphNode(operations[i], inference.Shapes[i], layouts[i], LayerCost.Of(operations[i], inputs, layouts[i].Width, inference.Shapes[i]));
        }

        return new LayerGraph(inference.Input, nodes.ToEquatableArray(), grouping.Groups(layouts));
    }
}
