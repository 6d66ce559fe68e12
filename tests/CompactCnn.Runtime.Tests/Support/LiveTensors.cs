using System.Collections.Concurrent;
using TorchSharp;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// Tensors alive, counted on the test's own thread and on those that make its batches, so that a tensor that only the
/// garbage collector frees stays counted.
/// </summary>
internal sealed class LiveTensors
{
    private readonly ConcurrentDictionary<ThreadDisposeScopeStatistics, bool> _threads = new() { [DisposeScopeManager.Statistics] = true };

    /// <summary>Threads seen.</summary>
    public int Threads => _threads.Count;

    public long Count => _threads.Keys.Sum(thread => thread.TensorStatistics.ThreadTotalLiveCount);

    /// <summary>A transform that varies nothing and has the thread counted that it is called on.</summary>
    public torch.Tensor Watch(torch.Tensor images, BatchContext context)
    {
        _threads.TryAdd(DisposeScopeManager.Statistics, true);
        return images;
    }
}
