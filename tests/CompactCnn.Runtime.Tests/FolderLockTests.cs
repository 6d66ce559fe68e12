namespace CompactCnn.Runtime.Tests;

/// <summary>A folder belongs to one at a time; what a kill leaves behind belongs to nobody.</summary>
public sealed class FolderLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ATakenFolderIsRefusedUntilItIsFree()
    {
        using (FolderLock? first = FolderLock.TryTake(_folder.Path))
        {
            Assert.NotNull(first);
            Assert.Null(FolderLock.TryTake(_folder.Path));
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        using FolderLock? second = FolderLock.TryTake(_folder.Path);
        Assert.NotNull(second);
    }

    [Fact]
    public void AFileThatWasLeftBehindLocksNobodyOut()
    {
        File.WriteAllText(Path.Combine(_folder.Path, FolderLock.FileName), "");
        using FolderLock? taken = FolderLock.TryTake(_folder.Path);
        Assert.NotNull(taken);
    }

    [Fact]
    public void OnlyOneOfManyHasItAtATime()
    {
        int holders = 0;
        int taken = 0;
        Parallel.For(0, 4, _ =>
        {
            for (int attempt = 0; attempt < 500; attempt++)
            {
                using FolderLock? mine = FolderLock.TryTake(_folder.Path);
                if (mine is null)
                    continue;

                Assert.Equal(1, Interlocked.Increment(ref holders));
                Interlocked.Increment(ref taken);
                Interlocked.Decrement(ref holders);
            }
        });
        Assert.InRange(taken, 1, 2000);
    }
}
