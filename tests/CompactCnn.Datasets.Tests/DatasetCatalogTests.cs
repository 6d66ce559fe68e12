namespace CompactCnn.Datasets.Tests;

public sealed class DatasetCatalogTests
{
    [Fact]
    public void The_names_are_known() =>
        Assert.Equal(["fashion-mnist", "fashion-mnist-subset", "mnist", "cifar-10", "cifar-100", "svhn", "image-folder", "image-list", "tensors"], DatasetCatalog.Entries.Select(entry => entry.Name));

    [Theory]
    [InlineData("fashion-mnist-subset")]
    [InlineData("Fashion-MNIST-Subset")]
    public void The_built_in_set_is_loaded_by_name(string name)
    {
        using Dataset dataset = DatasetCatalog.Load(name, offline: true);
        Assert.Equal((6_000, 5_000), (dataset.Train.Count, dataset.Test.Count));
    }

    [FashionMnistFact]
    public void The_whole_set_is_loaded_by_name()
    {
        using Dataset dataset = DatasetCatalog.Load("fashion-mnist", FashionMnistFactAttribute.Folder, offline: true);
        Assert.Equal((60_000, 10_000), (dataset.Train.Count, dataset.Test.Count));
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones()
    {
        var fault = Assert.Throws<DatasetException>(() => DatasetCatalog.Load("cifar"));
        Assert.Equal("there is no data set 'cifar'; give 'fashion-mnist', 'fashion-mnist-subset', 'mnist', 'cifar-10', 'cifar-100', 'svhn', 'image-folder', 'image-list' or 'tensors'", fault.Message);
    }

    [Fact]
    public void A_folder_for_the_built_in_set_is_refused()
    {
        var fault = Assert.Throws<DatasetException>(() => DatasetCatalog.Load("fashion-mnist-subset", "/some/folder"));
        Assert.Contains("'/some/folder'", fault.Message, StringComparison.Ordinal);
    }
}
