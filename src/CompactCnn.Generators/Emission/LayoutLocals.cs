using CompactCnn.Generators.Graph;

namespace CompactCnn.Generators.Emission;

/// <summary>The locals that hold the distinct layouts of a model, named after the layers that make them.</summary>
internal sealed class LayoutLocals
{
    private readonly LayoutLocal _input;
    private readonly LayoutLocal[] _ofOperation;
    private readonly LayoutLocal?[] _ofFilter;
    private readonly HashSet<LayoutLocal> _used = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<ChannelLayout, LayoutLocal> _ofGroups = [];

    private LayoutLocals(LayerGraph graph)
    {
        _input = Create("input", graph.Layout(Operation.ModelInput));
        _ofOperation = new LayoutLocal[graph.Nodes.Count];
        _ofFilter = new LayoutLocal[graph.Nodes.Count];
        for (int i = 0; i < _ofOperation.Length; i++)
        {
            GraphNode node = graph.Nodes[i];
            LayoutLocal input = Local(node.Operation.Inputs[0]);
            _ofOperation[i] = node.Operation switch
            {
                MixingOperation when i == _ofOperation.Length - 1 => Create("classes", node.Layout),
                MixingOperation => OfGroups(node.Operation.Name, node.Layout),
                _ when node.Layout.Equals(input.Layout) => input,
                ConcatOperation or SliceOperation or ChannelShuffleOperation => OfGroups(node.Operation.Name, node.Layout),
                _ => Create(input.Name.TrimStart('@') + "Flat", node.Layout),
            };
            _used.Add(_ofOperation[i]);
            if (node.Operation is MixingOperation)
            {
                _ofFilter[i] = node.Filter is null || node.Filter.Equals(input.Layout) ? input : OfGroups(node.Operation.Name + "Inputs", node.Filter);
                _used.Add(_ofFilter[i]!);
            }
        }
    }

    /// <summary>The locals that are read, in order.</summary>
    public IEnumerable<LayoutLocal> Locals => _ofOperation.SelectMany((local, i) => new[] { _ofFilter[i], local })
        .OfType<LayoutLocal>()
        .Prepend(_input)
        .Distinct()
        .Where(_used.Contains);

    /// <summary>The locals for a graph.</summary>
    public static LayoutLocals Of(LayerGraph graph) => new(graph);

    /// <summary>The name of the local that holds the layout of an operation's output, or of the model's input.</summary>
    public string Of(int operation) => Local(operation).Name;

    /// <summary>The name of the local that holds the layout of what each output channel of an operation reads, where it mixes channels.</summary>
    public string OfFilter(int operation) => (_ofFilter[operation] ?? _ofOperation[operation]).Name;

    private LayoutLocal Local(int operation) => operation == Operation.ModelInput ? _input : _ofOperation[operation];

    /// <summary>Layers whose channels are tied share one local.</summary>
    private LayoutLocal OfGroups(string wanted, ChannelLayout layout)
    {
        if (!layout.Groups.Any())
        {
            return Create(wanted, layout);
        }

        if (!_ofGroups.TryGetValue(layout, out LayoutLocal? local))
        {
            local = Create(wanted, layout);
            _ofGroups.Add(layout, local);
        }

        return local;
    }

    private LayoutLocal Create(string wanted, ChannelLayout layout)
    {
        string name = char.ToLowerInvariant(wanted[0]) + wanted.Substring(1);
        while (!_names.Add(name))
        {
            name += "_";
        }

        return new LayoutLocal(CSharpText.Identifier(name), layout);
    }
}

/// <summary>A local that holds a layout.</summary>
/// <param name="Name">Its name as code.</param>
/// <param name="Layout">The layout.</param>
internal sealed record LayoutLocal(string Name, ChannelLayout Layout);

/// <summary>Layouts as C# expressions.</summary>
internal static class LayoutText
{
    /// <summary>The expression that creates a layout.</summary>
    public static string Of(ChannelLayout layout) => layout.Segments.Count == 1
        ? OfSegment(layout.Segments[0])
        : $"new global::CompactCnn.ChannelLayout([{string.Join(", ", layout.Segments.Select(Segment))}])";

    private static string OfSegment(ChannelSegment segment) => segment switch
    {
        { IsFixed: true } => $"global::CompactCnn.ChannelLayout.OfFixed({CSharpText.Number(segment.Count)})",
        { Expand: 1, Share: 1 } => $"global::CompactCnn.ChannelLayout.OfGroup({CSharpText.Number(segment.Group)}, {CSharpText.Number(segment.Count)})",
        { Share: 1 } => $"global::CompactCnn.ChannelLayout.OfGroup({CSharpText.Number(segment.Group)}, {CSharpText.Number(segment.Count)}, expand: {CSharpText.Number(segment.Expand)})",
        _ => $"new global::CompactCnn.ChannelLayout([{Segment(segment)}])",
    };

    private static string Segment(ChannelSegment segment) =>
        $"new({CSharpText.Number(segment.Group)}, {CSharpText.Number(segment.Count)}, {CSharpText.Number(segment.Expand)}"
        + (segment.Share == 1 ? ")" : $", Share: {CSharpText.Number(segment.Share)})");
}
