using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Feature maps that a backward function needs, freed when it has had them. What is saved by the library's own means for a function
/// in managed code lives until the whole graph dies, so that the maps of all layers would be alive at the end of the pass.
/// </summary>
/// <param name="maps">The maps; not their graph, which is not needed.</param>
internal sealed class SavedMaps(params Tensor[] maps)
{
    private Tensor[]? _maps = [.. maps.Select(map => map.detach().DetachFromDisposeScope())];

    /// <summary>Uses them, once.</summary>
    /// <exception cref="InvalidOperationException">They were used before.</exception>
    public void Use(Action<Tensor[]> action)
    {
        Tensor[] maps = _maps ?? throw new InvalidOperationException("a graph can be passed backward once; compute the output anew");
        _maps = null;
        try
        {
            action(maps);
        }
        finally
        {
            foreach (Tensor map in maps)
            {
                map.Dispose();
            }
        }
    }
}
