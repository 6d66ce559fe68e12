using SkiaSharp;
using TorchSharp;

namespace CompactCnn.Datasets.Tests;

/// <summary>Packed pictures are those that decoding gives, whatever becomes of the folder, the file and the process.</summary>
public sealed class PackedFolderTests : IDisposable
{
    private readonly PackedScene scene = new();

    public void Dispose() => scene.Dispose();

    [Fact]
    public void Packed_pictures_are_the_decoded_ones_and_later_loads_decode_nothing()
    {
        scene.Add("train/a", 5, seed: 1);
        scene.Add("train/b", 4, seed: 2);
        scene.Add("val/a", 3, seed: 3);
        scene.Add("test/b", 2, seed: 4);
        using (Dataset first = scene.Load())
        {
            scene.AssertAsDecoded(first);
            Assert.Equal(scene.Packed, first.PackedFile);
            Assert.StartsWith("packing 14 pictures of 3x8x6, 0.000 GB, into '", Assert.Single(scene.Remarks), StringComparison.Ordinal);
        }

        var told = new Told();
        using Dataset second = ImageFolder.Load(scene.Pictures, scene.Options with { Progress = told });
        Assert.Equal(0, told.Count);
        scene.AssertAsDecoded(second);
        using TestSet test = ImageFolder.LoadTest(scene.Pictures, scene.Options with { Progress = told });
        Assert.Equal(0, told.Count);
        Assert.Equal(second.Test.Images.data<byte>().ToArray(), test.Images.Images.data<byte>().ToArray());
    }

    [Fact]
    public void Batches_and_parts_of_packed_pictures_are_those_of_the_decoded()
    {
        scene.Add("a", 10, seed: 1);
        scene.Add("b", 10, seed: 2);
        using Dataset packed = scene.Load();
        using Dataset decoded = ImageFolder.Load(scene.Pictures, scene.Options with { Store = PictureStore.Memory });
        scene.AssertAsDecoded(packed);
        Assert.Equal(Batches(decoded), Batches(packed));

        static List<float> Batches(Dataset data)
        {
            using Dataset held = data.WithValidation(4, seed: 1);
            using Dataset varied = held.WithAugmentation(Augmentation.Standard);
            List<float> values = [];
            foreach (long[] places in (long[][])[[5, 0, 9], [3, 3, 1]])
            {
                using torch.Tensor indices = torch.tensor(places);
                using TrainingBatch batch = varied.Train.Batch(indices, new BatchContext(3, 1, 2, Training: true));
                values.AddRange([.. batch.Images.data<float>(), .. batch.Labels.data<long>().Select(label => (float)label)]);
            }

            return values;
        }
    }

    [Fact]
    public void Only_what_is_new_or_changed_is_decoded_again()
    {
        scene.Add("a", 6, seed: 1);
        scene.Add("b", 6, seed: 2);
        scene.Load().Dispose();

        // That the others are not decoded shows where they would give something else: their bytes change, but neither length nor time.
        string old = Path.Combine(scene.Pictures, "a", "1-002.png");
        DateTime time = File.GetLastWriteTimeUtc(old);
        File.WriteAllBytes(old, new byte[new FileInfo(old).Length]);
        File.SetLastWriteTimeUtc(old, time);
        scene.Add("c", 3, seed: 3);
        string changed = scene.Write("b/2-000.png", PictureBytes.Plain(SKColors.Lime));
        File.SetLastWriteTimeUtc(changed, time.AddDays(1));
        using Dataset dataset = scene.Load();
        Assert.Equal(15, dataset.Train.Count + dataset.Test.Count);
        Assert.Equal(["a", "b", "c"], dataset.ClassNames);

        // What was taken away needs no packing.
        Directory.Delete(Path.Combine(scene.Pictures, "c"), recursive: true);
        scene.Remarks.Clear();
        using Dataset less = scene.Load();
        Assert.Empty(scene.Remarks);
        Assert.Equal(12, less.Train.Count + less.Test.Count);
    }

