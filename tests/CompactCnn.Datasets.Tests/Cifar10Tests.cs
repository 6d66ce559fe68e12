using System.Security.Cryptography;
using TorchSharp;

namespace CompactCnn.Datasets.Tests;

/// <summary>The published files.</summary>
public sealed class Cifar10Tests(Cifar10Tests.Loaded loaded) : IClassFixture<Cifar10Tests.Loaded>
{
    [Cifar10Fact]
    public void The_set_has_the_published_counts()
    {
        Dataset dataset = loaded.Dataset;
        Assert.Equal("cifar-10", dataset.Name);
        Assert.Equal((50_000, 10_000), (dataset.Train.Count, dataset.Test.Count));
        Assert.Equal(new FeatureShape(3, 32, 32), dataset.ImageShape);
        Assert.Equal(Enumerable.Repeat(5_000, 10), dataset.TrainCounts);
        Assert.Equal(Enumerable.Repeat(1_000, 10), dataset.TestCounts);
    }

    [Cifar10Fact]
    public void The_first_images_are_a_frog_two_trucks_and_a_deer() => Assert.Equal(
        ["frog", "truck", "truck", "deer"],
        loaded.Dataset.Train.Labels.data<long>().Take(4).Select(label => loaded.Dataset.ClassNames[(int)label]));

    [Cifar10Fact]
    public void The_class_names_are_those_that_lie_beside_the_images() =>
        Assert.Equal(File.ReadLines(Path.Combine(SharedData.Cifar10, "batches.meta.txt")).Where(line => line.Length > 0), Cifar10.ClassNames);

    [Cifar10Fact]
    public void The_files_have_the_published_checksums()
    {
        string[] found = [.. new[] { "data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin", "test_batch.bin" }.Select(Md5)];
        Assert.Equal(
            [
                "5dd7e06a14cb22eb9f671a540d1b7c25", "5ea93a67294ea407fff1d09f752e9692", "942cd6a4bcdd0dd3c604fbe906cb4421",
                "ae636b3ba5c66a11e91e8cb52e771fcb", "53f37980c15c3d472c316c40844f3f0d", "803d5f7f4d78ea53de84dbe85f74fb6d",
            ],
            found);
    }

    [Cifar10Fact]
    public void Images_are_taken_from_the_files_in_order()
    {
        byte[] last = File.ReadAllBytes(Path.Combine(SharedData.Cifar10, "data_batch_5.bin"))[^CifarRecords.ImageSize..];
        using torch.Tensor image = loaded.Dataset.Train.Images[49_999];
        Assert.Equal(last, image.contiguous().data<byte>());
    }

    [Cifar10Fact]
    public void The_mean_and_deviation_are_those_of_the_training_images()
    {
        // Those that are commonly given.
        float[] mean = [0.49139968f, 0.48215841f, 0.44653091f];
        float[] deviation = [0.24703223f, 0.24348513f, 0.26158784f];
        Assert.All(mean.Zip(loaded.Dataset.Mean), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        Assert.All(deviation.Zip(loaded.Dataset.Deviation), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Cifar10Fact]
    public void The_folder_above_and_the_variable_lead_to_it_too()
    {
        string above = Path.GetDirectoryName(SharedData.Cifar10)!;
        Assert.Equal(above, DatasetCatalog.Find("cifar-10", above));
        using var change = new EnvironmentChange((DataFolder.Variable, above));
        Assert.Equal(SharedData.Cifar10, DatasetCatalog.Find("cifar-10"));
        Assert.Equal(SharedData.Cifar10, DatasetCatalog.Get("cifar-10", offline: true));
    }

    private static string Md5(string name)
    {
        using FileStream stored = File.OpenRead(Path.Combine(SharedData.Cifar10, name));
#pragma warning disable CA5351 // A checksum that others have published, not a defence.
        return Convert.ToHexStringLower(MD5.HashData(stored));
#pragma warning restore CA5351
    }

    /// <summary>The data set, loaded when first asked for.</summary>
    public sealed class Loaded : IDisposable
    {
        private readonly Lazy<Dataset> dataset = new(() => DatasetCatalog.Load("cifar-10", SharedData.Cifar10, offline: true));

        public Dataset Dataset => dataset.Value;

        public void Dispose()
        {
            if (dataset.IsValueCreated)
                Dataset.Dispose();
        }
    }
}
