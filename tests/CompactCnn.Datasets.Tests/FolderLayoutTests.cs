using SkiaSharp;

namespace CompactCnn.Datasets.Tests;

/// <summary>Folders as people have them: what is not read is named.</summary>
public sealed class FolderLayoutTests : IDisposable
{
    private static readonly ImageFolderOptions Small = new() { ImageShape = new FeatureShape(1, 2, 2) };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("train", "val")]
    [InlineData("Train", "Valid")]
    [InlineData("TRAINING", "validation")]
    public void WithoutAPartToTestOnThatToValidateOnIsTestedOn(string train, string validation)
    {
        Write($"{train}/a", 3);
        Write($"{train}/b", 2);
        Write($"{validation}/b", 4);
        using Dataset dataset = Load();
        Assert.Equal([3, 2], dataset.TrainCounts);
        Assert.Equal([0, 4], dataset.TestCounts);
        Assert.Null(dataset.Train.Validation);
    }

    [Fact]
    public void PartsAreTakenInAnyCase()
    {
        Write("Train/a", 3);
        Write("Train/b", 2);
        Write("VAL/a", 1);
        Write("Testing/b", 4);
        Write("extra/c", 1);
        _folder.WriteBelow("labels.csv", [1]);
        using Dataset dataset = Load();
        Assert.Equal(["a", "b"], dataset.ClassNames);
        Assert.Equal([0, 4], dataset.TestCounts);
        Assert.Equal(1, dataset.Train.Validation!.Count);
        Assert.Equal(
            [new LeftOutFile(_folder.At("extra"), "lies beside the parts to train and test on"), new LeftOutFile(_folder.At("labels.csv"), "lies in the folder of no class")],
            dataset.LeftOut);
    }

    [Fact]
    public void AClassMayBeCalledAsAPart()
    {
        Write("bus", 4);
        Write("train", 4);
        using Dataset dataset = Load();
        Assert.Equal(["bus", "train"], dataset.ClassNames);
    }

    [Fact]
    public void PicturesInFoldersOfAClassBelongToIt()
    {
        Write("a", 4);
        Write("a/2024", 3);
        Write("a/2024/may", 3);
        Write("b", 10);
        using Dataset dataset = Load();
        Assert.Equal([8, 8], dataset.TrainCounts);
        Assert.Equal([2, 2], dataset.TestCounts);
    }

    [Fact]
    public void FoldersOfOneFolderAreNoClassesOfOneClass()
    {
        Write("flowers/rose", 2);
        Write("flowers/tulip", 2);
        Assert.Equal($"'{_folder.Path}' has one folder, 'flowers', whose pictures lie in 'rose', 'tulip'; give '{_folder.At("flowers")}' if those are the classes", Refused());
        Assert.Contains("has 'Train' and 'training', which mean the same; merge them", RefusedWith("Train/a", "training/a"), StringComparison.Ordinal);
    }

    [Fact]
    public void PicturesAreToldByTheirContent()
    {
        // Nine WebP pictures and a PNG: ten are read.
        for (int image = 0; image < 9; image++)
            _folder.WriteBelow($"a/{image}.webp", PictureBytes.Plain(SKColors.Red, 4, 4, SKEncodedImageFormat.Webp));

        Write("a", 1);
        _folder.WriteBelow("b/1.bmp", PictureBytes.Quarters(4, 4, SKEncodedImageFormat.Bmp));
        _folder.WriteBelow("b/2.GIF", PictureBytes.Quarters(4, 4, SKEncodedImageFormat.Gif));
        _folder.WriteBelow("b/3.png", PictureBytes.Plain(SKColors.Red, 4, 4, SKEncodedImageFormat.Jpeg));
        _folder.WriteBelow("b/4", PictureBytes.Plain(SKColors.Red, 4, 4));
        _folder.WriteBelow("b/5.heic", [0, 0, 0, 24, .. "ftypheic"u8]);
        _folder.WriteBelow("b/6.txt", [.. "BMW is no bitmap, and this is no picture"u8]);
        using Dataset dataset = Load();
        Assert.Equal([10, 4], dataset.TrainCounts.Zip(dataset.TestCounts, (train, test) => train + test));
        Assert.Equal([_folder.At("b/5.heic"), _folder.At("b/6.txt")], dataset.LeftOut.Select(file => file.Path));
        Assert.Equal(4, Picture.InFolder(_folder.At("b")).Count);
    }

    [Fact]
    public void LinksToPicturesAreFollowedAndDevicesAndPipesAreRefusedByTheirKind()
    {
        if (OperatingSystem.IsWindows())
            return;

        Write("a", 3);
        Write("elsewhere/x", 1);
        File.CreateSymbolicLink(_folder.At("a/link.png"), _folder.At("elsewhere/x/00.png"));
        Directory.CreateSymbolicLink(_folder.At("a/round"), _folder.Path);
        using (Dataset dataset = ImageFolder.Load(_folder.Path, Small with { TestFraction = 0.1 }))
            Assert.Equal("leads to a folder that was read already", Assert.Single(dataset.LeftOut, file => file.Path.EndsWith("round/a", StringComparison.Ordinal)).Reason);

        File.Delete(_folder.At("a/round"));
        File.CreateSymbolicLink(_folder.At("a/zero.png"), "/dev/zero");
        Assert.Equal($"'{_folder.At("a/zero.png")}' cannot be read: it is a character device, but only regular files are read; replace the picture, take it away, or leave it out (--skip-bad, or SkipBad of the options)", Refused());
    }

    [Fact]
    public void EveryClassKeepsAPictureToTrainOn()
    {
        foreach (string name in (string[])["a", "b", "c", "d", "e"])
            Write(name, 1);

        Assert.EndsWith("has one picture of each class, which cannot be both trained and tested on; add more, or a folder 'test'", Refused(), StringComparison.Ordinal);
        Write("a", 9);
        using Dataset dataset = Load();
        Assert.Equal([6, 1, 1, 1, 1], dataset.TrainCounts);
        Assert.Equal([3, 0, 0, 0, 0], dataset.TestCounts);
        using Dataset held = dataset.WithValidation(5, seed: 1);
        Assert.Equal([1, 1, 1, 1, 1], held.TrainCounts);
        using Dataset few = dataset.Subset(5, seed: 1);
        Assert.Equal([1, 1, 1, 1, 1], few.TrainCounts);
    }

    [Fact]
    public void WhatMemoryHasNoRoomForIsRefusedBeforeAnythingIsRead()
    {
        Write("a", 20);
        _folder.WriteBelow("a/00.png", [1]);
        string refusal = Assert.Throws<DatasetException>(() => ImageFolder.Load(_folder.Path, new ImageFolderOptions { ImageShape = new FeatureShape(3, 400_000, 400_000) })).Message;
        Assert.Matches(@"^20 pictures of 3x400000x400000 take 9,600\.0 GB of memory, but [\d.,]+ GB are available for them; pack them on disk \(data pack, or Store of the options\), bring them to a smaller size, ", refusal);
    }

    [Fact]
    public void TheLimitOfAContainerCounts()
    {
        _folder.WriteBelow("outer/memory.max", [.. "1000000\n"u8]);
        _folder.WriteBelow("outer/memory.current", [.. "600000\n"u8]);
        _folder.WriteBelow("outer/memory.stat", [.. "anon 500000\ninactive_file 100000\n"u8]);
        _folder.WriteBelow("outer/inner/memory.max", [.. "max\n"u8]);
        _folder.WriteBelow("outer/inner/memory.current", [.. "10\n"u8]);
        Assert.Equal(500_000, AvailableMemory.OfGroups(_folder.Path, "/outer/inner"));
        Assert.Null(AvailableMemory.OfGroups(_folder.Path, "/other"));
        Assert.InRange(AvailableMemory.Bytes(), 1, long.MaxValue);
    }

    [Fact]
    public void AnEvaluationTakesTheWholeFolderOrThePartToTestOn()
    {
        Write("rose", 3);
        Write("tulip", 5);
        using (TestSet whole = ImageFolder.LoadTest(_folder.Path, Small))
        {
            Assert.Equal(8, whole.Images.Count);
            Assert.Equal(["rose", "tulip"], whole.Images.ClassNames);
        }

        Directory.Delete(_folder.At("rose"), recursive: true);
        Directory.Delete(_folder.At("tulip"), recursive: true);
        Write("train/rose", 3);
        Write("test/tulip", 2);
        using TestSet part = DatasetCatalog.LoadTest("image-folder", _folder.Path, pictures: Small);
        Assert.Equal(2, part.Images.Count);
        Assert.Equal(["tulip"], part.ClassNames);
    }

    [Fact]
    public void APartWithAClassThatIsNotTrainedIsRefusedWithBothLists() => Assert.Contains(
        "has 'b', 'd', and those to train on are 'a', 'b'; rename it, add a folder 'd' to those, or take this one away", RefusedWith("train/a", "train/b", "test/b", "test/d"), StringComparison.Ordinal);

    private Dataset Load() => ImageFolder.Load(_folder.Path, Small);

    private string Refused() => Assert.Throws<DatasetException>(Load).Message;

    private static string RefusedWith(params string[] folders)
    {
        using var other = new TemporaryFolder();
        foreach (string name in folders)
            other.WriteBelow($"{name}/1.png", PictureBytes.Plain(SKColors.Red, 4, 4));

        return Assert.Throws<DatasetException>(() => ImageFolder.Load(other.Path, Small)).Message;
    }

    private void Write(string name, int count)
    {
        byte[] bytes = PictureBytes.Plain(SKColors.Red, 4, 4);
        for (int image = 0; image < count; image++)
            _folder.WriteBelow($"{name}/{image:00}.png", bytes);
    }
}
