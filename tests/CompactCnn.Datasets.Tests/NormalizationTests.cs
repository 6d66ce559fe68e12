using TorchSharp;

namespace CompactCnn.Datasets.Tests;

public sealed class NormalizationTests
{
    [Fact]
    public void Each_channel_is_normalised_by_its_own_numbers()
    {
        var normalization = new Normalization([0.5f, 0.25f], [0.5f, 0.1f]);
        using torch.Tensor images = torch.tensor(new byte[] { 0, 255, 51, 102 }, [1, 2, 1, 2]);
        using torch.Tensor result = normalization.Apply(images, default);

        Assert.Equal(torch.ScalarType.Float32, result.dtype);
        Assert.Equal([1, 2, 1, 2], result.shape);
        float[] expected = [(0 - 0.5f) / 0.5f, (1 - 0.5f) / 0.5f, (0.2f - 0.25f) / 0.1f, (0.4f - 0.25f) / 0.1f];
        Assert.All(expected.Zip(result.data<float>()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void The_statistics_of_the_images_themselves_give_mean_0_and_deviation_1()
    {
        IdxArray pixels = Bytes.Images(count: 50, size: 16);
        using torch.Tensor images = pixels.ToTensor().unsqueeze_(1);
        double mean = pixels.Values.ToArray().Average(pixel => pixel / 255.0);
        double deviation = Math.Sqrt(pixels.Values.ToArray().Average(pixel => Math.Pow(pixel / 255.0 - mean, 2)));

        using torch.Tensor result = new Normalization([(float)mean], [(float)deviation]).Apply(images, default);

        float[] values = result.data<float>().ToArray();
        Assert.Equal(0, values.Average(value => (double)value), 1e-5);
        Assert.Equal(1, values.Average(value => (double)value * value), 1e-5);
    }

    [Fact]
    public void Images_are_measured_channel_by_channel()
    {
        using torch.Tensor images = torch.tensor(new byte[] { 0, 255, 51, 51, 255, 255, 51, 51, 0, 0, 51, 51 }, [3, 2, 1, 2]);
        Normalization found = Normalization.Of(images);
        Assert.Equal([0.5f, 0.2f], found.Mean);

        // A channel of one colour is only centred.
        Assert.Equal([0.5f, 1f], found.Deviation);
    }

    [Fact]
    public void Images_of_another_kind_or_none_cannot_be_measured()
    {
        using torch.Tensor real = torch.zeros(1, 1, 2, 2);
        using torch.Tensor none = torch.zeros([0, 1, 2, 2], torch.ScalarType.Byte);
        Assert.Throws<ArgumentException>(() => Normalization.Of(real));
        Assert.Throws<ArgumentException>(() => Normalization.Of(none));
    }

    [Fact]
    public void The_images_stay_as_they_are_and_only_the_result_is_left()
    {
        var normalization = new Normalization([0.5f], [0.5f]);
        using torch.Tensor images = torch.full([2, 1, 3, 3], 7, torch.ScalarType.Byte);
        var tensors = new LiveTensors();
        long before = tensors.Count;
        using (torch.Tensor result = normalization.Apply(images, default))
            Assert.Equal(before + 1, tensors.Count);

        Assert.Equal(before, tensors.Count);
        Assert.All(images.data<byte>(), pixel => Assert.Equal(7, pixel));
    }

    [Fact]
    public void Images_of_another_kind_are_refused()
    {
        var normalization = new Normalization([0.5f], [0.5f]);
        using torch.Tensor real = torch.zeros(1, 1, 2, 2);
        using torch.Tensor colour = torch.zeros([1, 3, 2, 2], torch.ScalarType.Byte);
        Assert.Throws<ArgumentException>(() => normalization.Apply(real, default));
        Assert.Throws<ArgumentException>(() => normalization.Apply(colour, default));
    }

    [Theory]
    [InlineData(new float[0], new float[0])]
    [InlineData(new[] { 0.5f }, new[] { 0.5f, 0.5f })]
    [InlineData(new[] { 0.5f }, new[] { 0f })]
    [InlineData(new[] { 0.5f }, new[] { float.NaN })]
    [InlineData(new[] { float.NaN }, new[] { 0.5f })]
    [InlineData(new[] { 73f }, new[] { 90f })]
    public void Numbers_out_of_range_are_refused(float[] mean, float[] deviation) =>
        Assert.Throws<ArgumentException>(() => new Normalization(mean, deviation));
}
