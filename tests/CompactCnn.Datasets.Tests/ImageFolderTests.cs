using SkiaSharp;
using TorchSharp;

namespace CompactCnn.Datasets.Tests;

public sealed class ImageFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Folders_are_classes_and_a_part_of_each_is_held_out()
    {
        Write("red", SKColors.Red, 20);
        Write("Blue", SKColors.Blue, 10, SKEncodedImageFormat.Jpeg, "jpg");
        using Dataset dataset = ImageFolder.Load(folder.Path);

        Assert.Equal(Path.GetFileName(folder.Path), dataset.Name);
        Assert.Equal(["Blue", "red"], dataset.ClassNames);
        Assert.Equal(new FeatureShape(3, 32, 32), dataset.ImageShape);
        Assert.Equal([8, 16], dataset.TrainCounts);
        Assert.Equal([2, 4], dataset.TestCounts);
        foreach (TrainingData part in new[] { dataset.Train, dataset.Test })
        {
            using torch.Tensor red = part.Images.select(1, 0).select(1, 5).select(1, 5).gt(128).to(torch.int64);
            Assert.Equal(part.Labels.data<long>(), red.data<long>());
        }

        // Of red a third is 0 and two thirds are 1; there is no green at all.
        Assert.Equal([2 / 3f, 0, 1 / 3f], dataset.Mean.Select(value => MathF.Round(value, 2) is 0.67f ? 2 / 3f : MathF.Round(value, 2) is 0.33f ? 1 / 3f : value));
        Assert.Equal([0.47f, 1, 0.47f], dataset.Deviation.Select(value => MathF.Round(value, 2)));
    }

    [Fact]
    public void Each_picture_of_all_parts_is_told_of()
    {
        Write("train/a", SKColors.Red, 3);
        Write("test/a", SKColors.Blue, 2);
        var told = new Told();
        using Dataset dataset = ImageFolder.Load(folder.Path, new ImageFolderOptions { Progress = told });
        Assert.Equal(Enumerable.Range(1, 5).Select(read => new PictureProgress(read, 5)), told.Reports.OrderBy(report => report.Read));
    }

    [Fact]
    public void The_seed_decides_what_is_held_out()
    {
        for (int image = 0; image < 20; image++)
            folder.WriteBelow($"grey/{image:00}.png", PictureBytes.Plain(new SKColor((byte)image, (byte)image, (byte)image), 4, 4));

        Assert.Equal(TestPixels(seed: 1), TestPixels(seed: 1));
        Assert.NotEqual(TestPixels(seed: 1), TestPixels(seed: 2));
        Assert.Equal(10, TestPixels(seed: 1, fraction: 0.5).Length);
        Assert.Single(TestPixels(seed: 1, fraction: 0.001));

        byte[] TestPixels(long seed, double fraction = 0.2)
        {
            using Dataset dataset = ImageFolder.Load(folder.Path, new ImageFolderOptions { ImageShape = new FeatureShape(1, 1, 1), Seed = seed, TestFraction = fraction });
            return dataset.Test.Images.data<byte>().ToArray();
        }
    }

    [Fact]
    public void Folders_train_and_test_are_taken_as_they_are()
    {
        Write("train/a", SKColors.Red, 3);
        Write("train/b", SKColors.Blue, 2);
        Write("test/b", SKColors.Blue, 4);
        using Dataset dataset = ImageFolder.Load(folder.Path);
        Assert.Equal([3, 2], dataset.TrainCounts);
        Assert.Equal([0, 4], dataset.TestCounts);
    }

    [Fact]
    public void A_folder_train_without_test_is_split()
    {
        Write("train/a", SKColors.Red, 5);
        Write("train/b", SKColors.Blue, 5);
        using Dataset dataset = DatasetCatalog.Load("image-folder", folder.Path);
        Assert.Equal([4, 4], dataset.TrainCounts);
    }

    [Fact]
    public void Pictures_are_in_order_of_their_names_and_other_files_are_left_out_and_named()
    {
        foreach (int image in (int[])[3, 1, 2])
            folder.WriteBelow($"train/a/{image}.PNG", PictureBytes.Plain(new SKColor((byte)image, 0, 0)));

        folder.WriteBelow("train/a/.hidden.png", [1]);
        folder.WriteBelow("train/a/notes.txt", [1]);
        folder.WriteBelow("train/.cache/x.png", [1]);
        folder.WriteBelow("test/a/1.jpeg", PictureBytes.Plain(SKColors.Red, format: SKEncodedImageFormat.Jpeg));
        using Dataset dataset = ImageFolder.Load(folder.Path);
        using torch.Tensor first = dataset.Train.Images.select(1, 0).select(1, 0).select(1, 0).contiguous();
        Assert.Equal([1, 2, 3], first.data<byte>().ToArray());
        Assert.Equal(["a"], dataset.ClassNames);
        Assert.Equal([new LeftOutFile(folder.At("train/a/notes.txt"), "is no PNG, JPEG, WebP, BMP or GIF picture")], dataset.LeftOut);
    }

    [Fact]
    public void All_damaged_pictures_are_named_at_once()
    {
        Write("a", SKColors.Red, 40);
        foreach (int image in Enumerable.Range(0, 12))
            folder.WriteBelow($"a/{image:00}.png", image == 1 ? [] : [1, 2, 3]);

        long before = LiveTensors.OfTheProcess();
        string refusal = Refused();
        Assert.StartsWith($"12 of 40 pictures cannot be used: '{folder.At("a/00.png")}' is refused: byte 0 of it must begin the signature", refusal, StringComparison.Ordinal);
        Assert.Contains($"'{folder.At("a/01.png")}' is refused: a picture must have 1 to", refusal, StringComparison.Ordinal);
        Assert.Contains($"'{folder.At("a/09.png")}'", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("10.png", refusal, StringComparison.Ordinal);
        Assert.EndsWith("; and 2 more; replace them, take them away, or leave them out (--skip-bad, or SkipBad of the options)", refusal, StringComparison.Ordinal);
        Assert.Equal(before, torch.Tensor.TotalCount);
    }

    [Fact]
    public void Damaged_pictures_are_left_out_where_that_is_asked_for()
    {
        Write("a", SKColors.Red, 10);
        Write("b", SKColors.Blue, 10);
        folder.WriteBelow("a/03.png", [1, 2, 3]);
        folder.WriteBelow("b/00.png", []);
        var options = new ImageFolderOptions { SkipBad = true };
        using (Dataset dataset = ImageFolder.Load(folder.Path, options))
        {
            Assert.Equal([7, 7], dataset.TrainCounts);
            Assert.Equal([2, 2], dataset.TestCounts);
            Assert.Equal([folder.At("a/03.png"), folder.At("b/00.png")], dataset.LeftOut.Select(file => file.Path));
            Assert.StartsWith("is refused: byte 0 of it", dataset.LeftOut[0].Reason, StringComparison.Ordinal);
            using torch.Tensor blue = dataset.Train.Images.select(1, 2).select(1, 5).select(1, 5).gt(128).to(torch.int64);
            Assert.Equal(dataset.Train.Labels.data<long>(), blue.data<long>());
        }

        Write("c", SKColors.White, 1);
        folder.WriteBelow("c/00.png", [1]);
        Assert.Contains("has no picture of 'c' to train on that can be read", Refused(options), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_picture_is_refused_unopened()
    {
        Write("a", SKColors.Red, 2);
        string path = folder.WriteBelow("a/00.png", []);
        Assert.StartsWith($"'{path}' is refused: a picture must have 1 to", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_laid_out_otherwise_is_refused_with_what_to_do()
    {
        Assert.Contains("cannot be read", Assert.Throws<DatasetException>(() => ImageFolder.Load(folder.At("none"))).Message, StringComparison.Ordinal);
        Assert.EndsWith("has no subfolders; put the pictures of each class in a folder that is named after it", Refused(), StringComparison.Ordinal);

        Directory.CreateDirectory(folder.At("a"));
        Assert.Equal($"'{folder.At("a")}' has no pictures; put PNG, JPEG, WebP, BMP or GIF files there, or take the folder away", Refused());

        Write("a", SKColors.Red, 1);
        Assert.Contains("has one picture only", Refused(), StringComparison.Ordinal);

        Write("train/a", SKColors.Red, 1);
        Write("test/z", SKColors.Red, 1);
        Assert.StartsWith($"'{folder.At("test/z")}' is a class that there are no pictures to train on of", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_catalog_asks_for_the_folder() => Assert.Equal(
        "image-folder is a folder of your own pictures, but no folder was given; give the one that holds a folder for each class",
        Assert.Throws<DatasetException>(() => DatasetCatalog.Load("image-folder")).Message);

    [Fact]
    public void It_can_be_cancelled()
    {
        Write("a", SKColors.Red, 4);
        Assert.ThrowsAny<OperationCanceledException>(() => ImageFolder.Load(folder.Path, ct: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        foreach (ImageFolderOptions options in (ImageFolderOptions[])[
            new() { ImageShape = new FeatureShape(2, 8, 8) }, new() { ImageShape = new FeatureShape(3, 0, 8) }, new() { ImageShape = new FeatureShape(3, 8, 0) },
            new() { TestFraction = 0 }, new() { TestFraction = 1 }, new() { TestFraction = double.NaN }])
            Assert.Throws<ArgumentOutOfRangeException>(() => ImageFolder.Load(folder.Path, options));
    }

    private void Write(string name, SKColor colour, int count, SKEncodedImageFormat format = SKEncodedImageFormat.Png, string suffix = "png")
    {
        byte[] bytes = PictureBytes.Plain(colour, 40, 30, format);
        for (int image = 0; image < count; image++)
            folder.WriteBelow($"{name}/{image:00}.{suffix}", bytes);
    }

    private string Refused(ImageFolderOptions? options = null) => Assert.Throws<DatasetException>(() => ImageFolder.Load(folder.Path, options)).Message;

    private sealed class Told : IProgress<PictureProgress>
    {
        public System.Collections.Concurrent.ConcurrentBag<PictureProgress> Reports { get; } = [];

        public void Report(PictureProgress value) => Reports.Add(value);
    }
}
