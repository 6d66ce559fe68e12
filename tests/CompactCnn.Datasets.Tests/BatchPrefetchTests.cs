using TorchSharp;

namespace CompactCnn.Datasets.Tests;

public sealed class BatchPrefetchTests
{
    private const int Steps = 12;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public void The_batches_and_their_order_are_the_same(int ahead)
    {
        using Dataset plain = FashionMnistSubset.Load();
        using Dataset varied = plain.WithAugmentation(Augmentation.Standard with { CutoutSize = 5 });
        float[][] expected = [.. Batches(varied.Train).Select(Pixels)];
        Assert.Equal(expected, BatchPrefetch.Ahead(Batches(varied.Train), ahead).Select(Pixels));
        Assert.Equal(expected, BatchPrefetch.Ahead(Batches(varied.Train), ahead).Select(Pixels));
    }

    [Fact]
    public void The_next_ones_are_prepared_on_another_thread_and_no_more_than_asked_for()
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
                    third.Set();

                yield return Batch(prepared);
            }
        }
    }

    [Fact]
    public void An_error_is_thrown_as_it_is_where_its_batch_is_asked_for()
    {
        long before = torch.Tensor.TotalCount;
        int taken = 0;
        var fault = Assert.Throws<InvalidDataException>(() =>
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
        Assert.Equal(before, torch.Tensor.TotalCount);

        static IEnumerable<TrainingBatch> Failing()
        {
            yield return Batch(1);
            yield return Batch(2);
            throw new InvalidDataException("the third");
        }
    }

    [Fact]
    public void Leaving_early_ends_the_thread_and_frees_what_was_prepared()
    {
        long before = torch.Tensor.TotalCount;
        bool ended = false;
        foreach (TrainingBatch batch in BatchPrefetch.Ahead(Endless(() => ended = true), ahead: 5))
        {
            batch.Dispose();
            break;
        }

        Assert.True(ended);
        Assert.Equal(before, torch.Tensor.TotalCount);
    }

    [Fact]
    public void Cancelling_ends_the_thread_and_frees_what_was_prepared()
    {
        long before = torch.Tensor.TotalCount;
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
        Assert.Equal(before, torch.Tensor.TotalCount);
    }

    [Fact]
    public void Cancelling_while_it_waits_ends_the_wait()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        Assert.ThrowsAny<OperationCanceledException>(() => BatchPrefetch.Ahead(Slow(cancellation.Token), cancellation: cancellation.Token).First());

        static IEnumerable<TrainingBatch> Slow(CancellationToken until)
        {
            until.WaitHandle.WaitOne();
            yield return Batch(1);
        }
    }

    [Fact]
    public void Nothing_to_prepare_is_no_fault()
    {
        Assert.Empty(BatchPrefetch.Ahead([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => BatchPrefetch.Ahead([], ahead: 0));
    }

    private static IEnumerable<TrainingBatch> Batches(TrainingData data)
    {
        for (int step = 0; step < Steps; step++)
        {
            using torch.Tensor indices = torch.arange(step * 8, step * 8 + 8);
            yield return data.Batch(indices, new BatchContext(Seed: 1, Epoch: 0, step, Training: true));
        }
    }

    private static IEnumerable<TrainingBatch> Endless(Action ended)
    {
        try
        {
            for (int number = 0; ; number++)
                yield return Batch(number);
        }
        finally
        {
            ended();
        }
    }

    private static TrainingBatch Batch(int number) => new(torch.full([2, 1, 2, 2], number), torch.zeros([2], torch.int64));

    private static float[] Pixels(TrainingBatch batch)
    {
        using (batch)
            return batch.Images.data<float>().ToArray();
    }
}
