using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Collects what the parts of a run remember. Tensors are not copied: write them before the next step.</summary>
internal sealed class StateWriter : StateStore, IDisposable
{
    private readonly Dictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Tensor> _owned = new(StringComparer.Ordinal);

    /// <summary>What was collected, in order.</summary>
    public IReadOnlyList<(string Name, Tensor Value)> Tensors => [.. _tensors.Select(entry => (entry.Key, entry.Value))];

    public override bool IsReplacing => false;

    public override void Values(string name, Span<long> values) => Own(name, tensor(values.ToArray(), ScalarType.Int64));

    public override void Values(string name, Span<double> values) => Own(name, tensor(values.ToArray(), ScalarType.Float64));

    public override void List(string name, ref long[] values) => Values(name, values);

    public override void List(string name, ref double[] values) => Values(name, values);

    public override void Tensor(string name, Tensor values)
    {
        if (!_tensors.TryAdd(name, values))
        {
            throw new InvalidOperationException($"two parts of the run remember something under the name '{name}'");
        }
    }

    public override Exception Misfit(string name, string expected, string found) =>
        new InvalidOperationException($"'{name}' of the run is {found}, but must be {expected}");

    public void Dispose()
    {
        foreach (Tensor tensor in _owned.Values)
        {
            tensor.Dispose();
        }
    }

    /// <summary>The name of the first tensor of a part that holds NaN or infinity; null if all are sound.</summary>
    public string? FirstNotFinite()
    {
        using var scope = NewDisposeScope();
        return _tensors.Where(entry => !_owned.ContainsKey(entry.Key) && entry.Value.is_floating_point() && !entry.Value.isfinite().all().item<bool>())
            .Select(entry => entry.Key).FirstOrDefault();
    }

    private void Own(string name, Tensor values)
    {
        Tensor(name, values.DetachFromDisposeScope());
        _owned.Add(name, values);
    }
}