    [Fact]
    public void Damaged_pictures_are_refused_or_left_out_as_if_decoded_and_tried_again()
    {
        scene.Add("a", 6, seed: 1);
        scene.Add("b", 6, seed: 2);
        string bad = scene.Write("a/1-003.png", [1, 2, 3]);
        DateTime time = File.GetLastWriteTimeUtc(bad);
        for (int load = 0; load < 2; load++)
            Assert.StartsWith($"'{bad}' is refused: byte 0 of it", Assert.Throws<DatasetException>(scene.Load).Message, StringComparison.Ordinal);

        using (Dataset dataset = ImageFolder.Load(scene.Pictures, scene.Options with { SkipBad = true }))
        {
            Assert.Equal(bad, Assert.Single(dataset.LeftOut).Path);
            Assert.Equal(11, dataset.Train.Count + dataset.Test.Count);
        }

        scene.Write("a/1-003.png", PictureBytes.Plain(SKColors.Red));
        File.SetLastWriteTimeUtc(bad, time);
        using Dataset whole = scene.Load();
        scene.AssertAsDecoded(whole);
    }

    [Fact]
    public void Damage_is_named_and_the_file_made_anew()
    {
        scene.Add("a", 6, seed: 1);
        scene.Load().Dispose();
        byte[] bytes = File.ReadAllBytes(scene.Packed);
        bytes[^1] ^= 1;
        File.WriteAllBytes(scene.Packed, bytes);
        scene.Remarks.Clear();
        using Dataset dataset = scene.Load();
        scene.AssertAsDecoded(dataset);
        Assert.Equal(
            $"'{scene.Packed}' is refused: byte {bytes.Length - PackedScene.Shape.Elements} of it begins the pixels of 'a/1-005.png', whose checksum is another; it is made anew",
            scene.Remarks[0]);
        Assert.Equal(2, scene.Remarks.Count);
    }

    /// <summary>What a kill leaves is what lies there at that moment; the next start begins with it.</summary>
    [Fact]
    public void Killed_at_any_moment_the_next_start_is_right()
    {
        scene.Add("a", 12, seed: 1);
        scene.Add("b", 8, seed: 2);
        string[] states = [.. Enumerable.Range(0, 10).Select(state => scene.At($"state-{state}"))];
        var snapshots = new Snapshots(scene.Place, states);
        ImageFolder.Load(scene.Pictures, scene.Options with { Progress = snapshots, Threads = 1 }).Dispose();
        Assert.Equal(10, snapshots.Taken);
        foreach (string state in states)
        {
            Directory.Delete(scene.Place, recursive: true);
            Directory.Move(state, scene.Place);
            Assert.Contains(Directory.GetFiles(scene.Place), file => file.EndsWith(".tmp", StringComparison.Ordinal));
            using Dataset dataset = scene.Load();
            scene.AssertAsDecoded(dataset);
            Assert.Equal([scene.Packed], Directory.GetFiles(scene.Place));
        }
    }

    [Fact]
    public void Two_at_once_lose_nothing_and_work_once()
    {
        scene.Add("a", 10, seed: 1);
        scene.Add("b", 10, seed: 2);
        var told = new Told();
        Dataset[] loaded = new Dataset[3];
        Thread[] threads = [.. Enumerable.Range(0, 3).Select(place => new Thread(() => loaded[place] = ImageFolder.Load(scene.Pictures, scene.Options with { Progress = told })))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal(20, told.Count);
        foreach (Dataset dataset in loaded)
        {
            using (dataset)
                scene.AssertAsDecoded(dataset);
        }

        Assert.Equal([scene.Packed], Directory.GetFiles(scene.Place));
    }

    [Fact]
    public void Cancelled_it_leaves_nothing()
    {
        scene.Add("a", 10, seed: 1);
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => ImageFolder.Load(scene.Pictures, scene.Options with { Progress = new Cancelling(source) }, source.Token));
        Assert.Empty(Directory.GetFiles(scene.Place));
    }

