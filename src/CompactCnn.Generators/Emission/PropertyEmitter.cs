using CompactCnn.Generators.Graph;
using static CompactCnn.Generators.Emission.CSharpText;

namespace CompactCnn.Generators.Emission;

/// <summary>One typed property for each module.</summary>
internal static class PropertyEmitter
{
    /// <summary>The properties of the model; each says what its layer is and costs.</summary>
    public static void EmitModel(EmittedModel model, IndentedWriter writer) => Emit(model, writer, Describe);

    /// <summary>The properties of the compact network.</summary>
    public static void EmitCompact(EmittedModel model, IndentedWriter writer) => Emit(model, writer, DescribeCompact);

    private static void Emit(EmittedModel model, IndentedWriter writer, Func<EmittedModel, GraphNode, string> describe)
    {
        foreach ((GraphNode node, string type) in model.TypedModules)
        {
            writer.Separate();
            writer.Line($"/// <summary>{describe(model, node)}.</summary>");
            writer.Mark();
            writer.Line($"public {TorchModule.Type(type)} {Identifier(node.Operation.Name)} {{ get; }}");
        }
    }

    private static string Describe(EmittedModel model, GraphNode node)
    {
        string what = node.Operation switch
        {
            MixingOperation mixing => $", {model.Full(model.Graph.InputLayout(node).Width)} to {Number(mixing.Outputs)} {(node.Shape.IsFlat ? "features" : "channels")}",
            DepthwiseConvolutionOperation => $", one filter for each of {Number(node.Shape.Channels)} channels",
            BatchNormOperation norm when Owner(model, norm) is { } owner => $" of {owner}",
            _ => "",
        };
        string parameters = node.Cost.Parameters.Terms.Count == 0 ? "" : $"; {ForPeople(model.Full(node.Cost.Parameters))} parameters";
        string macs = node.Cost.Macs.Terms.Count == 0 ? "" : $", {ForPeople(model.Full(node.Cost.Macs))} MACs";
        string groups = model.GroupsOf(node) is { } names ? "; group " + names : "; channels fixed";
        return $"{TorchModule.Kind(node)}{what}, output {node.Shape}{parameters}{macs}{groups}";
    }

    private static string DescribeCompact(EmittedModel model, GraphNode node)
    {
        string channels = model.GroupsOf(node) is { } names ? "; its channels are the kept ones of group " + names : "";
        return $"{TorchModule.Kind(node)}, sliced from <see cref=\"{model.QualifiedType}.{Identifier(node.Operation.Name)}\"/>{channels}";
    }

    /// <summary>The layer that a norm was declared with.</summary>
    private static string? Owner(EmittedModel model, BatchNormOperation norm)
    {
        string? name = norm.Inputs[0] == Operation.ModelInput ? null : model.Graph.Nodes[norm.Inputs[0]].Operation.Name;
        return name is not null && norm.Name == LayerNames.Norm(name) ? name : null;
    }
}
