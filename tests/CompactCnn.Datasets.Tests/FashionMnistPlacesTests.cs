namespace CompactCnn.Datasets.Tests;

/// <summary>Where the files are looked for, what is downloaded, and what is said when they cannot be had.</summary>
public sealed class FashionMnistPlacesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly LoopbackServer server = new();
    private readonly EnvironmentChange environment;
    private readonly string data;
    private readonly string cache;

    public FashionMnistPlacesTests()
    {
        data = folder.At("data");
        cache = folder.At("cache");
        environment = new EnvironmentChange((DataFolder.Variable, data), ("XDG_CACHE_HOME", cache));
        foreach ((string name, byte[] bytes) in SmallSource.Files)
            server.Answer(name, LoopbackServer.Ok(bytes));
    }

    public void Dispose()
    {
        environment.Dispose();
        server.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void The_usual_places_are_the_variable_the_cache_and_the_package() =>
        Assert.Equal(
            [Path.Combine(data, "fashion-mnist"), CachePlace("fashion-mnist"), "/usr/share/datasets/fashion-mnist"],
            DataFolder.UsualPlaces(FashionMnist.Source));

    [Fact]
    public void Without_the_variable_the_cache_comes_first()
    {
        using var change = new EnvironmentChange((DataFolder.Variable, null));
        Assert.Equal(CachePlace("fashion-mnist"), DataFolder.UsualPlaces(FashionMnist.Source)[0]);
    }

    [Fact]
    public void A_folder_with_all_files_needs_no_download()
    {
        SmallSource.WriteTo(data);
        Loads(SmallSource.At(), data, offline: true);
    }

    [Fact]
    public void Plain_files_are_as_good_as_gzipped_ones()
    {
        foreach ((string name, byte[] bytes) in SmallSource.Files)
            folder.Write(Path.GetFileNameWithoutExtension(name), Bytes.Gunzip(bytes));

        Loads(SmallSource.At(), folder.Path, offline: true);
    }

    [Fact]
    public void Missing_files_are_downloaded_to_the_folder_given_and_only_those()
    {
        SmallSource.WriteTo(data);
        File.Delete(Path.Combine(data, "train-labels-idx1-ubyte.gz"));
        Loads(SmallSource.At(server.Address), data);
        Assert.Equal(["train-labels-idx1-ubyte.gz"], server.Requests);
    }

    [Fact]
    public void A_folder_given_is_the_only_one_looked_at()
    {
        SmallSource.WriteTo(Path.Combine(data, "small-mnist"));
        string message = Refuses(SmallSource.At(), folder.At("given"), offline: true);
        Assert.DoesNotContain(data, message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_complete_place_is_taken()
    {
        SmallSource.WriteTo(CachePlace("small-mnist"));
        Loads(SmallSource.At(), given: null, offline: true);
        Assert.False(Directory.Exists(data));
    }

    [Fact]
    public void Without_any_complete_place_the_first_one_is_filled()
    {
        Loads(SmallSource.At(server.Address), given: null);
        Assert.Equal(SmallSource.Files.Keys.Order(), Directory.GetFiles(Path.Combine(data, "small-mnist")).Select(file => Path.GetFileName(file)!).Order());

        // And the next time nothing is asked of the server.
        Loads(SmallSource.At(), given: null, offline: true);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public void Being_offline_is_said_with_every_place_and_every_mend()
    {
        DataSource source = SmallSource.At() with { DebianFolder = folder.At("debian") };
        string first = Path.Combine(data, "small-mnist");
        Assert.Equal(
            $"'train-images-idx3-ubyte.gz' of small-mnist is not in '{first}', '{CachePlace("small-mnist")}' or '{folder.At("debian")}' and was not downloaded from http://127.0.0.1:1/data/train-images-idx3-ubyte.gz: being offline was asked for; put it in '{first}', or install the Debian package dataset-small-mnist",
            Refuses(source, given: null, offline: true));
    }

    [Fact]
    public void A_server_out_of_reach_is_said_with_every_mend()
    {
        string given = folder.At("given");
        string message = Refuses(SmallSource.At(), given);
        Assert.StartsWith($"'train-images-idx3-ubyte.gz' of small-mnist is not in '{given}' and was not downloaded from http://127.0.0.1:1/data/train-images-idx3-ubyte.gz: Connection refused", message, StringComparison.Ordinal);
        Assert.EndsWith($"; put it in '{given}', or leave the folder out and install the Debian package dataset-small-mnist", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_checksum_is_refused_by_name()
    {
        SmallSource.WriteTo(data);
        byte[] other = Bytes.Idx(Bytes.Images(SmallSource.TrainCount, 28, seed: 3));
        string path = Path.Combine(data, "train-images-idx3-ubyte.gz");
        File.WriteAllBytes(path, other);
        Assert.Equal(
            $"'{path}' is refused: its content must have the SHA-256 checksum {SmallSource.Describe("train-images-idx3-ubyte.gz").File.ContentChecksum}, but has {Bytes.Checksum(other)}; put the file from http://127.0.0.1:1/data/train-images-idx3-ubyte.gz in its place, or delete it to have it downloaded",
            Refuses(SmallSource.At(), data));
    }

    private static void Loads(DataSource source, string? given, bool offline = false)
    {
        using Dataset dataset = FashionMnist.Load(source, given, offline, progress: null, CancellationToken.None);
        Assert.Equal((SmallSource.TrainCount, SmallSource.TestCount), (dataset.Train.Count, dataset.Test.Count));
        Assert.Equal("small-mnist", dataset.Name);
    }

    private static string Refuses(DataSource source, string? given, bool offline = false) =>
        Assert.Throws<DatasetException>(() => FashionMnist.Load(source, given, offline, progress: null, CancellationToken.None)).Message;

    /// <summary>The place in the cache; the variable is Linux's own.</summary>
    private string CachePlace(string name) => Path.Combine(
        OperatingSystem.IsLinux() ? cache : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "compactcnn", name);
}
