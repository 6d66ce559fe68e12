using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace CompactCnn.Datasets.Tests;

/// <summary>Tensors of other programs become images and labels by the rule that is documented, or are refused with it.</summary>
public sealed class TensorFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Folders_of_arrays_have_parts_names_and_what_is_not_read()
    {
        folder.Write("x_train.npy", Images(6, scale: 1f));
        folder.Write("y_train.npy", NpyBytes.File("<u2", [6, 1], [0, 0, 1, 0, 2, 0, 0, 0, 1, 0, 2, 0]));
        folder.Write("x_test.npy", NpyBytes.File("|u1", [2, 4, 5, 3], new byte[120], version: 2));
        folder.Write("y_test.npy", NpyBytes.File("|i1", [2], [2, 0]));
        folder.Write("extra.npy", [1]);
        folder.Write("notes.txt", [1]);
        folder.Write("class_names.txt", "ape\nbear\ncat\n"u8.ToArray());
        using Dataset dataset = TensorFile.Load(folder.Path);
        Assert.Equal(["ape", "bear", "cat"], dataset.ClassNames);
        Assert.Equal(new FeatureShape(3, 4, 5), dataset.ImageShape);
        Assert.Equal([0, 1, 2, 0, 1, 2], dataset.Train.Labels.data<long>().ToArray());
        Assert.Equal([2, 0], dataset.Test.Labels.data<long>().ToArray());
        // Values 0, 1/359, ... of [count, height, width, channels]: the second of the first row is the fourth that is stored.
        Assert.Equal((byte)Math.Round(3 / 359f * 255), dataset.Train.Images[0, 0, 0, 1].item<byte>());
        Assert.Equal(255, dataset.Train.Images.max().item<byte>());
        Assert.Equal(["has a tensor 'extra', which is not read", "is no NumPy array"], dataset.LeftOut.Select(file => file.Reason));
        using TestSet test = DatasetCatalog.LoadTest("tensors", folder.Path);
        Assert.Equal(2, test.Images.Count);
    }

    [Fact]
    public void Safetensors_are_read_and_a_part_is_held_out()
    {
        double[] images = [.. Enumerable.Range(0, 20 * 16).Select(place => (double)(place % 256))];
        short[] labels = [.. Enumerable.Range(0, 20).Select(place => (short)(place % 2))];
        string header = """{"__metadata__":{"class_names":"sick\nwell"},"images":{"dtype":"F64","shape":[20,4,4],"data_offsets":[0,2560]},"labels":{"dtype":"I16","shape":[20],"data_offsets":[2560,2600]},"ages":{"dtype":"U8","shape":[1],"data_offsets":[2600,2601]}}""";
        folder.Write("scans.safetensors", [.. BitConverter.GetBytes((long)header.Length), .. System.Text.Encoding.ASCII.GetBytes(header), .. MemoryMarshal.AsBytes<double>(images), .. MemoryMarshal.AsBytes<short>(labels), 0]);

        long before = LiveTensors.OfTheProcess();
        using (Dataset dataset = TensorFile.Load(folder.At("scans.safetensors"), seed: 1))
        {
            Assert.Equal("scans", dataset.Name);
            Assert.Equal(new FeatureShape(1, 4, 4), dataset.ImageShape);
            Assert.Equal([8, 8, 2, 2], dataset.TrainCounts.Concat(dataset.TestCounts));
            Assert.Equal(["sick", "well"], dataset.ClassNames);
            Assert.Equal("has a tensor 'ages', which is not read", Assert.Single(dataset.LeftOut).Reason);
            using Tensor trained = dataset.Train.Images.sum(ScalarType.Int64);
            using Tensor tested = dataset.Test.Images.sum(ScalarType.Int64);
            Assert.Equal(Enumerable.Range(0, 320).Sum(value => value % 256), trained.item<long>() + tested.item<long>());
        }

        Assert.Equal(before, Tensor.TotalCount);
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "images 1,4,4 f 300;labels 1 i 0", "'images' of '{0}' must be 0..1 or 0..255, black to white, but is 0 to 300; bring it there, normalising is done for you" },
        { "images 1,4,4 f -1;labels 1 i 0", "'images' of '{0}' must be 0..1 or 0..255, black to white, but is -1 to 0" },
        { "images 1,4,4 f NaN;labels 1 i 0", "'images' of '{0}' holds NaN" },
        { "images 1,4 f 1;labels 1 i 0", "'images' of '{0}' must be [count, channels, height, width]" },
        { "images 1,2,4,4 f 1;labels 1 i 0", "'images' of '{0}' must be [count, channels, height, width]" },
        { "images 2,4,4 f 1;labels 1 i 0", "'labels' of '{0}' must be [2], one for each image, but is [1]" },
        { "images 2,4,4 f 1;labels 2 f 1", "'labels' of '{0}' must be whole numbers, but is Float32" },
        { "images 2,4,4 f 1;labels 2 i -1", "'labels' of '{0}' must be 0 or more and below 2147483647, but is -1 to 0" },
        { "images 2,4,4 f 1;labels 2 i 1000000", "'{0}' has the label 1000000, but at most 100000 classes are distinguished" },
        { "labels 1 i 0", "'{0}' has 'labels', but no images of its own, 'images'; add them" },
        { "x 2,4,4 f 1;images 2,4,4 f 1;labels 2 i 1", "'{0}' has 'images', 'x', which mean the same" },
        { "other 1 f 0", "'{0}' must have the tensors 'images' and 'labels', but has 'other'; save the tensors again under those names" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_the_rule_does_not_take_is_refused_with_it(string tensors, string expected)
    {
        foreach (string[] tensor in tensors.Split(';').Select(tensor => tensor.Split(' ')))
        {
            int[] shape = [.. tensor[1].Split(',').Select(int.Parse)];
            float[] values = new float[shape.Aggregate(1, (product, size) => product * size)];
            values[0] = float.Parse(tensor[3], System.Globalization.CultureInfo.InvariantCulture);
            ReadOnlySpan<byte> bytes = tensor[2] == "f" ? MemoryMarshal.AsBytes<float>(values) : MemoryMarshal.AsBytes<int>(values.Select(value => (int)value).ToArray());
            folder.Write($"{tensor[0]}.npy", NpyBytes.File(tensor[2] == "f" ? "<f4" : "<i4", shape, bytes));
        }

        Assert.StartsWith(string.Format(System.Globalization.CultureInfo.InvariantCulture, expected, folder.Path), Assert.Throws<DatasetException>(() => TensorFile.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_and_missing_files_are_named()
    {
        folder.Write("labels.npy", NpyBytes.File("<i8", [1], new byte[8]));
        byte[] images = Images(2, scale: 1f);
        foreach ((byte[] file, string fault) in ((byte[], string)[])[
            (images[..^1], "its <f4 of [2, 4, 5, 3] take 480 bytes, but 479 bytes follow its header"),
            (NpyBytes.File(">f4", [1, 4, 4], new byte[64]), "byte 10 of it begins the header of numbers '>f4', but |b1, "),
            (NpyBytes.File("<f4", [1, 4, 4], new byte[64], fortran: true), "byte 10 of it begins the header of an array in Fortran's order"),
            ([1, 2, 3], "byte 0 of it must begin the signature of a NumPy array")])
        {
            folder.Write("images.npy", file);
            Assert.StartsWith($"'images' of '{folder.Path}' is refused: {fault}", Assert.Throws<DatasetException>(() => TensorFile.Load(folder.Path)).Message, StringComparison.Ordinal);
        }

        string broken = folder.Write("x.safetensors", [1, 2, 3]);
        Assert.StartsWith($"'{broken}' is not a readable safetensors file", Assert.Throws<DatasetException>(() => TensorFile.Load(broken)).Message, StringComparison.Ordinal);
        Assert.StartsWith($"'{folder.At("none")}' does not exist; give a safetensors file", Assert.Throws<DatasetException>(() => TensorFile.Load(folder.At("none"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_arrays_give_numbers_or_a_refusal()
    {
        byte[] whole = Images(2, scale: 1f);
        var mutator = new Mutator(seed: 3);
        Fuzz.Run(() => mutator.Mutate(whole), NpyBytes.Read);
    }

    /// <summary>[count, 4, 5, 3], rising from 0 to a number.</summary>
    private static byte[] Images(int count, float scale)
    {
        float[] values = [.. Enumerable.Range(0, count * 60).Select(place => scale * place / (count * 60 - 1))];
        return NpyBytes.File("<f4", [count, 4, 5, 3], MemoryMarshal.AsBytes<float>(values));
    }
}
