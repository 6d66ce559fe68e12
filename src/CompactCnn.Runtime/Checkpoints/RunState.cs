using TorchSharp;

namespace CompactCnn;

/// <summary>
/// What a part of a run remembers, by name, on its way into a checkpoint or out of one. One method of the part names its
/// values and serves both directions: writing, they are taken; reading, they are replaced. Before anything is read
/// into any part, all parts are asked once with nothing being replaced, so that a checkpoint that does not fit changes
/// nothing.
/// </summary>
public sealed class RunState
{
    private readonly StateStore _store;
    private readonly string _prefix;

    internal RunState(StateStore store, string prefix = "")
    {
        _store = store;
        _prefix = prefix;
    }

    /// <summary>The state of a part of this part: its names are behind this name and a dot.</summary>
    /// <param name="name">The name.</param>
    public RunState Part(string name) => new(_store, $"{_prefix}{name}.");

    /// <summary>A whole number.</summary>
    /// <param name="name">Its name in the part.</param>
    /// <param name="value">The number.</param>
    public void Transfer(string name, ref long value) => _store.Values(_prefix + name, new Span<long>(ref value));

    /// <summary>A number.</summary>
    /// <inheritdoc cref="Transfer(string, ref long)" path="/param"/>
    public void Transfer(string name, ref double value) => _store.Values(_prefix + name, new Span<double>(ref value));

    /// <summary>A yes or no.</summary>
    /// <inheritdoc cref="Transfer(string, ref long)" path="/param"/>
    public void Transfer(string name, ref bool value)
    {
        long number = value ? 1 : 0;
        Transfer(name, ref number);
        value = number != 0;
    }

    /// <summary>Whole numbers; how many is known and does not change.</summary>
    /// <param name="name">Their name in the part.</param>
    /// <param name="values">The numbers.</param>
    public void Transfer(string name, Span<long> values) => _store.Values(_prefix + name, values);

    /// <summary>Numbers; how many is known and does not change.</summary>
    /// <inheritdoc cref="Transfer(string, Span{long})" path="/param"/>
    public void Transfer(string name, Span<double> values) => _store.Values(_prefix + name, values);

    /// <summary>A tensor; its shape and type are known and do not change.</summary>
    /// <param name="name">Its name in the part.</param>
    /// <param name="values">The tensor; reading copies into it.</param>
    public void Transfer(string name, torch.Tensor values) => _store.Tensor(_prefix + name, values);

    /// <summary>Does what replaces the part's values, where they are being replaced.</summary>
    internal void Replace(Action replace)
    {
        if (_store.IsReplacing)
        {
            replace();
        }
    }

    /// <summary>Whole numbers of which there may be more or fewer.</summary>
    internal void TransferList(string name, ref long[] values) => _store.List(_prefix + name, ref values);

    /// <summary>Numbers of which there may be more or fewer.</summary>
    internal void TransferList(string name, ref double[] values) => _store.List(_prefix + name, ref values);

    /// <summary>The index of one of several things; a checkpoint's is checked before it is believed.</summary>
    /// <param name="name">Its name in the part.</param>
    /// <param name="index">The index.</param>
    /// <param name="count">How many things there are.</param>
    internal void TransferIndex(string name, ref int index, int count)
    {
        long[] numbers = [index];
        TransferList(name, ref numbers);
        int found = numbers is [>= 0 and var number] && number < count ? (int)number : throw Misfit(name, FormattableString.Invariant($"an index from 0 to {count - 1}"), numbers);
        index = _store.IsReplacing ? found : index;
    }

    /// <summary>Sorted indices of things, at least one; a checkpoint's are checked before they are believed.</summary>
    /// <param name="name">Their name in the part.</param>
    /// <param name="indices">The indices.</param>
    /// <param name="count">How many things there are.</param>
    internal void TransferIndices(string name, ref int[] indices, int count)
    {
        long[] numbers = [.. indices];
        TransferList(name, ref numbers);
        bool sound = numbers.Length > 0 && numbers[0] >= 0 && numbers[^1] < count && numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second);
        int[] found = sound ? [.. numbers.Select(number => (int)number)] : throw Misfit(name, FormattableString.Invariant($"sorted indices from 0 to {count - 1}"), numbers);
        indices = _store.IsReplacing ? found : indices;
    }

    /// <summary>What to throw where values are not what they must be.</summary>
    internal Exception Misfit(string name, string expected, long[] found) => _store.Misfit(_prefix + name, expected, $"[{string.Join(", ", found)}]");
}
