using TorchSharp;

namespace CompactCnn.Datasets.Tests;

public sealed class SvhnTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SvhnFact]
    public void The_first_digits_of_the_published_file_are_read()
    {
        using TrainingData digits = Svhn.ReadPart(SharedData.Svhn);
        Assert.Equal(1_083, digits.Count);
        Assert.Equal(new FeatureShape(3, 32, 32), digits.ImageShape);
        Assert.Equal(Enumerable.Range(0, 10).Select(label => (long)label), digits.Labels.data<long>().Distinct().Order());
        Assert.Equal([1, 9, 2, 3, 2, 5, 9, 3, 3, 1], digits.Labels.data<long>().Take(10));
    }

    [SvhnFact]
    public void Ones_stand_upright()
    {
        using TrainingData digits = Svhn.ReadPart(SharedData.Svhn);
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor ones = digits.Images[digits.Labels.eq(1)].to(torch.ScalarType.Float32);
        float acrossRows = ones.diff(dim: 2).abs().mean().item<float>();
        float acrossColumns = ones.diff(dim: 3).abs().mean().item<float>();
        Assert.InRange(acrossColumns, 1.2f * acrossRows, 20);
    }

    [Fact]
    public void A_set_of_two_files_is_found_checked_and_read()
    {
        byte[] train = Digits(5);
        byte[] test = Digits(3);
        folder.Write("train_32x32.mat", train);
        folder.Write("test_32x32.mat", test);
        using Dataset dataset = Svhn.Load(Source(train, test), folder.Path, offline: true, progress: null, CancellationToken.None);
        Assert.Equal((5, 3), (dataset.Train.Count, dataset.Test.Count));
        Assert.Equal([1, 2, 3, 4, 5], dataset.Train.Labels.data<long>());
        TrainingStatistics.AssertNormalise(dataset);

        var fault = Assert.Throws<DatasetException>(() => Svhn.Load(Source(train, train), folder.Path, offline: true, progress: null, CancellationToken.None));
        Assert.StartsWith($"'{folder.At("test_32x32.mat")}' is refused: its content must have the SHA-256 checksum", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_mat_file_is_refused_by_name()
    {
        string path = folder.Write("x.mat", [1, 2, 3]);
        string message = Assert.Throws<DatasetException>(() => Svhn.ReadPart(path)).Message;
        Assert.Equal($"'{path}' is refused: the header of a MAT file takes 128 bytes, but the content ends at byte 3; get the file again, or give another one", message);
    }

    private static byte[] Digits(int count)
    {
        var mat = new MatBytes(bigEndian: false);
        return mat.File(
            mat.Compressed(mat.Array("X", [32, 32, 3, count], MatType.UInt8, new byte[count * 3072])),
            mat.Compressed(mat.Array("y", [count, 1], MatType.UInt8, [.. Enumerable.Range(1, count).Select(digit => (byte)digit)])));
    }

    private static DataSource Source(byte[] train, byte[] test) => new(
        "small-svhn",
        new Uri("http://127.0.0.1:1/"),
        [
            new RemoteDataFile("train_32x32.mat", train.Length, new DataFile("train_32x32.mat", train.Length, Bytes.Checksum(train))),
            new RemoteDataFile("test_32x32.mat", test.Length, new DataFile("test_32x32.mat", test.Length, Bytes.Checksum(test))),
        ]);
}
