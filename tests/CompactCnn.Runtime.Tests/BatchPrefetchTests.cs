using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>Batches made ahead are those that would have been made, and their thread ends with them.</summary>
public class BatchPrefetchTests
{
    private readonly LiveTensors _tensors = new();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public void TheBatchesAndTheirOrderAreTheSame(int ahead)
    {
        using TrainingData data = SyntheticData.For(ModelCases.Of("LinearOnly").Graph, 12 * 8, seed: 1, transform: Noise.Add);
        float[][] expected = [.. Epoch().Select(Pixels.Take)];
        Assert.Equal(12, expected.Length);
        Assert.Equal(expected, BatchPrefetch.Ahead(Epoch(), ahead).Select(Pixels.Take));
        Assert.Equal(expected, BatchPrefetch.Ahead(Epoch(), ahead).Select(Pixels.Take));

        IEnumerable<TrainingBatch> Epoch() => BatchOrder.Epoch(data, batchSize: 8, seed: 1, epoch: 0, CPU);
    }

    [Fact]
    public void TheNextOnesAreMadeOnAnotherThreadAndNoMoreThanAskedFor()
    {
        var threads = new HashSet<int>();
        int prepared = 0;
        using var third = new ManualResetEventSlim();
        using IEnumerator<TrainingBatch> batches = BatchPrefetch.Ahead(Counted(), ahead: 1).GetEnumerator();
        Assert.Equal(0, prepared);
        Assert.True(batches.MoveNext());

        // One is handed out, one is ready, one is in the making; the fourth waits.
        Assert.True(third.Wait(TimeSpan.FromSeconds(30)));
        Thread.Sleep(50);
        Assert.Equal(3, Volatile.Read(ref prepared));
        batches.Current.Dispose();
        Assert.DoesNotContain(Environment.CurrentManagedThreadId, threads);

        IEnumerable<TrainingBatch> Counted()
        {
            while (true)
            {
                threads.Add(Environment.CurrentManagedThreadId);
                if (Interlocked.Increment(ref prepared) == 3)
                {
                    third.Set();
                }

                yield return Batch(prepared);
            }
        }
    }

    [Fact]
    public void AnErrorIsThrownAsItIsWhereItsBatchIsAskedFor()
    {
        long before = _tensors.Count;
        int taken = 0;
        InvalidDataException fault = Assert.Throws<InvalidDataException>(() =>
        {
            foreach (TrainingBatch batch in BatchPrefetch.Ahead(Failing(), ahead: 10))
            {
                batch.Dispose();
                taken++;
            }
        });
        Assert.Equal("the third", fault.Message);
        Assert.Contains(nameof(Failing), fault.StackTrace, StringComparison.Ordinal);
        Assert.Equal(2, taken);
        Assert.Equal(before, _tensors.Count);

        IEnumerable<TrainingBatch> Failing()
        {
            yield return Batch(1);
            yield return Batch(2);
            throw new InvalidDataException("the third");
        }
    }

    [Fact]
    public void LeavingEarlyEndsTheThreadAndFreesWhatWasMade()
    {
        long before = _tensors.Count;
        bool ended = false;
        foreach (TrainingBatch batch in BatchPrefetch.Ahead(Endless(() => ended = true), ahead: 5))
        {
            batch.Dispose();
            break;
        }

        Assert.True(ended);
        Assert.Equal(before, _tensors.Count);
    }

    [Fact]
    public void CancellingEndsTheThreadAndFreesWhatWasMade()
    {
        long before = _tensors.Count;
        bool ended = false;
        using var cancellation = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (TrainingBatch batch in BatchPrefetch.Ahead(Endless(() => ended = true), ahead: 2, cancellation.Token))
            {
                batch.Dispose();
                cancellation.Cancel();
            }
        });
        Assert.True(ended);
        Assert.Equal(before, _tensors.Count);
    }

    [Fact]
    public void CancellingWhileItWaitsEndsTheWait()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        Assert.ThrowsAny<OperationCanceledException>(() => BatchPrefetch.Ahead(Slow(cancellation.Token), cancellation: cancellation.Token).First());

        IEnumerable<TrainingBatch> Slow(CancellationToken until)
        {
            until.WaitHandle.WaitOne();
            yield return Batch(1);
        }
    }

    [Fact]
    public void NothingToMakeIsNoFault()
    {
        Assert.Empty(BatchPrefetch.Ahead([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => BatchPrefetch.Ahead([], ahead: 0));
    }

    private IEnumerable<TrainingBatch> Endless(Action ended)
    {
        try
        {
            for (int number = 0; ; number++)
            {
                yield return Batch(number);
            }
        }
        finally
        {
            ended();
        }
    }

    private TrainingBatch Batch(int number)
    {
        _tensors.Watch();
        return new(full([2, 1, 2, 2], number), zeros([2], int64));
    }
}
