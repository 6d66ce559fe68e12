using System.Collections.Concurrent;
using TorchSharp;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// Tensors alive, counted on the test's own thread and on those that are watched, so that a tensor that only the garbage
/// collector frees stays counted, and what earlier tests left to the collector is not missed when it goes.
/// </summary>
internal sealed class LiveTensors
{
    private readonly ConcurrentDictionary<ThreadDisposeScopeStatistics, bool> _threads = new() { [DisposeScopeManager.Statistics] = true };

    /// <summary>Threads seen.</summary>
    public int Threads => _threads.Count;

    public long Count => _threads.Keys.Sum(thread => thread.TensorStatistics.ThreadTotalLiveCount);

    /// <summary>
    /// Those of all threads, where a test cannot watch each. What earlier tests left to the garbage collector goes first;
    /// what is left afterwards is <see cref="torch.Tensor.TotalCount"/>, without a collection that would hide what was not freed.
    /// </summary>
    public static long OfTheProcess()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return torch.Tensor.TotalCount;
    }

    /// <summary>Has the thread counted that it is called on.</summary>
    public void Watch() => _threads.TryAdd(DisposeScopeManager.Statistics, true);

    /// <summary>A transform that varies nothing and has the thread counted that it is called on.</summary>
    public torch.Tensor Watch(torch.Tensor images, BatchContext context)
    {
        Watch();
        return images;
    }
}
