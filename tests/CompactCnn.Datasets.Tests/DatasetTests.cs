using TorchSharp;

namespace CompactCnn.Datasets.Tests;

public sealed class DatasetTests
{
    private static readonly Normalization Normalization = new([0.5f], [0.25f]);

    [Fact]
    public void A_validation_part_and_the_rest_are_disjoint_and_cover_the_training_images()
    {
        using Dataset dataset = Numbered();
        using Dataset split = dataset.WithValidation(30, seed: 1);

        Assert.Equal((70, 30, 20), (split.Train.Count, split.Train.Validation!.Count, split.Test.Count));
        Assert.Equal(Numbers(dataset.Train), Numbers(split.Train).Concat(Numbers(split.Train.Validation)).Order());
        Assert.Equal(Numbers(dataset.Test), Numbers(split.Test));
        Assert.Equal([3, 3, 3, 3, 3, 3, 3, 3, 3, 3], ClassCounts(split.Train.Validation));
        AssertLabelsFollowTheirImages(split.Train);
        AssertLabelsFollowTheirImages(split.Train.Validation);
        Assert.Null(dataset.Train.Validation);
        Assert.Equal("numbered", split.Name);
    }

    [Fact]
    public void A_subset_keeps_every_class_in_proportion_and_leaves_the_other_parts()
    {
        using Dataset dataset = Numbered();
        using Dataset split = dataset.WithValidation(20, seed: 1);
        using Dataset subset = split.Subset(40, seed: 2);

        Assert.Equal((40, 20, 20), (subset.Train.Count, subset.Train.Validation!.Count, subset.Test.Count));
        Assert.Subset(Numbers(split.Train).ToHashSet(), Numbers(subset.Train).ToHashSet());
        Assert.Equal(Numbers(split.Train.Validation!), Numbers(subset.Train.Validation));
        Assert.Equal([4, 4, 4, 4, 4, 4, 4, 4, 4, 4], ClassCounts(subset.Train));
        AssertLabelsFollowTheirImages(subset.Train);
    }

    [Fact]
    public void The_same_seed_gives_the_same_split_and_another_seed_another()
    {
        using Dataset dataset = Numbered();
        using Dataset first = dataset.WithValidation(30, seed: 7);
        using Dataset again = dataset.WithValidation(30, seed: 7);
        using Dataset other = dataset.WithValidation(30, seed: 8);
        Assert.Equal(Numbers(first.Train), Numbers(again.Train));
        Assert.NotEqual(Numbers(first.Train), Numbers(other.Train));
    }

    [Fact]
    public void Every_part_is_normalised_alike()
    {
        using Dataset dataset = Numbered();
        using Dataset split = dataset.WithValidation(10, seed: 1);
        foreach (TrainingData part in new[] { split.Train, split.Train.Validation!, split.Test })
        {
            using torch.Tensor index = torch.zeros([1], torch.int64);
            using TrainingBatch batch = part.Batch(index, default);
            Assert.Equal((Numbers(part)[0] / 255f - 0.5f) / 0.25f, batch.Images.data<float>()[0], 1e-5f);
        }
    }

    [Fact]
    public void Parts_live_as_long_as_their_own_data_set_and_no_longer()
    {
        var tensors = new LiveTensors();
        long before = tensors.Count;
        Dataset dataset = Numbered();
        Dataset split = dataset.WithValidation(30, seed: 1);
        Dataset subset = split.Subset(40, seed: 1);
        dataset.Dispose();
        split.Dispose();
        Assert.Equal(20, Numbers(subset.Test).Length);
        Assert.Equal(30, Numbers(subset.Train.Validation!).Length);
        subset.Dispose();
        Assert.Equal(before, tensors.Count);
    }

