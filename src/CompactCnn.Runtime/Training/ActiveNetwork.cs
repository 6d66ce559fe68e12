using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// The sub-network of a model's active channels, executed by a training step: a compact network whose parameters are
/// gathered from the full ones, trained, and scattered back, the optimizer's state and the running statistics with them.
/// </summary>
/// <typeparam name="TCompact">The model's compact network.</typeparam>
internal sealed class ActiveNetwork<TCompact> : IStateful, IDisposable
    where TCompact : CompactNetwork, ICompactNetwork<TCompact>
{
    private readonly GatedModel<TCompact> _model;
    private readonly Dictionary<string, Tensor> _full;
    private readonly Dictionary<string, Tensor>[] _fullState;
    private readonly Device _device;
    private readonly ScalarType _type;
    private readonly StepFormat _format;
    private readonly List<SlicedTensor> _tensors = [];
    private readonly List<Tensor> _views = [];
    private NetworkSlicer? _slicer;
    private int[][]? _keep;
    private TCompact? _network;
    private FlatParameters? _flat;
    private bool _stateIsAhead;

    public ActiveNetwork(GatedModel<TCompact> model, int stateBuffers, StepFormat format)
    {
        _model = model;
        _format = format;
        Cost = model.CostTable;
        ModelGraph graph = model.Structure;
        using var scope = NewDisposeScope();
        _full = NetworkTensors.ByName(model);
        Tensor example = _full[graph.Tensors[0].Name];
        _device = example.device;
        _type = example.dtype;
        format.Check(graph.Name, example);
        _fullState = [.. Enumerable.Range(0, stateBuffers).Select(_ => graph.Tensors
            .Where(layout => !layout.IsBuffer)
            .ToDictionary(layout => layout.Name, layout => zeros(_full[layout.Name].shape, _type, _device).DetachFromDisposeScope(), StringComparer.Ordinal))];
    }

    /// <summary>The compact network of the active channels.</summary>
    public TCompact Network => _network ?? throw new InvalidOperationException("no channels were gathered yet");

    /// <summary>Its parameters, gradients and optimizer state.</summary>
    public FlatParameters Parameters => _flat ?? throw new InvalidOperationException("no channels were gathered yet");

    /// <summary>
    /// False until channels are gathered, and where something else may have been written into the full model since:
    /// gathering again costs little and changes nothing otherwise.
    /// </summary>
    public bool IsCurrent { get; private set; }

    /// <summary>Cost of the active network.</summary>
    public CostTable Cost { get; private set; }

    /// <summary>The full model's optimizer state by buffer and state name.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, Tensor>> FullState
    {
        get
        {
            ScatterState();
            return _fullState;
        }
    }

    /// <summary>
    /// Makes a keep-list the active network; its entries are copied from the full model, unless it is the active
    /// network already.
    /// </summary>
    /// <returns>True if the network was made anew, because widths changed.</returns>
    public bool Gather(int[][] keep)
    {
        if (IsCurrent && _keep!.Zip(keep).All(group => group.First.AsSpan().SequenceEqual(group.Second)))
        {
            return false;
        }

        ScatterState();
        int[] widths = KeepList.Widths(keep);
        bool rebuild = _keep is null || !KeepList.Widths(_keep).AsSpan().SequenceEqual(widths);
        if (rebuild)
        {
            Rebuild(widths);
        }

        _keep = keep;
        _slicer = new NetworkSlicer(_tensors, keep);
        _slicer.Gather();
        IsCurrent = true;
        return rebuild;
    }

    /// <summary>
    /// Copies the active network's entries back into the full model. The optimizer's state, which only training reads, follows
    /// when other channels are gathered or a checkpoint is taken.
    /// </summary>
    public void Scatter()
    {
        _slicer!.Scatter();
        _stateIsAhead = true;
    }

    /// <summary>The full parameters and statistics: the active network is a copy, and follows what is written into them when it is gathered next.</summary>
    public void EachTensor(Action<string, Tensor> visit)
    {
        IsCurrent = false;
        foreach ((string name, Tensor full) in _full)
        {
            visit(name, full);
        }
    }

    /// <summary>The full parameters and statistics, and the optimizer's state of each.</summary>
    public void Transfer(RunState state)
    {
        ScatterState();
        EachTensor(state.Part("model").Transfer);
        for (int buffer = 0; buffer < _fullState.Length; buffer++)
        {
            RunState part = state.Part("optimizer").Part(FormattableString.Invariant($"{buffer}"));
            foreach ((string name, Tensor full) in _fullState[buffer])
            {
                part.Transfer(name, full);
            }
        }
    }

    public void Dispose()
    {
        Release();
        foreach (Tensor tensor in _fullState.SelectMany(buffer => buffer.Values))
        {
            tensor.Dispose();
        }
    }

    private void ScatterState()
    {
        if (_stateIsAhead)
        {
            _slicer!.ScatterOptimizerState();
            _stateIsAhead = false;
        }
    }

    private void Rebuild(int[] widths)
    {
        Release();
        _network = TCompact.CreateUnallocated(widths, _model.Structure.Classes);
        _flat = FlatParameters.Bind(_network, _fullState.Length, _type, _device, _format);
        foreach (TensorSlot slot in NetworkTensors.Slots(_network).Where(slot => slot.IsBuffer))
        {
            // The number of batches belongs to the layer, not to channels: one counter serves both networks.
            Tensor old = slot.Read();
            slot.Write(old.dim() == 0 ? _full[slot.Name].alias().DetachFromDisposeScope() : zeros(old.shape, _type, _device).DetachFromDisposeScope());
        }

        PairTensors(_network, _flat);
        Cost = _model.CostOfWidths(widths);
    }

    /// <summary>Which full tensor each tensor of the active network is a slice of; parameters are sliced into the flat buffers.</summary>
    private void PairTensors(TCompact network, FlatParameters parameters)
    {
        Dictionary<string, Tensor> buffers = NetworkTensors.ByName(network);
        Dictionary<string, FlatView> views = parameters.Views.ToDictionary(view => view.Name, StringComparer.Ordinal);
        foreach (TensorLayout layout in _model.Structure.Tensors)
        {
            if (layout.IsBuffer)
            {
                _tensors.Add(new SlicedTensor(layout, _full[layout.Name], buffers[layout.Name]));
                continue;
            }

            Pair(layout, _full[layout.Name], views[layout.Name].Of(parameters.Values), isState: false);
            for (int buffer = 0; buffer < _fullState.Length; buffer++)
            {
                Pair(layout, _fullState[buffer][layout.Name], views[layout.Name].Of(parameters.State[buffer]), isState: true);
            }
        }

        void Pair(TensorLayout layout, Tensor full, Tensor view, bool isState)
        {
            _views.Add(view.DetachFromDisposeScope());
            _tensors.Add(new SlicedTensor(layout, full, view, isState));
        }
    }

    private void Release()
    {
        _tensors.Clear();
        foreach (Tensor view in _views)
        {
            view.Dispose();
        }

        _views.Clear();
        _flat?.Dispose();
        _network?.Dispose();
    }
}
