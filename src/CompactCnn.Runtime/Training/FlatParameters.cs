using TorchSharp;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// The parameters of a network as views of one flat buffer, their gradients of another, and the optimizer's state of
/// more: an optimizer step over one large tensor is several times cheaper than over many small ones.
/// </summary>
/// <remarks>Vectors (norm scales and shifts, biases) come first, matrices behind them; every view is aligned to 64 bytes, in bf16 as well.</remarks>
internal sealed class FlatParameters : IDisposable
{
    /// <summary>Elements of which every view, and the part of the vectors, is a whole number.</summary>
    public const int AlignmentElements = 32;

    private readonly Tensor _values;
    private readonly Tensor _gradients;
    private readonly Tensor[] _state;

    private LowPrecisionParameters? _copies;
    private PatchGradients? _patchGradients;

    private FlatParameters(StepFormat format, Tensor values, Tensor gradients, Tensor[] state, IReadOnlyList<FlatView> views, long vectorElements)
    {
        Format = format;
        _values = values;
        _gradients = gradients;
        _state = state;
        Views = views;
        VectorElements = vectorElements;
    }

    /// <summary>How steps compute with these parameters.</summary>
    public StepFormat Format { get; }

    /// <summary>Where each parameter lies.</summary>
    public IReadOnlyList<FlatView> Views { get; }

    /// <summary>Elements at the beginning that belong to vectors.</summary>
    public long VectorElements { get; }

    /// <summary>All parameters.</summary>
    public Tensor Values => _values;

    /// <summary>All gradients; backward passes add to them.</summary>
    public Tensor Gradients => _gradients;

    /// <summary>The optimizer's state, one buffer for each number it keeps of a parameter.</summary>
    public IReadOnlyList<Tensor> State => _state;

    /// <summary>
    /// Moves a network's parameters into flat buffers, with their values unless the network was never allocated.
    /// </summary>
    /// <param name="network">The network; its layers hold the views from then on.</param>
    /// <param name="stateBuffers">Numbers that the optimizer keeps of each parameter.</param>
    /// <param name="type">Type of the parameters.</param>
    /// <param name="device">Where they live.</param>
    /// <param name="format">How steps compute with them.</param>
    public static FlatParameters Bind(nn.Module network, int stateBuffers, ScalarType type, Device device, StepFormat format = default)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        TensorSlot[] slots = [.. NetworkTensors.Slots(network).Where(slot => !slot.IsBuffer).OrderBy(slot => slot.Read().dim() > 1)];
        var views = new List<FlatView>(slots.Length);
        long elements = 0;
        long vectorElements = 0;
        foreach (TensorSlot slot in slots)
        {
            Tensor tensor = slot.Read();
            views.Add(new FlatView(slot.Name, elements, tensor.shape));
            elements += Aligned(tensor.numel());
            vectorElements = tensor.dim() > 1 ? vectorElements : elements;
        }

        Tensor values = zeros(elements, type, device).DetachFromDisposeScope();
        Tensor gradients = zeros(elements, type, device).DetachFromDisposeScope();
        Tensor[] state = [.. Enumerable.Range(0, stateBuffers).Select(_ => zeros(elements, type, device).DetachFromDisposeScope())];
        for (int i = 0; i < slots.Length; i++)
        {
            Tensor view = views[i].Of(values);
            Tensor old = slots[i].Read();
            if (old.device_type != DeviceType.META)
            {
                view.copy_(old);
            }

            slots[i].Write(view.DetachFromDisposeScope());
            slots[i].Read().grad = views[i].Of(gradients);
        }

        var parameters = new FlatParameters(format, values, gradients, state, views, vectorElements);
        parameters._copies = format.Precision == Precision.BFloat16 ? LowPrecisionParameters.Attach(slots, parameters, format.MemoryLayout) : null;
        parameters._patchGradients = PatchGradients.Attach(network);
        return parameters;
    }

    /// <summary>Elements after which the next view begins.</summary>
    /// <param name="elements">Elements of a parameter.</param>
    public static long Aligned(long elements) => (elements + AlignmentElements - 1) / AlignmentElements * AlignmentElements;

    /// <summary>Before a forward pass: no gradients, and what the network computes with follows the parameters.</summary>
    public void BeginStep()
    {
        using var noGradient = no_grad();
        if (_copies is null)
        {
            _gradients.zero_();
            return;
        }

        // Those of matrices are written over by what was added up in the copies' gradients.
        using Tensor vectors = _gradients.narrow(0, 0, VectorElements);
        vectors.zero_();
        _copies.Refresh();
    }

    /// <summary>After a backward pass: <see cref="Gradients"/> holds what it found.</summary>
    public void CollectGradients()
    {
        using var noGradient = no_grad();
        _patchGradients?.ThrowIfFailed();
        _copies?.Collect();
    }

    /// <summary>Runs something that uses the network in the precision of its parameters.</summary>
    public void InFullPrecision(Action action)
    {
        _copies?.Suspend();
        try
        {
            action();
        }
        finally
        {
            _copies?.Resume();
        }
    }

    /// <summary>Frees the buffers. The network holds its parameters from then on, and keeps the values alive.</summary>
    public void Dispose()
    {
        _patchGradients?.Dispose();
        _copies?.Dispose();
        _values.Dispose();
        _gradients.Dispose();
        foreach (Tensor buffer in _state)
        {
            buffer.Dispose();
        }
    }
}

/// <summary>Where a parameter lies in a flat buffer.</summary>
/// <param name="Name">State name.</param>
/// <param name="Offset">First element.</param>
/// <param name="Shape">Shape of the parameter.</param>
internal sealed record FlatView(string Name, long Offset, long[] Shape)
{
    /// <summary>Elements of the parameter.</summary>
    public long Count { get; } = Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>The parameter's part of a flat buffer, in its shape; the caller owns the view.</summary>
    public Tensor Of(Tensor buffer)
    {
        using Tensor part = buffer.narrow(0, Offset, Count);
        return part.view(Shape);
    }
}
