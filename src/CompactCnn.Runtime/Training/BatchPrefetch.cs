using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace CompactCnn;

/// <summary>Prepares batches on a thread of its own while the one before is trained on.</summary>
public static class BatchPrefetch
{
    /// <summary>
    /// The same batches in the same order, each prepared before it is asked for. An error while preparing one is thrown
    /// where that one is asked for. The thread ends with the enumeration: at its end, when it is left or cancelled, and
    /// on an error; what was prepared by then and not handed out is freed.
    /// </summary>
    /// <param name="batches">The batches; enumerated on the other thread, and there only.</param>
    /// <param name="ahead">How many to have ready, 1 or more; one more may be in the making. Default 1.</param>
    /// <param name="cancellation">Ends the enumeration with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The batches, each to be disposed by who takes it.</returns>
    public static IEnumerable<TrainingBatch> Ahead(IEnumerable<TrainingBatch> batches, int ahead = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentOutOfRangeException.ThrowIfLessThan(ahead, 1);
        return Enumerate(batches, ahead, cancellation);
    }

    private static IEnumerable<TrainingBatch> Enumerate(IEnumerable<TrainingBatch> batches, int ahead, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var ready = new BlockingCollection<TrainingBatch>(ahead);
        var producer = new Producer(batches, ready, stop.Token);
        var thread = new Thread(producer.Run) { IsBackground = true, Name = nameof(BatchPrefetch) };
        thread.Start();
        try
        {
            while (ready.TryTake(out TrainingBatch? batch, Timeout.Infinite, cancellation))
            {
                yield return batch;
            }

            cancellation.ThrowIfCancellationRequested();
            producer.Fault?.Throw();
        }
        finally
        {
            stop.Cancel();
            thread.Join();
            while (ready.TryTake(out TrainingBatch? left))
            {
                left.Dispose();
            }
        }
    }

    private sealed class Producer(IEnumerable<TrainingBatch> batches, BlockingCollection<TrainingBatch> ready, CancellationToken stop)
    {
        /// <summary>What went wrong, if anything did; to be read when the last batch has been taken.</summary>
        public ExceptionDispatchInfo? Fault { get; private set; }

        public void Run()
        {
            try
            {
                foreach (TrainingBatch batch in batches)
                {
                    if (!HandOver(batch))
                    {
                        return;
                    }
                }
            }
            catch (Exception fault)
            {
                Fault = ExceptionDispatchInfo.Capture(fault);
            }
            finally
            {
                ready.CompleteAdding();
            }
        }

        private bool HandOver(TrainingBatch batch)
        {
            try
            {
                ready.Add(batch, stop);
                return true;
            }
            catch (OperationCanceledException)
            {
                // Nobody will take it any more.
                batch.Dispose();
                return false;
            }
        }
    }
}
