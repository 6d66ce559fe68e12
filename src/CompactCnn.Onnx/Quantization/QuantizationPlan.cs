using CompactCnn.OnnxFormat;

namespace CompactCnn;

/// <summary>Which nodes of a graph are of integers, which tensors are quantised for them, and by which scales.</summary>
internal sealed class QuantizationPlan
{
    private readonly GraphProto _graph;
    private readonly StaticQuantization _settings;
    private readonly Dictionary<string, ValueRange> _ranges;
    private readonly Dictionary<string, NodeProto> _producers;
    private readonly ILookup<string, NodeProto> _readers;
    private readonly HashSet<NodeProto> _integer = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<NodeProto> _absorbed = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<NodeProto, NodeProto> _activations = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _quantized = new(StringComparer.Ordinal);

    /// <summary>What reaches the logits unchanged; it stays float.</summary>
    private readonly HashSet<string> _results = new(StringComparer.Ordinal);

    /// <param name="graph">A graph in quantisable form.</param>
    /// <param name="ranges">What its tensors are; a tensor without a range stays float.</param>
    /// <param name="settings">What was asked for.</param>
    public QuantizationPlan(GraphProto graph, IReadOnlyDictionary<string, ValueRange> ranges, StaticQuantization settings)
    {
        _graph = graph;
        _settings = settings;
        _ranges = new Dictionary<string, ValueRange>(ranges, StringComparer.Ordinal);
        Constants = graph.Initializer.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        _producers = graph.Node.ToDictionary(node => node.Output[0], StringComparer.Ordinal);
        _readers = graph.Node.SelectMany(node => node.Input.Distinct().Select(input => (input, node))).ToLookup(pair => pair.input, pair => pair.node, StringComparer.Ordinal);
        FindResults();
        PassRanges();
        FindActivations();
        FindIntegers();
        FindQuantized();
    }

    /// <summary>The graph's constants by name.</summary>
    public IReadOnlyDictionary<string, TensorProto> Constants { get; }

    /// <summary>Whether a node reads and makes integers.</summary>
    public bool IsInteger(NodeProto node) => _integer.Contains(node);

    /// <summary>Whether a node's work is done by the range of what the node before it makes.</summary>
    public bool IsDropped(NodeProto node) => _absorbed.Contains(node) && !_settings.SymmetricActivations;

    /// <summary>Whether a tensor is quantised.</summary>
    public bool IsQuantized(string tensor) => _quantized.Contains(tensor);

    /// <summary>Whether a node reads the integers of a quantised tensor; a float node reads the float tensor that they were made of.</summary>
    public bool ReadsIntegers(NodeProto node, string tensor) => IsQuantized(tensor) && (IsInteger(node) || IsMadeOfIntegers(tensor));

    /// <summary>The scale of a quantised tensor.</summary>
    public ActivationScale ScaleOf(string tensor) => ActivationScale.Of(_ranges[tensor], _settings.SymmetricActivations);

    /// <summary>The tensor that a node writes: its own, or that of the activation that is dropped behind it.</summary>
    public string NameAfter(NodeProto node) => _activations.TryGetValue(node, out NodeProto? activation) && IsDropped(activation) ? activation.Output[0] : node.Output[0];

    /// <summary>What a node of integers makes, its activation included.</summary>
    private string OutputOf(NodeProto node) => _activations.TryGetValue(node, out NodeProto? activation) ? activation.Output[0] : node.Output[0];
    private void FindResults()
    {
        for (string? name = OnnxExport.OutputName; name is not null;)
        {
            _results.Add(name);
            NodeProto? producer = _producers.GetValueOrDefault(name);
            name = producer is not null && OperatorForms.IsPassing(producer) && producer.OpType != "MaxPool" ? producer.Input[0] : null;
        }
    }

    /// <summary>What a node passes on has the scale of what it is given.</summary>
    private void PassRanges()
    {
        foreach (NodeProto node in _graph.Node.Where(OperatorForms.IsPassing))
        {
            if (_ranges.TryGetValue(node.Input[0], out ValueRange range))
            {
                _ranges[node.Output[0]] = range;
            }
        }
    }

