using TorchSharp;

namespace CompactCnn;

/// <summary>What is known of a model since the build. Generated code implements it; generic code reads it without reflection.</summary>
public interface IModelDescription
{
    /// <summary>Operations, channel groups and layouts.</summary>
    static abstract ModelGraph Graph { get; }

    /// <summary>Parameters and multiply-accumulates of the full network, layer by layer.</summary>
    static abstract CostTable Cost { get; }
}

/// <summary>A generated model, as generic code sees it.</summary>
/// <typeparam name="TSelf">The model itself.</typeparam>
public interface IGatedModel<TSelf> : IModelDescription
    where TSelf : IGatedModel<TSelf>
{
    /// <summary>Creates the model.</summary>
    /// <param name="device">Where its parameters live; absent: the CPU.</param>
    /// <param name="seed">Seed of the initial values; absent: another at every call.</param>
    /// <param name="classes">Classes to distinguish; absent: as many as are declared.</param>
    static abstract TSelf Create(torch.Device? device = null, long? seed = null, int? classes = null);
}

/// <summary>A generated compact network, as generic code sees it.</summary>
/// <typeparam name="TSelf">The compact network itself.</typeparam>
public interface ICompactNetwork<TSelf> : IModelDescription
    where TSelf : CompactNetwork, ICompactNetwork<TSelf>
{
    /// <summary>
    /// Creates the network's layers without memory for their parameters; the caller allocates and fills them.
    /// </summary>
    /// <param name="widths">Channels of each group.</param>
    /// <param name="classes">Classes to distinguish; absent: as many as are declared.</param>
    static abstract TSelf CreateUnallocated(IReadOnlyList<int> widths, int? classes = null);

    /// <summary>Exact parameters and multiply-accumulates where the groups have these widths and the classes are those declared; no tensor is touched.</summary>
    /// <param name="widths">Channels of each group.</param>
    static abstract CostTable CostOf(IReadOnlyList<int> widths);
}
