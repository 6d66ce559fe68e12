using TorchSharp;

namespace CompactCnn.Datasets.Tests;

/// <summary>How a data set that is published as an archive is found, downloaded and unpacked.</summary>
public sealed class ArchivePlacesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly LoopbackServer server = new();
    private readonly string data;
    private readonly EnvironmentChange environment;

    public ArchivePlacesTests()
    {
        data = folder.At("data");
        environment = new EnvironmentChange((DataFolder.Variable, data), ("XDG_CACHE_HOME", folder.At("cache")));
        server.Answer(SmallArchive.Name, LoopbackServer.Resuming(SmallArchive.Published));
    }

    public void Dispose()
    {
        environment.Dispose();
        server.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void It_is_downloaded_unpacked_and_deleted()
    {
        Loads(SmallArchive.At(server.Address), given: null);
        string place = Path.Combine(data, "small-cifar");
        Assert.Equal(["batch_1.bin", "batch_2.bin", "test.bin"], NamesIn(Path.Combine(place, SmallArchive.Folder)));
        Assert.Empty(NamesIn(place));

        // And the next time nothing is asked of the server.
        Loads(SmallArchive.At(), given: null, offline: true);
        Assert.Single(server.Requests);
    }

    [Fact]
    public void An_archive_that_lies_in_the_folder_is_unpacked_without_a_network_and_stays()
    {
        folder.Write(SmallArchive.Name, SmallArchive.Published);
        Loads(SmallArchive.At(), folder.Path, offline: true);
        Assert.Equal([SmallArchive.Name], folder.Files);
    }

    [Fact]
    public void Unpacked_files_are_found_in_the_folder_itself_and_in_the_one_the_archive_names()
    {
        Write(folder.At("a"));
        Loads(SmallArchive.At(), folder.At("a"), offline: true);

        Write(folder.At($"b/{SmallArchive.Folder}"));
        Loads(SmallArchive.At(), folder.At("b"), offline: true);

        Write(Path.Combine(data, SmallArchive.Folder));
        Loads(SmallArchive.At(), given: null, offline: true);
    }

    [Fact]
    public void Gzipped_files_are_as_good()
    {
        foreach ((string name, byte[] bytes) in SmallArchive.Files)
            folder.Write($"{name}.gz", Bytes.Gzip(bytes));

        Loads(SmallArchive.At(), folder.Path, offline: true);
    }

    [Fact]
    public void Where_one_file_is_missing_the_archive_is_unpacked_again()
    {
        Loads(SmallArchive.At(server.Address), folder.Path);
        File.Delete(folder.At($"{SmallArchive.Folder}/test.bin"));
        Loads(SmallArchive.At(server.Address), folder.Path);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public void Being_offline_is_said_with_the_archive_its_address_and_the_folder() => Assert.Equal(
        $"'small-cifar.tar.gz' of small-cifar is not in '{folder.Path}' and was not downloaded from http://127.0.0.1:1/data/small-cifar.tar.gz: being offline was asked for; put it in '{folder.Path}'",
        Refuses(SmallArchive.At(), folder.Path, offline: true));

    [Fact]
    public void Another_archive_from_the_server_is_refused_and_not_kept()
    {
        string other = new('0', 64);
        Assert.Contains(
            $"what the server sent is refused, it must have the SHA-256 checksum {other}, but has {Bytes.Checksum(SmallArchive.Published)};",
            Refuses(SmallArchive.At(server.Address, other), folder.Path),
            StringComparison.Ordinal);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void Another_archive_in_the_folder_is_refused_by_name_and_not_unpacked()
    {
        string path = folder.Write(SmallArchive.Name, [.. SmallArchive.Published[..^1], 7]);
        string message = Refuses(SmallArchive.At(), folder.Path);
        Assert.StartsWith($"'{path}' is refused: it must have the SHA-256 checksum", message, StringComparison.Ordinal);
        Assert.EndsWith("; put the file from http://127.0.0.1:1/data/small-cifar.tar.gz in its place, or delete it to have it downloaded", message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(folder.Path));
    }

    [Fact]
    public void An_archive_cut_short_is_told_by_its_size()
    {
        folder.Write(SmallArchive.Name, SmallArchive.Published[..^5]);
        Assert.Contains($"it must have {SmallArchive.Published.Length} bytes, but has {SmallArchive.Published.Length - 5};", Refuses(SmallArchive.At(), folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_told()
    {
        folder.Write(SmallArchive.Name, SmallArchive.Published);
        folder.Write(SmallArchive.Folder, [1]);
        string message = Refuses(SmallArchive.At(), folder.Path);
        Assert.StartsWith($"'{folder.At($"{SmallArchive.Folder}/test.bin")}' cannot be unpacked: ", message, StringComparison.Ordinal);
        Assert.EndsWith("; make room for it, or give another folder", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unpacking_that_is_cancelled_leaves_nothing_half_written()
    {
        folder.Write(SmallArchive.Name, SmallArchive.Published);
        Assert.ThrowsAny<OperationCanceledException>(() =>
            DataFolder.Provide(SmallArchive.At(), folder.Path, offline: true, progress: null, new CancellationToken(canceled: true)));
        Assert.Empty(Directory.GetFiles(folder.At(SmallArchive.Folder)));
    }

    [Fact]
    public void A_file_of_another_checksum_is_refused_by_name()
    {
        Write(folder.Path);
        byte[] other = CifarBytes.Records(10, SmallArchive.Classes, seed: 9);
        string path = folder.Write("test.bin", other);
        string message = Refuses(SmallArchive.At(), folder.Path);
        Assert.StartsWith($"'{path}' is refused: its content must have the SHA-256 checksum", message, StringComparison.Ordinal);
        Assert.EndsWith("; put the one in http://127.0.0.1:1/data/small-cifar.tar.gz in its place, or delete it to have that downloaded", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_read_in_order_with_the_label_asked_for()
    {
        Write(folder.Path);
        using Dataset fine = Load(SmallArchive.At(), folder.Path, offline: true, Cifar100Labels.Fine);
        using Dataset coarse = Load(SmallArchive.At(), folder.Path, offline: true, Cifar100Labels.Coarse);
        TrainingStatistics.AssertNormalise(fine);
        TrainingStatistics.AssertNormalise(coarse);
        long[] numbers = [.. Enumerable.Range(0, 30), .. Enumerable.Range(0, 20)];
        Assert.Equal(numbers, fine.Train.Labels.data<long>());
        Assert.Equal(numbers.Select(number => number % 20), coarse.Train.Labels.data<long>());
        Assert.Equal((100, 20), (fine.ClassNames.Count, coarse.ClassNames.Count));
        Assert.Equal("beaver", fine.ClassNames[(int)fine.Train.Labels[4].item<long>()]);
        Assert.Equal("aquatic mammals", coarse.ClassNames[0]);

        byte[] pixels = [.. SmallArchive.Files["batch_1.bin"].Concat(SmallArchive.Files["batch_2.bin"]).Chunk(2 + CifarRecords.ImageSize).SelectMany(record => record.Skip(2))];
        Assert.Equal(pixels, fine.Train.Images.data<byte>());
    }

    [Fact]
    public void A_refused_set_leaves_no_tensor()
    {
        Write(folder.Path);
        folder.Write("test.bin", [1]);
        long before = LiveTensors.OfTheProcess();
        Refuses(SmallArchive.At(), folder.Path);
        Assert.Equal(before, torch.Tensor.TotalCount);
    }

    private static void Write(string place)
    {
        Directory.CreateDirectory(place);
        foreach ((string name, byte[] bytes) in SmallArchive.Files)
            File.WriteAllBytes(Path.Combine(place, name), bytes);
    }

    private static string[] NamesIn(string place) => [.. Directory.GetFiles(place).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static void Loads(DataSource source, string? given, bool offline = false)
    {
        using Dataset dataset = Load(source, given, offline, Cifar100Labels.Fine);
        Assert.Equal((50, 10), (dataset.Train.Count, dataset.Test.Count));
    }

    private static string Refuses(DataSource source, string? given, bool offline = false) =>
        Assert.Throws<DatasetException>(() => Load(source, given, offline, Cifar100Labels.Fine)).Message;

    private static Dataset Load(DataSource source, string? given, bool offline, Cifar100Labels labels) =>
        Cifar100.Load(source, labels, given, offline, progress: null, CancellationToken.None);
}
