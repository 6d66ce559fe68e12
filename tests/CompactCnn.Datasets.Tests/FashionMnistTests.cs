using TorchSharp;

namespace CompactCnn.Datasets.Tests;

/// <summary>The published files, and the part of them that is built in.</summary>
public sealed class FashionMnistTests
{
    [FashionMnistFact]
    public void The_whole_set_has_the_published_counts()
    {
        using Dataset dataset = Whole();
        Assert.Equal("fashion-mnist", dataset.Name);
        Assert.Equal((60_000, 10_000), (dataset.Train.Count, dataset.Test.Count));
        Assert.Equal(new FeatureShape(1, 28, 28), dataset.ImageShape);
        Assert.Equal(Enumerable.Repeat(6_000, 10), ClassCounts(dataset.Train));
        Assert.Equal(Enumerable.Repeat(1_000, 10), ClassCounts(dataset.Test));
    }

    [FashionMnistFact]
    public void The_mean_and_deviation_are_those_of_the_training_images()
    {
        using Dataset whole = Whole();
        IdxArray images = IdxFile.ReadImages(Path.Combine(FashionMnistFactAttribute.Folder!, "train-images-idx3-ubyte.gz"));
        long sum = 0;
        long squares = 0;
        foreach (byte pixel in images.Values.Span)
        {
            sum += pixel;
            squares += pixel * pixel;
        }

        double count = images.Values.Length;
        double mean = sum / count;
        double deviation = Math.Sqrt(squares / count - mean * mean);
        Assert.Equal(mean / 255, whole.Mean[0], 1e-7);
        Assert.Equal(deviation / 255, whole.Deviation[0], 1e-7);
    }

    [FashionMnistFact]
    public void The_built_in_part_is_the_first_of_each_class_in_file_order()
    {
        using Dataset whole = Whole();
        using Dataset part = FashionMnistSubset.Load();
        AssertFirstOfEachClass(whole.Train, part.Train, perClass: 600);
        AssertFirstOfEachClass(whole.Test, part.Test, perClass: 500);
    }

    [Fact]
    public void The_built_in_part_needs_no_files_and_has_every_class_alike()
    {
        using Dataset dataset = FashionMnistSubset.Load();
        Assert.Equal("fashion-mnist-subset", dataset.Name);
        Assert.Equal(new FeatureShape(1, 28, 28), dataset.ImageShape);
        Assert.Equal(Enumerable.Repeat(600, 10), ClassCounts(dataset.Train));
        Assert.Equal(Enumerable.Repeat(500, 10), ClassCounts(dataset.Test));
        Assert.Equal(FashionMnist.ClassNames, dataset.ClassNames);
        TrainingStatistics.AssertNormalise(dataset);
    }

    [Fact]
    public void A_disposed_set_leaves_no_tensor()
    {
        var tensors = new LiveTensors();
        long before = tensors.Count;
        FashionMnistSubset.Load().Dispose();
        Assert.Equal(before, tensors.Count);
    }

    [Fact]
    public void The_licence_travels_with_the_images()
    {
        using Stream licence = typeof(FashionMnist).Assembly.GetManifestResourceStream("fashion-mnist-subset/LICENSE")!;
        using var reader = new StreamReader(licence);
        Assert.Contains("Copyright (c) 2017 Zalando SE", reader.ReadToEnd(), StringComparison.Ordinal);
    }

    private static Dataset Whole() => FashionMnist.Load(FashionMnistFactAttribute.Folder, offline: true);

    private static IEnumerable<int> ClassCounts(TrainingData part) =>
        part.Labels.data<long>().CountBy(label => label).OrderBy(group => group.Key).Select(group => group.Value);

    private static void AssertFirstOfEachClass(TrainingData whole, TrainingData part, int perClass)
    {
        int[] seen = new int[10];
        long[] first = [.. whole.Labels.data<long>().Index().Where(image => seen[image.Item]++ < perClass).Select(image => (long)image.Index)];
        using torch.Tensor index = torch.tensor(first);
        using torch.Tensor images = whole.Images.index_select(0, index);
        using torch.Tensor labels = whole.Labels.index_select(0, index);
        Assert.True(images.Equals(part.Images));
        Assert.True(labels.Equals(part.Labels));
    }
}
