using TorchSharp;

namespace CompactCnn.Datasets.Tests;

/// <summary>Every varied image is one that the definition allows, all of them occur, and the context alone decides which.</summary>
public sealed class AugmentationTests
{
    private const int Count = 400;
    private const int Height = 6;
    private const int Width = 5;

    /// <summary>Pixels come out as they went in, so that images can be compared exactly; black is -1, the mean colour 0.</summary>
    private static readonly Normalization Shifted = new([1 / 255f, 1 / 255f], [1 / 255f, 1 / 255f]);

    private static readonly BatchContext Context = new(Seed: 5, Epoch: 2, Batch: 3, Training: true);

    [Theory]
    [InlineData(0, false)]
    [InlineData(2, false)]
    [InlineData(0, true)]
    [InlineData(2, true)]
    [InlineData(9, true)]
    public void Every_image_is_shifted_and_mirrored_as_asked_and_all_ways_occur(int padding, bool flip)
    {
        using torch.Tensor images = Images();
        float[] results = Apply(new Augmentation { CropPadding = padding, Flip = flip }, images);
        byte[] originals = images.data<byte>().ToArray();
        List<(int Down, int Right, bool Mirrored)> ways = [];
        for (int image = 0; image < Count; image++)
            ways.Add(WayOf(Part(originals, image), Part(results, image), padding, flip));

        // Of an image that is shifted out of sight, the shift cannot be told.
        if (padding < Width)
        {
            Assert.Equal(2 * padding + 1, ways.Select(way => way.Down).Distinct().Count());
            Assert.Equal(2 * padding + 1, ways.Select(way => way.Right).Distinct().Count());
        }

        Assert.InRange(ways.Count(way => way.Mirrored), flip && padding < Width ? Count * 2 / 5 : 0, flip ? Count * 3 / 5 : 0);
    }

    [Fact]
    public void A_square_is_covered_with_the_mean_colour_and_may_reach_over_the_edge()
    {
        using torch.Tensor images = Images(least: 100);
        float[] results = Apply(new Augmentation { CutoutSize = 3 }, images);
        byte[] originals = images.data<byte>().ToArray();
        HashSet<(int Top, int Left, int Height, int Width)> squares = [];
        for (int image = 0; image < Count; image++)
            squares.Add(SquareOf(Part(originals, image), Part(results, image)));

        // One for each centre, clipped where it reaches over the edge.
        Assert.Equal(Height * Width, squares.Count);
        Assert.Contains((0, 0, 2, 2), squares);
        Assert.Contains((1, 1, 3, 3), squares);
        Assert.Contains((Height - 2, Width - 2, 2, 2), squares);
    }

    [Fact]
    public void Covering_leaves_shifts_and_mirrors_as_they_were()
    {
        using torch.Tensor images = Images();
        float[] moved = Apply(Augmentation.Standard, images);
        float[] covered = Apply(Augmentation.Standard with { CutoutSize = 2 }, images);
        Assert.All(moved.Zip(covered), pair => Assert.True(pair.Second == 0 || pair.First == pair.Second));
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(5, 7, 2)]
    [InlineData(8, 16, 4)]
    [InlineData(32, 37, 4)]
    [InlineData(3, 40, 50)]
    public void In_the_host_s_memory_images_become_what_they_become_on_a_device(int height, int width, int padding)
    {
        var random = new Random(11);
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor images = torch.randint(0, 256, [40, 3, height, width], torch.ScalarType.Byte);
        Placement[] placements = [.. Enumerable.Range(0, 40).Select(_ => new Placement(random.Next(2 * padding + 1), random.Next(2 * padding + 1), random.Next(2) == 1))];
        var normalization = new Normalization([0.1f, 0.5f, 0.47f], [0.2f, 0.3f, 0.245f]);
        foreach (torch.Tensor form in new[] { images, images.transpose(0, 1).contiguous().transpose(0, 1) })
        {
            torch.Tensor expected = normalization.Apply(DevicePlacement.Apply(form, placements, padding), Context);
            Assert.Equal(expected.bytes, HostPlacement.Apply(form, placements, padding, normalization).bytes);
        }
    }

    [Fact]
    public void Only_seed_epoch_and_batch_decide()
    {
        Augmentation all = Augmentation.Standard with { CutoutSize = 2 };
        using torch.Tensor images = Images();
        float[] first = Apply(all, images);
        torch.manual_seed(99);
        Assert.Equal(first, Apply(all, images));
        Assert.NotEqual(first, Apply(all, images, Context with { Seed = 6 }));
        Assert.NotEqual(first, Apply(all, images, Context with { Epoch = 3 }));
        Assert.NotEqual(first, Apply(all, images, Context with { Batch = 4 }));
        Assert.NotEqual(Apply(all, images, Context with { Epoch = 4, Batch = 3 }), Apply(all, images, Context with { Epoch = 3, Batch = 4 }));
    }

    [Fact]
    public void The_numbers_drawn_are_the_same_in_every_version()
    {
        // A run that was stopped may be resumed by a later version. The numbers were worked out by another program.
        var random = new BatchRandom(Context, purpose: 1);
        Assert.Equal([5, 0, 7, 8, 4, 2, 1, 6], Enumerable.Range(0, 8).Select(_ => random.Next(9)));
    }

    [Fact]
    public void The_process_wide_generator_is_left_alone()
    {
        using torch.Tensor images = Images();
        torch.manual_seed(7);
        using torch.Tensor expected = torch.rand(4);
        torch.manual_seed(7);
        Apply(Augmentation.Standard with { CutoutSize = 2 }, images);
        using torch.Tensor found = torch.rand(4);
        Assert.Equal(expected.data<float>(), found.data<float>());
    }

