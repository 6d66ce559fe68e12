using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>Work on the library's threads: each piece once, on as many threads as there are, and exceptions come back.</summary>
public class LibraryThreadsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void EveryPieceIsDoneOnce(int threads) => WithThreads(threads, () =>
    {
        for (int count = 1; count <= threads; count++)
        {
            int[] calls = new int[count];
            bool done = LibraryThreads.TryRun(count, piece => Interlocked.Increment(ref calls[piece]));
            Assert.True(done || !OperatingSystem.IsLinux());
            Assert.All(calls, call => Assert.Equal(done ? 1 : 0, call));
        }
    });

    /// <summary>One piece waits for the other: they run at the same time.</summary>
    [Fact]
    public void PiecesRunAtTheSameTime() => WithThreads(2, () =>
    {
        using var both = new Barrier(2);
        bool done = LibraryThreads.TryRun(2, _ => Assert.True(both.SignalAndWait(TimeSpan.FromSeconds(30))));
        Assert.True(done || !OperatingSystem.IsLinux());
    });

    /// <summary>What a thread has left in the caches beside it, it finds there again.</summary>
    [Fact]
    public void AThreadHasTheSamePieceEachTime() => WithThreads(2, () =>
    {
        int[] threads = new int[2];
        using var both = new Barrier(2);
        for (int time = 0; time < 50; time++)
        {
            int[] now = new int[2];
            bool done = LibraryThreads.TryRun(2, piece =>
            {
                now[piece] = Environment.CurrentManagedThreadId;
                Assert.True(both.SignalAndWait(TimeSpan.FromSeconds(30)));
            });
            threads = time == 0 ? now : threads;
            Assert.Equal(threads, now);
            Assert.True(!done || now[0] == Environment.CurrentManagedThreadId);
        }
    });

    /// <summary>Between the work and who waits for it is native code, which must not see it.</summary>
    [Fact]
    public void WhatIsThrownComesBack() => WithThreads(2, () =>
    {
        for (int thrower = 0; thrower < 2; thrower++)
        {
            var fault = Assert.Throws<InvalidOperationException>(() => SharedWork.InRuns(2, 2, (first, _) =>
            {
                if (first == thrower)
                {
                    throw new InvalidOperationException("this piece");
                }
            }));
            Assert.Equal("this piece", fault.Message);
        }
    });

    private static void WithThreads(int threads, Action action)
    {
        int before = get_num_threads();
        set_num_threads(threads);
        try
        {
            action();
        }
        finally
        {
            set_num_threads(before);
        }
    }
}
