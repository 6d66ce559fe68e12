using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Where the values of a <see cref="RunState"/> go to or come from.</summary>
internal abstract class StateStore
{
    /// <summary>True while the parts' values are being replaced; false while they are taken or only compared.</summary>
    public abstract bool IsReplacing { get; }

    public abstract void Values(string name, Span<long> values);

    public abstract void Values(string name, Span<double> values);

    public abstract void List(string name, ref long[] values);

    public abstract void List(string name, ref double[] values);

    public abstract void Tensor(string name, Tensor values);

    /// <summary>What to throw where a value is not what it must be.</summary>
    public abstract Exception Misfit(string name, string expected, string found);
}
