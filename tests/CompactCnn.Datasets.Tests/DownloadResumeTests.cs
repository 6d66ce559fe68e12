namespace CompactCnn.Datasets.Tests;

/// <summary>What has arrived is gone on from, and addresses that lead elsewhere are followed.</summary>
public sealed class DownloadResumeTests : DownloadScene
{
    [Fact]
    public void A_connection_that_is_cut_again_and_again_is_gone_on_from()
    {
        int piece = bytes.Length / 4 + 1;
        server.Answer(Name, LoopbackServer.Resuming(bytes, piece));
        Fetch();
        Assert.Equal([Name], folder.Files);
        Assert.Equal(bytes, File.ReadAllBytes(folder.At(Name)));
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public void What_arrived_before_a_failure_is_kept_for_the_next_time()
    {
        // This server knows nothing of ranges: a second attempt brings no more than the first, and is the last.
        server.Answer(Name, LoopbackServer.Ok(bytes[..10], bytes.Length));
        Assert.Contains("ended prematurely", Assert.Throws<DownloadException>(() => Fetch()).Message, StringComparison.Ordinal);
        Assert.Equal([Name + ".part"], folder.Files);

        server.Answer(Name, LoopbackServer.Resuming(bytes));
        var progress = new Recorder();
        Fetch(progress);
        Assert.Equal(bytes, File.ReadAllBytes(folder.At(Name)));
        Assert.Equal([Name], folder.Files);
        Assert.All(progress.Reports, report => Assert.InRange(report.Received, 11, bytes.Length));
    }

    [Fact]
    public void A_server_that_sends_everything_again_is_believed()
    {
        folder.Write(Name + ".part", [9, 9, 9]);
        server.Answer(Name, LoopbackServer.Ok(bytes));
        Fetch();
        Assert.Equal(bytes, File.ReadAllBytes(folder.At(Name)));
    }

    [Fact]
    public void A_part_that_was_wrong_is_deleted_and_the_next_time_starts_over()
    {
        folder.Write(Name + ".part", new byte[bytes.Length / 2]);
        server.Answer(Name, LoopbackServer.Resuming(bytes));
        Fails("what the server sent is refused");
        Fetch();
        Assert.Equal(bytes, File.ReadAllBytes(folder.At(Name)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_part_as_long_as_the_file_or_longer_is_no_obstacle(int more)
    {
        folder.Write(Name + ".part", [.. bytes, .. new byte[more]]);
        server.Answer(Name, LoopbackServer.Resuming(bytes));
        Fetch();
        Assert.Equal(bytes, File.ReadAllBytes(folder.At(Name)));
        Assert.Equal(more, server.Requests.Count);
    }

    [Fact]
    public void Another_range_than_the_one_asked_for_is_refused()
    {
        folder.Write(Name + ".part", bytes[..10]);
        server.Answer(Name, LoopbackServer.Status("206 Partial Content", "Content-Range: bytes 3-9/10"));
        Assert.Contains("the server answered 206", Assert.Throws<DownloadException>(() => Fetch()).Message, StringComparison.Ordinal);
        Assert.Equal(bytes[..10], File.ReadAllBytes(folder.At(Name + ".part")));
    }

    [Fact]
    public void A_file_that_another_process_is_downloading_is_left_to_it()
    {
        server.Answer(Name, LoopbackServer.Ok(bytes));
        using var other = new FileStream(folder.At(Name + ".part"), FileMode.Create, FileAccess.Write, FileShare.None);
        Assert.Contains("another process", Assert.Throws<DownloadException>(() => Fetch()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_redirection_is_followed()
    {
        server.Answer(Name, LoopbackServer.Status("302 Found", $"Location: {server.Address}elsewhere"));
        server.Answer("elsewhere", LoopbackServer.Ok(bytes));
        Fetch();
        Assert.Equal([Name, "elsewhere"], server.Requests);
        Assert.Equal(bytes, File.ReadAllBytes(folder.At(Name)));
    }

    [Fact]
    public void A_redirection_without_end_is_reported()
    {
        server.Answer(Name, LoopbackServer.Status("302 Found", $"Location: {server.Address}{Name}"));
        Fails("the server answered 302 (Found)");
    }
}
