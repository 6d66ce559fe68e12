using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Copies in bfloat16 of the parameters that a network multiplies by, made anew for each step: the network computes with
/// them, the optimizer with the float32 masters. Norms keep their masters.
/// </summary>
/// <remarks>
/// What a cast of each parameter inside the graph computes, without its nodes; and the copies lie as the feature maps
/// do, so that convolutions need not rearrange them. They and their gradients are views of one buffer each.
/// </remarks>
internal sealed class LowPrecisionParameters : IDisposable
{
    private readonly FlatParameters _masters;
    private readonly List<Entry> _entries = [];
    private readonly RoundedCopies? _copying;
    private readonly long _elements;
    private Tensor? _values;
    private Tensor? _gradients;

    private LowPrecisionParameters(IEnumerable<TensorSlot> slots, FlatParameters masters, MemoryLayout layout)
    {
        _masters = masters;
        Dictionary<string, FlatView> views = masters.Views.ToDictionary(view => view.Name, StringComparer.Ordinal);
        foreach (TensorSlot slot in slots.Where(slot => slot.Layer is not NormBase))
        {
            FlatView view = views[slot.Name];
            bool byPixels = layout == MemoryLayout.ChannelsLast && view.Shape.Length == 4;
            _entries.Add(new Entry(slot, view, new FlatView(view.Name, _elements, view.Shape), byPixels));
            _elements += FlatParameters.Aligned(view.Count);
        }

        // Spans count bytes by an int.
        _copying = masters.Values.device_type == DeviceType.CPU && masters.Values.numel() <= int.MaxValue / sizeof(float)
            ? new RoundedCopies(_entries.Select(entry => entry.Matrix))
            : null;
    }

    /// <summary>Gives a network, whose layers hold the masters, copies to compute with.</summary>
    /// <param name="slots">The network's parameters.</param>
    /// <param name="masters">Its parameters and gradients in flat buffers.</param>
    /// <param name="layout">How feature maps lie.</param>
    public static LowPrecisionParameters Attach(IEnumerable<TensorSlot> slots, FlatParameters masters, MemoryLayout layout)
    {
        var copies = new LowPrecisionParameters(slots, masters, layout);
        copies.Resume();
        return copies;
    }

    /// <summary>Before a forward pass: the copies follow the masters, their gradients are zero.</summary>
    public void Refresh()
    {
        _gradients!.zero_();
        if (_copying is not null)
        {
            _copying.Round(_masters.Values, _values!);
            return;
        }

        EachByLibrary((entry, copy, master) => copy.copy_(master), _values!, _masters.Values);
    }

    /// <summary>After a backward pass: the masters' gradients.</summary>
    public void Collect()
    {
        if (_copying is not null)
        {
            _copying.Widen(_gradients!, _masters.Gradients);
            return;
        }

        EachByLibrary((entry, copy, master) => master.copy_(copy), _gradients!, _masters.Gradients);
    }

    /// <summary>Gives the network its masters back, to compute in float32 with.</summary>
    public void Suspend()
    {
        using var scope = NewDisposeScope();
        foreach (Entry entry in _entries)
        {
            entry.Slot.Write(entry.Master.Of(_masters.Values).DetachFromDisposeScope());
        }

        Release();
    }

    /// <summary>Gives the network its copies again.</summary>
    public void Resume()
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        _values = zeros(_elements, ScalarType.BFloat16, _masters.Values.device).DetachFromDisposeScope();
        _gradients = zeros(_elements, ScalarType.BFloat16, _masters.Values.device).DetachFromDisposeScope();
        foreach (Entry entry in _entries)
        {
            entry.Slot.Write(entry.Copied(_values).DetachFromDisposeScope());
            entry.Slot.Read().grad = entry.Copied(_gradients);
        }
    }

    /// <summary>Gives the network its masters back for good.</summary>
    public void Dispose() => Suspend();

    private void EachByLibrary(Action<Entry, Tensor, Tensor> copy, Tensor copies, Tensor masters)
    {
        using var scope = NewDisposeScope();
        foreach (Entry entry in _entries)
        {
            copy(entry, entry.Copied(copies), entry.Master.Of(masters));
        }
    }

    private void Release()
    {
        _values?.Dispose();
        _gradients?.Dispose();
        _values = null;
        _gradients = null;
    }

    /// <param name="Slot">Where the network keeps the parameter.</param>
    /// <param name="Master">Where it lies in the masters' buffer.</param>
    /// <param name="Copy">Where its copy lies in the copies'.</param>
    /// <param name="ByPixels">Whether the copy has the weights of a pixel together, as feature maps have their channels.</param>
    private sealed record Entry(TensorSlot Slot, FlatView Master, FlatView Copy, bool ByPixels)
    {
        public RoundedMatrix Matrix
        {
            get
            {
                int rows = (int)Master.Shape[0];
                int taps = ByPixels ? (int)(Master.Shape[2] * Master.Shape[3]) : 1;
                return new RoundedMatrix((int)Master.Offset, (int)Copy.Offset, rows, (int)(Master.Count / rows), taps);
            }
        }

        /// <summary>The copy's part of a buffer, in the parameter's shape; the caller owns the view.</summary>
        public Tensor Copied(Tensor buffer)
        {
            if (!ByPixels)
            {
                return Copy.Of(buffer);
            }

            long[] shape = Copy.Shape;
            // Strides are stated because one channel is in either order at once, and would be taken for the default.
            return buffer.as_strided(shape, [shape[1] * shape[2] * shape[3], 1, shape[3] * shape[1], shape[1]], Copy.Offset);
        }
    }
}
