using System.Globalization;

namespace CompactCnn.Runtime.Tests;

/// <summary>Contracts 4 and 5 with SIGKILL: whenever a run dies, what it leaves ends with the bits of one that never died.</summary>
public sealed class KilledRunTests : IDisposable
{
    private const int Killed = 137;
    private const int Kills = 20;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int, Precision> ThreadsAndPrecisions => new()
    {
        { 1, Precision.Float32 },
        { 2, Precision.Float32 },
        { 1, Precision.BFloat16 },
        { 2, Precision.BFloat16 },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(ThreadsAndPrecisions))]
    public void AtRandomMoments(int threads, Precision precision)
    {
        string whole = Whole(threads, precision);
        // Whoever dies later than a whole run takes dies of nothing.
        int latest = TrainingHost.Milliseconds(_folder.At("whole"));
        string folder = _folder.At("run");
        var random = new Random(threads);
        int kills = 0;
        for (int processes = 0; kills < Kills; processes++)
        {
            // A chain of processes: each goes on from what the one before it left. One that outlives its moment ends the
            // run with the bits of the whole one, and the next begins another.
            Assert.InRange(processes, 0, 5 * Kills);
            string moment = random.Next(1, latest).ToString(CultureInfo.InvariantCulture);
            if (TrainingHost.Run(folder, threads, moment, precision).Status == Killed)
            {
                kills++;
            }
            else
            {
                Assert.Equal(whole, Finished(folder, threads, precision));
                Directory.Delete(folder, recursive: true);
            }
        }

        Assert.Equal(whole, Finished(folder, threads, precision));
    }

    [Theory]
    [MemberData(nameof(ThreadsAndPrecisions))]
    public void AtEveryFaultPoint(int threads, Precision precision)
    {
        string whole = Whole(threads, precision);
        string folder = _folder.At("run");
        foreach (FaultPoint point in Enum.GetValues<FaultPoint>())
        {
            (int status, string errors) = TrainingHost.Run(folder, threads, point.ToString(), precision);
            Assert.True(status == Killed, $"{point}: {status} {errors}");
        }

        Assert.Equal(whole, Finished(folder, threads, precision));
    }

    /// <summary>A file system of its own, which has room for a checkpoint and a half.</summary>
    [MountFact]
    public void AFullFileSystemIsOneSentenceAndALastGoodCheckpoint()
    {
        string whole = Whole(threads: 1);
        string folder = _folder.At("run");
        string disk = Directory.CreateDirectory(_folder.At("disk")).FullName;
        string left = _folder.At("left");
        Assert.Equal(Killed, TrainingHost.Run(folder, 1, nameof(FaultPoint.AfterRename)).Status);
        long[] sizes = [.. Directory.GetFiles(Path.Combine(folder, "checkpoints", "teacher")).Select(path => new FileInfo(path).Length)];
        long size = sizes.Sum() + (sizes[0] / 2);

        // What lies in it is gone with the process, unless it is copied.
        string shell = $"mount -t tmpfs -o size={size} none '{disk}' && cp -r '{folder}/.' '{disk}'; \"$@\"; status=$?; cp -r '{disk}' '{left}'; exit $status";
        (int status, string errors) = TrainingHost.Run(disk, 1, "never", shell: shell, under: MountFactAttribute.Alone);
        Assert.True(status == 1, $"{status} {errors}");
        string line = Assert.Single(errors.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("the checkpoint '", line, StringComparison.Ordinal);
        Assert.Contains("' could not be written: No space left on device", line, StringComparison.Ordinal);
        Assert.Contains("; the last good checkpoint is '", line, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(left, "checkpoints", "teacher"), "*.tmp"));
        Assert.Equal(whole, Finished(left, threads: 1));
    }

    [Fact]
    public void AFileSizeLimitIsOneSentenceAndALastGoodCheckpoint()
    {
        string whole = Whole(threads: 1);
        string folder = _folder.At("run");
        Assert.Equal(Killed, TrainingHost.Run(folder, 1, nameof(FaultPoint.AfterRename)).Status);
        long bytes = new FileInfo(Checkpoint.Latest(Path.Combine(folder, "checkpoints", "teacher"))!.Path).Length;

        // Files may not grow beyond half a checkpoint; the run time's own mappings are files too, if it protects its code.
        (int status, string errors) = TrainingHost.Run(folder, 1, "never", shell: $"trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -f {bytes / 1024}");
        Assert.True(status == 1, $"{status} {errors}");
        string line = Assert.Single(errors.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("the checkpoint '", line, StringComparison.Ordinal);
        Assert.Contains("' could not be written: ", line, StringComparison.Ordinal);
        Assert.Contains("; the last good checkpoint is '", line, StringComparison.Ordinal);
        Assert.Equal(whole, Finished(folder, threads: 1));
    }

    private string Whole(int threads, Precision precision = Precision.Float32) => Finished(_folder.At("whole"), threads, precision);

    /// <summary>The bits that a run ends with.</summary>
    private static string Finished(string folder, int threads, Precision precision = Precision.Float32)
    {
        (int status, string errors) = TrainingHost.Run(folder, threads, "never", precision);
        Assert.True(status == 0, errors);
        return Convert.ToHexString([.. File.ReadAllBytes(Path.Combine(folder, "full")), .. File.ReadAllBytes(Path.Combine(folder, "compact"))]);
    }
}
