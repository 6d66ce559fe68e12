using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>What a run had trained when it did best on the images held out: copies of its weights, and the channels to keep.</summary>
internal sealed class BestEpoch : IStateful, IDisposable
{
    private readonly ITrainee _trainee;
    private readonly int[] _groupSizes;
    private readonly Dictionary<string, Tensor> _copies = new(StringComparer.Ordinal);
    private int[][] _keep;

    public BestEpoch(ITrainee trainee, ModelGraph graph)
    {
        _trainee = trainee;
        _groupSizes = [.. graph.Groups.Select(group => group.Count)];
        _keep = trainee.Keep();
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        trainee.EachTensor((name, tensor) => _copies.Add(name, tensor.clone().DetachFromDisposeScope()));
    }

    /// <summary>Copies what is trained now: it did better than all before.</summary>
    public void Take()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        _trainee.EachTensor((name, tensor) => _copies[name].copy_(tensor));
        _keep = _trainee.Keep();
    }

    /// <summary>Copies it back.</summary>
    /// <returns>The channels that were to be kept then.</returns>
    public int[][] Restore()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        _trainee.EachTensor((name, tensor) => tensor.copy_(_copies[name]));
        return _keep;
    }

    public void Transfer(RunState state)
    {
        RunState weights = state.Part("weights");
        foreach ((string name, Tensor copy) in _copies)
        {
            weights.Transfer(name, copy);
        }

        int[][] keep = [.. _keep];
        for (int group = 0; group < keep.Length; group++)
        {
            state.Part("keep").TransferIndices(FormattableString.Invariant($"{group}"), ref keep[group], _groupSizes[group]);
        }

        _keep = keep;
    }

    public void Dispose()
    {
        foreach (Tensor copy in _copies.Values)
        {
            copy.Dispose();
        }
    }
}