    /// <summary>An activation that alone reads what a layer makes, and that a range can do.</summary>
    private void FindActivations()
    {
        foreach (NodeProto node in _graph.Node)
        {
            if (OperatorForms.IsRange(node, Constants)
                && _producers.GetValueOrDefault(node.Input[0]) is { } producer
                && (OperatorForms.IsWeighted(producer, Constants) || OperatorForms.IsRescaling(producer))
                && _readers[node.Input[0]].Count() == 1
                && !_results.Contains(node.Output[0])
                && !_results.Contains(node.Input[0])
                && _ranges.ContainsKey(node.Output[0]))
            {
                _activations.Add(producer, node);
            }
        }
    }

    private void FindIntegers()
    {
        foreach (NodeProto node in _graph.Node)
        {
            string output = OutputOf(node);
            bool isInteger = OperatorForms.IsWeighted(node, Constants)
                ? IsIntegerLayer(node, output)
                : OperatorForms.IsRescaling(node) && !_results.Contains(output) && _ranges.ContainsKey(output)
                    && node.Input.All(_ranges.ContainsKey) && node.Input.Any(IsMadeOfIntegers);
            if (isInteger)
            {
                _integer.Add(node);
                if (_activations.TryGetValue(node, out NodeProto? activation))
                {
                    _absorbed.Add(activation);
                }
            }
        }
    }

    private bool IsIntegerLayer(NodeProto node, string output)
    {
        if (!_ranges.ContainsKey(node.Input[0]) || IsFirstFloat(node))
        {
            return false;
        }

        // Matrix products make float numbers of integers; convolutions do not.
        return _results.Contains(output)
            ? node.OpType == "Gemm" && output == OnnxExport.OutputName && !_settings.FloatLastLayer
            : _ranges.ContainsKey(output);
    }

    private bool IsFirstFloat(NodeProto node)
    {
        if (node.OpType != "Conv" || node.Input[0] != OnnxExport.InputName || _settings.FirstLayer == FirstLayerForm.Integer)
        {
            return false;
        }

        if (_settings.FirstLayer == FirstLayerForm.Float)
        {
            return true;
        }

        var layer = new HashSet<string>(StringComparer.Ordinal) { node.Output[0] };
        foreach (NodeProto reader in _graph.Node.Where(reader => reader.Input.Any(layer.Contains)))
        {
            if (OperatorForms.IsElementwise(reader) && reader.Input.All(input => layer.Contains(input) || Constants.ContainsKey(input)))
            {
                layer.Add(reader.Output[0]);
            }
            else if (reader.OpType != "Conv")
            {
                return false;
            }
        }

        return !layer.Overlaps(_results);
    }

    /// <summary>Whether a tensor comes from a node of integers, be it by nodes that pass it on.</summary>
    private bool IsMadeOfIntegers(string tensor)
    {
        while (_producers.TryGetValue(tensor, out NodeProto? producer))
        {
            if (_integer.Contains(producer) || _absorbed.Contains(producer))
            {
                return true;
            }

            if (!OperatorForms.IsPassing(producer))
            {
                return false;
            }

            tensor = producer.Input[0];
        }

        return false;
    }

    private void FindQuantized()
    {
        foreach (NodeProto node in _integer)
        {
            _quantized.UnionWith(node.Input.Where(input => !Constants.ContainsKey(input)));
            if (OutputOf(node) != OnnxExport.OutputName)
            {
                _quantized.Add(OutputOf(node));
            }
        }

        // What passes integers on is between two tensors of integers, wherever one of them is.
        for (int before = -1; before != _quantized.Count;)
        {
            before = _quantized.Count;
            foreach (NodeProto node in _graph.Node.Where(node => OperatorForms.IsPassing(node) && _ranges.ContainsKey(node.Input[0]) && !_results.Contains(node.Output[0])))
            {
                if (_quantized.Contains(node.Input[0]) || _quantized.Contains(node.Output[0]))
                {
                    _quantized.Add(node.Input[0]);
                    _quantized.Add(node.Output[0]);
                    _integer.Add(node);
                }
            }
        }
    }
}
