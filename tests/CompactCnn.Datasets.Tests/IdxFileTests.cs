using TorchSharp;

namespace CompactCnn.Datasets.Tests;

public sealed class IdxFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_written_is_read(bool gzipped)
    {
        IdxArray images = Bytes.Images(count: 7, size: 5);
        IdxArray labels = Bytes.Labels(7);

        IdxArray imagesRead = IdxFile.ReadImages(Store(Bytes.Idx(images), gzipped));
        IdxArray labelsRead = IdxFile.ReadLabels(Store(Bytes.Idx(labels), gzipped));

        Assert.Equal([7, 5, 5], imagesRead.Dimensions);
        Assert.Equal(images.Values.ToArray(), imagesRead.Values.ToArray());
        Assert.Equal([7], labelsRead.Dimensions);
        Assert.Equal(labels.Values.ToArray(), labelsRead.Values.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_large_compressible_file_is_read_whole(bool gzipped)
    {
        // All zeros compress a thousandfold: the values outgrow what is allocated at first several times over.
        var images = new IdxArray([3_000, 28, 28], new byte[3_000 * 28 * 28]);
        Assert.Equal(images.Values.ToArray(), IdxFile.ReadImages(Store(Bytes.Idx(images), gzipped)).Values.ToArray());
    }

    [Fact]
    public void The_format_is_the_one_of_mnist()
    {
        Assert.Equal([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 9, 8], Bytes.Idx(new IdxArray([1, 1, 2], new byte[] { 9, 8 })));
        Assert.Equal([0, 0, 8, 1, 0, 0, 0, 2, 9, 8], Bytes.Idx(new IdxArray([2], new byte[] { 9, 8 })));
    }

    [Fact]
    public void An_array_becomes_a_tensor_of_its_dimensions()
    {
        using torch.Tensor tensor = new IdxArray([1, 2, 3], new byte[] { 1, 2, 3, 4, 5, 255 }).ToTensor();
        Assert.Equal([1, 2, 3], tensor.shape);
        Assert.Equal(torch.ScalarType.Byte, tensor.dtype);
        Assert.Equal([1, 2, 3, 4, 5, 255], tensor.data<byte>().ToArray());
    }

    [Theory]
    [InlineData(new int[0], 0)]
    [InlineData(new[] { 0 }, 0)]
    [InlineData(new[] { -2, -2 }, 4)]
    [InlineData(new[] { 2, 3 }, 5)]
    [InlineData(new[] { 65536, 65536, 65536, 65536 }, 0)]
    public void An_array_whose_dimensions_do_not_fit_its_values_cannot_be_made(int[] dimensions, int values) =>
        Assert.Throws<ArgumentException>(() => new IdxArray(dimensions, new byte[values]));

    [Fact]
    public void A_missing_file_is_named()
    {
        string path = folder.At("none");
        var fault = Assert.Throws<DatasetException>(() => IdxFile.ReadImages(path));
        Assert.StartsWith($"'{path}' cannot be read: ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_no_file() => Assert.Throws<DatasetException>(() => IdxFile.ReadImages(folder.Path));

    [Fact]
    public void Labels_are_not_taken_for_images()
    {
        string path = Store(Bytes.Idx(Bytes.Labels(20)), gzipped: true);
        var fault = Assert.Throws<DatasetException>(() => IdxFile.ReadImages(path));
        Assert.Equal($"'{path}' is refused: byte 0 of its content must begin the magic number 0x00000803 of uint8 images, but begins 0x00000801 of uint8 labels; get the file again, or give another one", fault.Message);
    }

    private string Store(byte[] content, bool gzipped) =>
        folder.Write(Path.GetRandomFileName(), gzipped ? Bytes.Gzip(content) : content);
}
