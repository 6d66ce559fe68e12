using System.Runtime.CompilerServices;
using TorchSharp;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace CompactCnn.Datasets.Tests;

internal static class TestSession
{
    /// <summary>Two threads are pathological on tiny tensors when the machine is busy.</summary>
    [ModuleInitializer]
    internal static void UseOneThread() => torch.set_num_threads(1);
}
