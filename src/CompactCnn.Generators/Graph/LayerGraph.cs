using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>What a declaration means: its operations with their shapes, layouts and costs, and its channel groups.</summary>
/// <param name="Input">Shape of an input image.</param>
/// <param name="Nodes">The operations in execution order.</param>
/// <param name="Groups">The prunable channel groups, ordered by their first member.</param>
/// <param name="Unsliceable">Operations whose inputs are fixed because no slice of them is exact.</param>
internal sealed record LayerGraph(
    FeatureShape Input, EquatableArray<GraphNode> Nodes, EquatableArray<ChannelGroup> Groups, EquatableArray<UnsliceableInput> Unsliceable)
{
    /// <summary>Classes that the network tells apart.</summary>
    public int Classes => Nodes[Nodes.Count - 1].Shape.Channels;

    /// <summary>Layout of the channels of an operation's output, or of the model's input.</summary>
    public ChannelLayout Layout(int operation) =>
        operation == Operation.ModelInput ? ChannelLayout.OfFixed(Input.Channels) : Nodes[operation].Layout;

    /// <summary>Layout of the channels that an operation reads.</summary>
    public ChannelLayout InputLayout(GraphNode node) => Layout(node.Operation.Inputs[0]);

    /// <summary>Layout of the channels that each output channel reads: all, or those of its convolution group.</summary>
    public ChannelLayout FilterLayout(GraphNode node) => node.Filter ?? InputLayout(node);
}

/// <summary>An operation, and what was concluded about it.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Shape">Shape of its output in the full network.</param>
/// <param name="Layout">Layout of its output channels.</param>
/// <param name="Filter">Of a grouped convolution, layout of the channels that one convolution group reads; otherwise null.</param>
/// <param name="Cost">What it costs, by the widths of the groups.</param>
/// <param name="ReadsImage">Nothing that is trained lies between the image and it, so that no gradient of what it reads is needed.</param>
internal sealed record GraphNode(Operation Operation, FeatureShape Shape, ChannelLayout Layout, ChannelLayout? Filter, LayerCost Cost, bool ReadsImage)
{
    /// <summary>Of a slice, layout of the channels before those that it takes; otherwise null.</summary>
    public ChannelLayout? Skipped { get; init; }
}
