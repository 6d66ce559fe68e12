namespace CompactCnn.CommandLine.Tests;

/// <summary>Cells that several threads do: each once, and after the one that it needs.</summary>
public sealed class CellQueueTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public async Task EveryCellIsDoneOnceAndAfterWhatItNeeds(int threads)
    {
        IReadOnlyList<Cell> cells = Cell.Grid(ComparisonMethods.All, [0.25, 0.5], [1, 2]);
        using var queue = new CellQueue(cells);
        var done = new List<Cell>();
        await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Run(() =>
        {
            while (queue.Take(CancellationToken.None) is { } cell)
            {
                lock (done)
                {
                    Assert.True(cell.After is null || done.Contains(cell.After));
                    done.Add(cell);
                }

                queue.Done(cell);
            }
        })));
        Assert.Equal(cells.OrderBy(cell => cell.Name), done.OrderBy(cell => cell.Name));
    }

    [Fact]
    public void WaitingEndsWhenCancelled()
    {
        Cell needed = Cell.Of(ComparisonMethods.Named("cucb"), 0.5, 1);
        using var queue = new CellQueue([needed, Cell.Of(ComparisonMethods.Named("scratch-b"), 0.5, 1)]);
        using var cancellation = new CancellationTokenSource();
        Assert.Equal(needed, queue.Take(cancellation.Token));
        cancellation.CancelAfter(10);
        Assert.ThrowsAny<OperationCanceledException>(() => queue.Take(cancellation.Token));
    }
}
