namespace CompactCnn.Datasets.Tests;

/// <summary>What is known of the published files is complete, and MNIST goes the way of Fashion-MNIST.</summary>
public sealed class PublishedSourcesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_file_has_an_address_a_size_and_a_checksum()
    {
        DataSource[] sources = [FashionMnist.Source, Mnist.Source, Cifar10.Source, Cifar100.Source, Svhn.Source];
        Assert.All(sources, source => Assert.EndsWith("/", source.Address.AbsoluteUri, StringComparison.Ordinal));
        Assert.All(sources.SelectMany(source => source.Downloads), download => Assert.True(download.Size > 0));
        Assert.All(sources.SelectMany(source => source.Files), file => Assert.True(file.ContentSize > 0));
        Assert.All(
            sources.SelectMany(source => source.Files).Select(file => file.ContentChecksum).Concat([.. new[] { Cifar10.Source, Cifar100.Source }.Select(source => ((RemoteArchive)source.Downloads[0]).Checksum)]),
            checksum => Assert.Matches("^[0-9a-f]{64}$", checksum));
        Assert.Equal("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz", Cifar10.Source.AddressOf(Cifar10.Source.Downloads[0]).AbsoluteUri);
        Assert.Equal(60_000 * 3_073, Cifar10.Source.Files.Sum(file => file.ContentSize));
        Assert.Equal(60_000 * 3_074, Cifar100.Source.Files.Sum(file => file.ContentSize));
    }

    [Fact]
    public void Class_names_are_as_many_as_the_labels_and_all_different()
    {
        Assert.Equal(100, Cifar100.ClassNames.Distinct().Count());
        Assert.Equal(Cifar100.ClassNames.Order(StringComparer.Ordinal), Cifar100.ClassNames);
        Assert.Equal(20, Cifar100.SuperclassNames.Distinct().Count());
        Assert.Equal(10, Cifar10.ClassNames.Distinct().Count());
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], Svhn.ClassNames);
    }

    [Fact]
    public void Mnist_is_read_from_its_four_files()
    {
        SmallSource.WriteTo(folder.Path);
        using Dataset dataset = Mnist.Load(SmallSource.At(), folder.Path, offline: true, progress: null, CancellationToken.None);
        Assert.Equal((SmallSource.TrainCount, SmallSource.TestCount), (dataset.Train.Count, dataset.Test.Count));
        Assert.Equal("7", dataset.ClassNames[7]);
        TrainingStatistics.AssertNormalise(dataset);
    }

    [Fact]
    public void Every_data_set_that_is_missing_is_told_offline_in_one_sentence()
    {
        foreach (string name in (string[])["fashion-mnist", "mnist", "cifar-10", "cifar-100", "svhn"])
        {
            string message = Assert.Throws<DatasetException>(() => DatasetCatalog.Load(name, folder.Path, offline: true)).Message;
            Assert.Matches($"^'[^']+' of {name} is not in '{folder.Path}' and was not downloaded from https?://[^ ]+: being offline was asked for; put it in '{folder.Path}'", message);
            Assert.Equal(message, Assert.Throws<DatasetException>(() => DatasetCatalog.Get(name, folder.Path, offline: true)).Message);
            Assert.Null(DatasetCatalog.Find(name, folder.Path));
        }

        Assert.Null(DatasetCatalog.Get("fashion-mnist-subset"));
        Assert.Null(DatasetCatalog.Find("fashion-mnist-subset"));
    }
}
