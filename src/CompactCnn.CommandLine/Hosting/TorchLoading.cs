namespace CompactCnn.CommandLine;

/// <summary>What must hold before a command computes.</summary>
internal static class TorchLoading
{
    /// <summary>Makes sure that TorchSharp can be used, and that its convolutions are right.</summary>
    /// <exception cref="TorchLoadException">It cannot be loaded on this system.</exception>
    /// <exception cref="WorkFailedException">It computes wrongly.</exception>
    public static void Require()
    {
        TorchLibrary.Require();
        // Before the first convolution of any kind, or its kernels would stay as they are.
        ProcessorCaches.Provide();
        PlainKernels.Require();
    }
}
