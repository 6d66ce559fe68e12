namespace CompactCnn.Runtime.Tests;

/// <summary>Contracts 4 and 5 with SIGKILL: whenever a run dies, what it leaves ends with the bits of one that never died.</summary>
public sealed class KilledRunTests : IDisposable
{
    private const int Killed = 137;
    private const int Kills = 20;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int> Threads => [1, 2];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Threads))]
    public void AtRandomMoments(int threads)
    {
        string whole = Whole(threads);
        string folder = _folder.At("run");
        var random = new Random(threads);
        int kills = 0;
        for (int processes = 0; kills < Kills; processes++)
        {
            // A chain of processes: each goes on from what the one before it left. One that outlives its moment ends the
            // run with the bits of the whole one, and the next begins another.
            Assert.InRange(processes, 0, 5 * Kills);
            string moment = random.Next(5, 1500).ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (TrainingHost.Run(folder, threads, moment).Status == Killed)
            {
                kills++;
            }
            else
            {
                Assert.Equal(whole, Finished(folder, threads));
                Directory.Delete(folder, recursive: true);
            }
        }

        Assert.Equal(whole, Finished(folder, threads));
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public void AtEveryFaultPoint(int threads)
    {
        string whole = Whole(threads);
        string folder = _folder.At("run");
        foreach (FaultPoint point in Enum.GetValues<FaultPoint>())
        {
            (int status, string errors) = TrainingHost.Run(folder, threads, point.ToString());
            Assert.True(status == Killed, $"{point}: {status} {errors}");
        }

        Assert.Equal(whole, Finished(folder, threads));
    }

    [Fact]
    public void AFullDiskIsOneSentenceAndALastGoodCheckpoint()
    {
        string whole = Whole(threads: 1);
        string folder = _folder.At("run");
        Assert.Equal(Killed, TrainingHost.Run(folder, 1, nameof(FaultPoint.AfterRename)).Status);
        long bytes = new FileInfo(Checkpoint.Latest(Path.Combine(folder, "training"))!.Path).Length;

        // Files may not grow beyond half a checkpoint; the run time's own mappings are files too, if it protects its code.
        (int status, string errors) = TrainingHost.Run(folder, 1, "never", $"trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -f {bytes / 1024}");
        Assert.True(status == 1, $"{status} {errors}");
        string line = Assert.Single(errors.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("the checkpoint '", line, StringComparison.Ordinal);
        Assert.Contains("' could not be written: ", line, StringComparison.Ordinal);
        Assert.Contains("; the last good checkpoint is '", line, StringComparison.Ordinal);
        Assert.Equal(whole, Finished(folder, threads: 1));
    }

    private string Whole(int threads) => Finished(_folder.At("whole"), threads);

    /// <summary>The bits that a run ends with.</summary>
    private static string Finished(string folder, int threads)
    {
        (int status, string errors) = TrainingHost.Run(folder, threads, "never");
        Assert.True(status == 0, errors);
        return Convert.ToHexString([.. File.ReadAllBytes(Path.Combine(folder, "full")), .. File.ReadAllBytes(Path.Combine(folder, "compact"))]);
    }
}