    [Fact]
    public void No_tensor_outlives_the_data_and_the_cache_may_be_cleaned_under_it()
    {
        scene.Add("a", 10, seed: 1);
        scene.Load().Dispose();
        long before = LiveTensors.OfTheProcess();
        using (Dataset dataset = scene.Load())
        {
            PackedSet set = Assert.Single(PackedCache.List(scene.Pictures));
            Assert.Equal((PackedScene.Shape, 10, scene.Packed, new FileInfo(scene.Packed).Length, null), (set.ImageShape, set.Count, set.Path, set.Bytes, set.Fault));
            Assert.Empty(PackedCache.List(scene.At("elsewhere")));
            (IReadOnlyList<PackedSet> deleted, long bytes) = PackedCache.Clean(scene.Pictures);
            Assert.Equal((set.Path, set.Bytes), (Assert.Single(deleted).Path, bytes));
            Assert.False(Directory.Exists(scene.Place));
            scene.AssertAsDecoded(dataset);
        }

        Assert.Equal(before, torch.Tensor.TotalCount);
        Assert.Empty(PackedCache.List());
    }

    [Fact]
    public void Where_nothing_can_be_packed_it_is_refused_or_decoded_into_memory()
    {
        scene.Add("a", 10, seed: 1);
        Directory.CreateDirectory(Path.GetDirectoryName(PackedCache.Folder)!);
        File.WriteAllBytes(PackedCache.Folder, []);
        Assert.EndsWith("make room in the cache folder, or name another by XDG_CACHE_HOME", Assert.Throws<DatasetException>(scene.Load).Message, StringComparison.Ordinal);

        // Two million numbers each: together enough that packing pays.
        using Dataset large = ImageFolder.Load(scene.Pictures, scene.Options with { Store = PictureStore.Automatic, ImageShape = new FeatureShape(3, 1100, 1100) });
        Assert.Null(large.PackedFile);
        Assert.EndsWith("; the pictures are decoded into memory instead", Assert.Single(scene.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_that_is_too_small_is_refused_with_both_numbers()
    {
        PackedFolder.RequireRoom("20 pictures", bytes: 1_000_000_000, free: 2_000_000_000);
        Assert.Equal("20 pictures take 5.000 GB, but 1.933 GB are free there", Assert.Throws<IOException>(() => PackedFolder.RequireRoom("20 pictures", bytes: 5_000_000_000, free: 2_000_000_000)).Message);
    }

    [Fact]
    public void Few_pictures_are_not_packed_unasked()
    {
        scene.Add("a", 3, seed: 1);
        using Dataset dataset = ImageFolder.Load(scene.Pictures, scene.Options with { Store = PictureStore.Automatic });
        Assert.Null(dataset.PackedFile);
        Assert.False(Directory.Exists(PackedCache.Folder));
    }

    private sealed class Told : IProgress<PictureProgress>
    {
        private int _count;

        public int Count => _count;

        public void Report(PictureProgress value) => Interlocked.Increment(ref _count);
    }

    private sealed class Cancelling(CancellationTokenSource source) : IProgress<PictureProgress>
    {
        public void Report(PictureProgress value) => source.Cancel();
    }

    private sealed class Snapshots(string place, string[] states) : IProgress<PictureProgress>
    {
        public int Taken { get; private set; }

        public void Report(PictureProgress value)
        {
            if (value.Read % 2 != 0 || Taken == states.Length)
                return;

            string state = states[Taken++];
            Directory.CreateDirectory(state);
            foreach (string file in Directory.GetFiles(place))
                File.WriteAllBytes(Path.Combine(state, Path.GetFileName(file)), ReadShared(file));
        }

        /// <summary>Of the file that stands for the lock there is no more than its name.</summary>
        private static byte[] ReadShared(string path)
        {
            if (!path.EndsWith(".tmp", StringComparison.Ordinal))
                return [];

            using var source = new FileStream(path, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete });
            using var copy = new MemoryStream();
            source.CopyTo(copy);
            return copy.ToArray();
        }
    }
}
