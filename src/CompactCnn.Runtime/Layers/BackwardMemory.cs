using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Frees the gradients that pass through managed code as soon as native code needs them no longer. Left to the scope around a
/// step, or to the garbage collector, those of all layers would be alive at once.
/// </summary>
internal static class BackwardMemory
{
    [ThreadStatic]
    private static List<Tensor>? _returned;

    /// <summary>Begins a backward function: what the one before returned has been taken over by now.</summary>
    public static void Begin()
    {
        foreach (Tensor tensor in _returned ?? [])
        {
            tensor?.Dispose();
        }

        _returned = null;
    }

    /// <summary>Ends it.</summary>
    /// <param name="received">The gradient that it was given, which nothing needs any more.</param>
    /// <param name="returned">What it returns: null where there is no gradient.</param>
    public static List<Tensor> End(Tensor received, List<Tensor> returned)
    {
        received.Dispose();
        return Pass(returned);
    }

    /// <summary>Ends one that returns the gradient that it was given.</summary>
    /// <param name="returned">What it returns.</param>
    public static List<Tensor> Pass(List<Tensor> returned)
    {
        _returned = returned;
        return returned;
    }
}