    [Fact]
    public void Nothing_is_varied_outside_training_or_unless_asked_for()
    {
        using torch.Tensor images = Images();
        float[] plain = Apply(new Augmentation(), images);
        Assert.Equal(images.data<byte>().Select(pixel => pixel - 1f), plain);
        Assert.Equal(plain, Apply(Augmentation.Standard with { CutoutSize = 4 }, images, Context with { Training = false }));
    }

    [Fact]
    public void The_images_stay_as_they_are_and_only_the_result_is_left()
    {
        using torch.Tensor images = Images();
        byte[] before = images.data<byte>().ToArray();
        var tensors = new LiveTensors();
        long count = tensors.Count;
        BatchTransform transform = (Augmentation.Standard with { CutoutSize = 2 }).With(Shifted);
        using (torch.Tensor result = transform(images, Context))
        {
            Assert.Equal(count + 1, tensors.Count);
            Assert.Equal(torch.ScalarType.Float32, result.dtype);
            Assert.Equal(images.shape, result.shape);
        }

        Assert.Equal(count, tensors.Count);
        Assert.Equal(before, images.data<byte>());
    }

    [Fact]
    public void A_data_set_varies_its_training_images_and_no_others()
    {
        using Dataset plain = FashionMnistSubset.Load();
        using Dataset split = plain.WithValidation(100, seed: 1);
        using Dataset varied = split.WithAugmentation(Augmentation.Standard);
        AssertVaries(split.Train, varied.Train, varies: true);
        AssertVaries(split.Train.Validation!, varied.Train.Validation!, varies: false);
        AssertVaries(split.Test, varied.Test, varies: false);

        // And what is made of it does so too.
        using Dataset subset = varied.Subset(1_000, seed: 1);
        using Dataset same = split.Subset(1_000, seed: 1);
        AssertVaries(same.Train, subset.Train, varies: true);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    public void Numbers_below_0_are_refused(int padding, int cutout) => Assert.Throws<ArgumentOutOfRangeException>(
        () => new Augmentation { CropPadding = padding, CutoutSize = cutout }.With(Shifted));

    private static void AssertVaries(TrainingData plain, TrainingData varied, bool varies)
    {
        using torch.Tensor indices = torch.arange(64);
        using TrainingBatch first = plain.Batch(indices, Context);
        using TrainingBatch second = varied.Batch(indices, Context);
        Assert.Equal(!varies, first.Images.Equals(second.Images));
        Assert.True(first.Labels.Equals(second.Labels));
    }

    /// <summary>Random images [400, 2, 6, 5] without black, which the padding has.</summary>
    private static torch.Tensor Images(int least = 2)
    {
        using var generator = new torch.Generator(3);
        return torch.randint(least, 256, [Count, 2, Height, Width], torch.ScalarType.Byte, generator: generator);
    }

    private static float[] Apply(Augmentation augmentation, torch.Tensor images, BatchContext? context = null)
    {
        using torch.Tensor result = augmentation.With(Shifted)(images, context ?? Context);
        return [.. result.data<float>().Select(value => MathF.Round(value))];
    }

    private static T[,,] Part<T>(T[] values, int image)
    {
        T[,,] part = new T[2, Height, Width];
        for (int place = 0; place < part.Length; place++)
            part[place / (Height * Width), place / Width % Height, place % Width] = values[image * part.Length + place];

        return part;
    }

    /// <summary>The only way in which one image becomes the other; by shifts where nothing is left of it, any.</summary>
    private static (int Down, int Right, bool Mirrored) WayOf(byte[,,] original, float[,,] result, int padding, bool flip)
    {
        for (int down = -padding; down <= padding; down++)
        {
            for (int right = -padding; right <= padding; right++)
            {
                foreach (bool mirrored in flip ? new[] { false, true } : [false])
                {
                    if (Fits(original, result, down, right, mirrored))
                        return (down, right, mirrored);
                }
            }
        }

        throw new InvalidOperationException("no shift and no mirroring makes one image of the other");
    }

    private static bool Fits(byte[,,] original, float[,,] result, int down, int right, bool mirrored)
    {
        for (int place = 0; place < original.Length; place++)
        {
            (int channel, int row, int column) = (place / (Height * Width), place / Width % Height, place % Width);
            (int fromRow, int fromColumn) = (row + down, column + right);
            bool inside = fromRow is >= 0 and < Height && fromColumn is >= 0 and < Width;
            int pixel = inside ? original[channel, fromRow, mirrored ? Width - 1 - fromColumn : fromColumn] : 0;
            if (result[channel, row, column] != pixel - 1)
                return false;
        }

        return true;
    }

    private static (int Top, int Left, int Height, int Width) SquareOf(byte[,,] original, float[,,] result)
    {
        List<(int Row, int Column)> covered = [];
        for (int row = 0; row < Height; row++)
        {
            for (int column = 0; column < Width; column++)
            {
                bool isCovered = result[0, row, column] == 0;
                for (int channel = 0; channel < 2; channel++)
                    Assert.Equal(isCovered ? 0 : original[channel, row, column] - 1, result[channel, row, column]);

                if (isCovered)
                    covered.Add((row, column));
            }
        }

        (int top, int left) = (covered.Min(pixel => pixel.Row), covered.Min(pixel => pixel.Column));
        (int height, int width) = (covered.Max(pixel => pixel.Row) - top + 1, covered.Max(pixel => pixel.Column) - left + 1);
        Assert.Equal(height * width, covered.Count);
        return (top, left, height, width);
    }
}