    [Fact]
    public void Holding_out_copies_no_images()
    {
        const int count = 64;
        torch.Tensor images = torch.ones([count, 1, 1_000, 1_000], torch.ScalarType.Byte);
        using var dataset = new Dataset("large", new TrainingData(images, torch.arange(count, torch.int64).remainder(10)), Part(10, 1_000), FashionMnist.ClassNames, Normalization);
        using Dataset split = ResidentMemory.AssertBounded(count * 1_000_000 / 4, () => dataset.WithValidation(20, seed: 1));
        using Dataset subset = ResidentMemory.AssertBounded(count * 1_000_000 / 4, () => split.Subset(30, seed: 1));
        Assert.Equal((30, 20), (subset.Train.Count, subset.Train.Validation!.Count));
    }

    [Fact]
    public void Labels_can_count_by_other_names()
    {
        using var dataset = new Dataset("numbered", Part(20), Part(10), ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], Normalization);
        using Dataset turned = dataset.WithClasses(["more", "9", "8", "7", "6", "5", "4", "3", "2", "1", "0"]);
        Assert.Equal(dataset.Test.Labels.data<long>().Select(label => 10 - label), turned.Test.Labels.data<long>());
        Assert.Equal(Numbers(dataset.Train), Numbers(turned.Train));
        Assert.Contains("'9' is not among those known, '0', '1'", Assert.Throws<ArgumentException>(() => dataset.WithClasses(["0", "1", "2", "3", "4", "5", "6", "7", "8"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scope_of_the_caller_does_not_free_the_parts()
    {
        Dataset dataset;
        using (torch.NewDisposeScope())
        {
            using Dataset whole = Numbered();
            dataset = whole.WithValidation(30, seed: 1);
        }

        using (dataset)
            Assert.Equal(70, Numbers(dataset.Train).Length);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(101)]
    public void A_count_that_leaves_no_images_is_refused(int count)
    {
        using Dataset dataset = Numbered();
        Assert.Throws<ArgumentOutOfRangeException>(() => dataset.WithValidation(count, seed: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => dataset.Subset(count, seed: 1));
    }

    [Fact]
    public void A_second_validation_part_is_refused()
    {
        using Dataset dataset = Numbered();
        using Dataset split = dataset.WithValidation(10, seed: 1);
        Assert.Throws<InvalidOperationException>(() => split.WithValidation(10, seed: 1));
    }

    [Fact]
    public void Parts_that_do_not_fit_together_are_refused_and_stay_the_callers()
    {
        using TrainingData train = Part(20);
        using TrainingData test = Part(10);
        using var wide = new TrainingData(torch.zeros([10, 1, 2, 3], torch.ScalarType.Byte), torch.zeros([10], torch.int64));
        Assert.Throws<ArgumentException>(() => new Dataset("x", train, wide, FashionMnist.ClassNames, Normalization));
        Assert.Throws<ArgumentException>(() => new Dataset("x", train, test, ["only", "two"], Normalization));
        Assert.Throws<ArgumentException>(() => new Dataset("x", train, test, FashionMnist.ClassNames, new Normalization([0.5f, 0.5f], [0.5f, 0.5f])));
        Assert.Throws<ArgumentException>(() => new Dataset("", train, test, FashionMnist.ClassNames, Normalization));
        Assert.Equal(20, Numbers(train).Length);
    }

    /// <summary>100 + 20 images; the pixels of each are its number, its label the last digit.</summary>
    private static Dataset Numbered() => new("numbered", Part(100), Part(20), FashionMnist.ClassNames, Normalization);

    private static TrainingData Part(int count, int side = 2)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor numbers = torch.arange(count, dtype: torch.int64);
        torch.Tensor column = numbers.to(torch.ScalarType.Byte).view(count, 1, 1, 1);
        return new TrainingData(column.repeat(1, 1, side, side), numbers.remainder(10), Normalization.Apply);
    }

    private static byte[] Numbers(TrainingData part)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor numbers = part.Images[.., 0, 0, 0].contiguous();
        return numbers.data<byte>().ToArray();
    }

    private static IEnumerable<int> ClassCounts(TrainingData part) =>
        part.Labels.data<long>().CountBy(label => label).OrderBy(group => group.Key).Select(group => group.Value);

    private static void AssertLabelsFollowTheirImages(TrainingData part) =>
        Assert.Equal(Numbers(part).Select(number => number % 10L), part.Labels.data<long>());
}
