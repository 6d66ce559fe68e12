using SkiaSharp;

namespace CompactCnn.Datasets.Tests;

/// <summary>A folder of pictures, and a cache of its own to pack them in.</summary>
internal sealed class PackedScene : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly EnvironmentChange environment;

    public PackedScene()
    {
        environment = new EnvironmentChange(("XDG_CACHE_HOME", folder.At("cache")));
        Options = new ImageFolderOptions { ImageShape = Shape, Store = PictureStore.Packed, Remarks = new Said(Remarks) };
    }

    public static FeatureShape Shape { get; } = new(3, 8, 6);

    /// <summary>Packed at <see cref="Shape"/>, with what is said kept.</summary>
    public ImageFolderOptions Options { get; }

    /// <summary>What was said.</summary>
    public List<string> Remarks { get; } = [];

    /// <summary>The folder of pictures.</summary>
    public string Pictures => folder.At("pictures");

    /// <summary>The packed file.</summary>
    public string Packed => Path.Combine(Place, PackedCache.FileName);

    /// <summary>The folder of the packed file.</summary>
    public string Place => PackedCache.PlaceOf(PackedCache.RootOf(Pictures), Shape);

    /// <summary>A path beside the folder of pictures.</summary>
    public string At(string name) => folder.At(name);

    /// <summary>Adds pictures of their own colours to a class.</summary>
    public void Add(string name, int count, int seed)
    {
        var random = new Random(seed);
        for (int image = 0; image < count; image++)
            Write($"{name}/{seed}-{image:000}.png", PictureBytes.Encode(9, 7, (_, _) => new SKColor((uint)random.Next() | 0xFF000000)));
    }

    /// <summary>Writes a file among the pictures.</summary>
    public string Write(string name, byte[] bytes) => folder.WriteBelow("pictures/" + name, bytes);

    /// <summary>Loads the folder.</summary>
    public Dataset Load() => ImageFolder.Load(Pictures, Options);

    /// <summary>Asserts that data are what decoding into memory gives, to the last bit.</summary>
    public void AssertAsDecoded(Dataset dataset)
    {
        using Dataset decoded = ImageFolder.Load(Pictures, Options with { Store = PictureStore.Memory });
        Assert.Equal(decoded.ClassNames, dataset.ClassNames);
        Assert.Equal(decoded.Mean, dataset.Mean);
        Assert.Equal(decoded.Deviation, dataset.Deviation);
        Assert.Equal(decoded.LeftOut, dataset.LeftOut);
        AssertSame(decoded.Train, dataset.Train);
        AssertSame(decoded.Test, dataset.Test);
        Assert.Equal(decoded.Train.Validation is null, dataset.Train.Validation is null);
        if (decoded.Train.Validation is { } validation)
            AssertSame(validation, dataset.Train.Validation!);
    }

    public void Dispose()
    {
        environment.Dispose();
        folder.Dispose();
    }

    private static void AssertSame(TrainingData expected, TrainingData found)
    {
        Assert.Equal(expected.Labels.data<long>().ToArray(), found.Labels.data<long>().ToArray());
        Assert.Equal(expected.Images.data<byte>().ToArray(), found.Images.data<byte>().ToArray());
    }

    private sealed class Said(List<string> remarks) : IProgress<string>
    {
        public void Report(string value)
        {
            lock (remarks)
                remarks.Add(value);
        }
    }
}
