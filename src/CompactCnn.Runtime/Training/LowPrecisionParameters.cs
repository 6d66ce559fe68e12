using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Copies in bfloat16 of the parameters that a network multiplies by, made anew for each step: the network computes with
/// them, the optimizer with the float32 masters. Norms keep their masters.
/// </summary>
/// <remarks>
/// What a cast of each parameter inside the graph computes, without its nodes; and the copies lie as the feature maps
/// do, so that convolutions need not rearrange them.
/// </remarks>
internal sealed class LowPrecisionParameters : IDisposable
{
    private readonly MemoryLayout _layout;
    private readonly List<Entry> _entries = [];

    private LowPrecisionParameters(MemoryLayout layout) => _layout = layout;

    /// <summary>Gives a network, whose layers hold the masters, copies to compute with.</summary>
    /// <param name="slots">The network's parameters.</param>
    /// <param name="masters">Its parameters and gradients in flat buffers.</param>
    /// <param name="layout">How feature maps lie.</param>
    public static LowPrecisionParameters Attach(IEnumerable<TensorSlot> slots, FlatParameters masters, MemoryLayout layout)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        Dictionary<string, FlatView> views = masters.Views.ToDictionary(view => view.Name, StringComparer.Ordinal);
        var copies = new LowPrecisionParameters(layout);
        foreach (TensorSlot slot in slots.Where(slot => slot.Layer is not NormBase))
        {
            FlatView view = views[slot.Name];
            copies._entries.Add(new Entry(slot, view.Of(masters.Values).DetachFromDisposeScope(), view.Of(masters.Gradients).DetachFromDisposeScope()));
        }

        copies.Resume();
        return copies;
    }

    /// <summary>Before a forward pass: the copies follow the masters, their gradients are zero.</summary>
    public void Refresh()
    {
        foreach (Entry entry in _entries)
        {
            Tensor copy = entry.Slot.Read();
            copy.copy_(entry.Master);
            entry.CopyGradient!.zero_();
        }
    }

    /// <summary>After a backward pass: the masters' gradients.</summary>
    public void Collect()
    {
        foreach (Entry entry in _entries)
        {
            entry.MasterGradient.copy_(entry.CopyGradient!);
        }
    }

    /// <summary>Gives the network its masters back, to compute in float32 with.</summary>
    public void Suspend()
    {
        using var scope = NewDisposeScope();
        foreach (Entry entry in _entries)
        {
            entry.Slot.Write(entry.Master.alias().DetachFromDisposeScope());
            entry.CopyGradient?.Dispose();
            entry.CopyGradient = null;
        }
    }

    /// <summary>Gives the network its copies again.</summary>
    public void Resume()
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        foreach (Entry entry in _entries)
        {
            entry.Slot.Write(Allocate(entry.Master).DetachFromDisposeScope());
            entry.CopyGradient = Allocate(entry.Master).DetachFromDisposeScope();
            entry.Slot.Read().grad = entry.CopyGradient;
        }
    }

    /// <summary>Gives the network its masters back for good.</summary>
    public void Dispose()
    {
        Suspend();
        foreach (Entry entry in _entries)
        {
            entry.Master.Dispose();
            entry.MasterGradient.Dispose();
        }
    }

    private Tensor Allocate(Tensor master)
    {
        Tensor copy = zeros(master.shape, ScalarType.BFloat16, master.device);
        return copy.dim() == 4 ? _layout.Arrange(copy) : copy;
    }

    private sealed class Entry(TensorSlot slot, Tensor master, Tensor masterGradient)
    {
        public TensorSlot Slot => slot;

        public Tensor Master => master;

        public Tensor MasterGradient => masterGradient;

        public Tensor? CopyGradient { get; set; }
    }
}
