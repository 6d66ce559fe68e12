using System.Runtime.CompilerServices;
using TorchSharp;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace CompactCnn.Runtime.Tests;

internal static class TestSession
{
    /// <summary>
    /// Two threads are pathological on tiny tensors when the machine is busy; and tests convolve by hand, too, before any
    /// network does.
    /// </summary>
    [ModuleInitializer]
    internal static void Prepare()
    {
        ProcessorCaches.Provide();
        torch.set_num_threads(1);
        torch.set_num_interop_threads(1);
    }
}
