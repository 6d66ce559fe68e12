using System.Diagnostics;

namespace CompactCnn.Datasets.Tests;

/// <summary>A download puts a whole and right file in its place, or nothing at all and says why.</summary>
public sealed class DownloadTests : DownloadScene
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_file_arrives_and_progress_ends_at_its_size(bool announced)
    {
        server.Answer(Name, LoopbackServer.Ok(bytes, announced ? bytes.Length : null));
        var progress = new Recorder();

        Fetch(progress);

        Assert.Equal([Name], folder.Files);
        Assert.Equal(bytes, File.ReadAllBytes(folder.At(Name)));
        Assert.Equal(new DownloadProgress(Name, bytes.Length, bytes.Length), progress.Reports[^1]);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_made()
    {
        server.Answer(Name, LoopbackServer.Ok(bytes));
        string below = folder.At("a/b");
        Download.ToFolder(new Uri(server.Address, Name), expected, below, progress: null, CancellationToken.None);
        Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(below, Name)));
    }

    [Fact]
    public void Two_processes_do_not_download_into_one_folder()
    {
        server.Answer(Name, LoopbackServer.Ok(bytes));
        using (new FileStream(folder.At(".compactcnn-lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            var fault = Assert.Throws<DownloadException>(() => Fetch());
            Assert.Equal("another process downloads into that folder; wait for its end", fault.Message);
        }

        // What a kill leaves lying locks nobody out.
        Fetch();
        Assert.Equal([Name], folder.Files);
    }

    [Fact]
    public void Of_a_download_that_fails_no_folder_is_left()
    {
        string below = folder.At("a/b");
        Assert.Throws<DownloadException>(() => Download.ToFolder(new Uri(server.Address, Name), expected, below, progress: null, CancellationToken.None));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));

        Directory.CreateDirectory(below);
        Assert.Throws<DownloadException>(() => Download.ToFolder(new Uri(server.Address, Name), expected, Path.Combine(below, "c"), progress: null, CancellationToken.None));
        Assert.Equal([below], Directory.EnumerateFileSystemEntries(folder.At("a")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(below));
    }

    [Fact]
    public void Other_content_of_the_same_length_is_refused()
    {
        // Not compressed, so that the length can be chosen freely.
        byte[] content = new byte[bytes.Length];
        server.Answer(Name, LoopbackServer.Ok(content));
        Fails($"what the server sent is refused, its content must have {expected.File.ContentSize} bytes, but has more");
    }

    [Fact]
    public void Content_of_another_checksum_is_refused()
    {
        byte[] labels = Bytes.Idx(new IdxArray([SmallSource.TestCount], new byte[SmallSource.TestCount]));
        RemoteDataFile other = expected with { Size = labels.Length };
        server.Answer(Name, LoopbackServer.Ok(labels));
        Fails($"checksum {expected.File.ContentChecksum}, but has {Bytes.Checksum(labels)}", other);
    }

    [Fact]
    public void Damaged_gzip_data_are_refused()
    {
        byte[] damaged = [.. bytes];
        damaged[^7] ^= 1;
        server.Answer(Name, LoopbackServer.Ok(damaged));
        Fails("its gzip data is damaged");
    }

    [Fact]
    public void A_gzip_bomb_of_the_right_length_is_not_unpacked()
    {
        byte[] bomb = Bytes.Gzip(new byte[32 << 20]);
        server.Answer(Name, LoopbackServer.Ok(bomb));
        var clock = Stopwatch.StartNew();
        Fails("but has more", expected with { Size = bomb.Length });
        Assert.InRange(clock.ElapsedMilliseconds, 0, 2_000);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Another_announced_length_is_refused_at_once(int difference)
    {
        server.Answer(Name, LoopbackServer.Ok([], bytes.Length + difference));
        Fails($"the file must have {bytes.Length} bytes, but the server announced {bytes.Length + difference}");
    }

    [Fact]
    public void A_longer_body_without_an_announced_length_is_refused()
    {
        server.Answer(Name, LoopbackServer.Ok([.. bytes, 0], announced: null));
        Fails($"the file must have {bytes.Length} bytes, but the server sent more");
    }

    [Fact]
    public void A_shorter_body_without_an_announced_length_is_refused()
    {
        server.Answer(Name, LoopbackServer.Ok(bytes[..^1], announced: null));
        Assert.EndsWith(
            $"the file must have {bytes.Length} bytes, but the server sent {bytes.Length - 1}",
            Assert.Throws<DownloadException>(() => Fetch()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_status_other_than_200_is_reported() => Fails("the server answered 404 (Not Found)");

    [Fact]
    public void A_server_that_says_nothing_is_given_up()
    {
        server.FallsSilent = true;
        server.Answer(Name, []);
        Fails("the server sent nothing for 1 seconds");
    }

    [Fact]
    public void A_server_that_stops_halfway_is_given_up()
    {
        server.FallsSilent = true;
        server.Answer(Name, LoopbackServer.Ok(bytes[..10], bytes.Length));
        Assert.Equal("the server sent nothing for 1 seconds", Assert.Throws<DownloadException>(() => Fetch()).Message);
        Assert.Equal([Name + ".part"], folder.Files);
    }

    [Fact]
    public void A_refused_connection_is_reported()
    {
        var nobody = new Uri("http://127.0.0.1:1/");
        var fault = Assert.Throws<DownloadException>(() => Download.ToFolder(nobody, expected, folder.Path, progress: null, CancellationToken.None));
        Assert.StartsWith("Connection refused", fault.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_reported()
    {
        server.Answer(Name, LoopbackServer.Ok(bytes));
        string file = folder.Write("file", []);
        var fault = Assert.Throws<DownloadException>(() => Download.ToFolder(new Uri(server.Address, Name), expected, file, progress: null, CancellationToken.None));
        Assert.Contains(file, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_download_leaves_what_arrived_to_be_gone_on_from()
    {
        using var cancellation = new CancellationTokenSource();
        server.Answer(Name, LoopbackServer.Ok(bytes));
        Assert.ThrowsAny<OperationCanceledException>(() => Download.ToFolder(
            new Uri(server.Address, Name), expected, folder.Path, new Recorder(_ => cancellation.Cancel()), cancellation.Token));
        Assert.Equal([Name + ".part"], folder.Files);
    }

    [Fact]
    public void A_failed_download_leaves_the_file_that_was_there()
    {
        folder.Write(Name, [1, 2, 3]);
        Assert.Throws<DownloadException>(() => Fetch());
        Assert.Equal([1, 2, 3], File.ReadAllBytes(folder.At(Name)));
    }
}
