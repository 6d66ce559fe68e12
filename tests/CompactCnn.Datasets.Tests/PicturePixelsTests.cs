using SkiaSharp;

namespace CompactCnn.Datasets.Tests;

/// <summary>What answers without TorchSharp sees the pixels that training saw.</summary>
public sealed class PicturePixelsTests
{
    public static TheoryData<SKEncodedImageFormat> Formats =>
        [SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Webp, SKEncodedImageFormat.Bmp, SKEncodedImageFormat.Gif];

    [Theory]
    [MemberData(nameof(Formats))]
    public void They_are_those_of_training(SKEncodedImageFormat format)
    {
        byte[] file = PictureBytes.Quarters(30, 20, format);
        Assert.True(PicturePixels.IsPicture(file));
        foreach (FeatureShape shape in (FeatureShape[])[new(3, 8, 8), new(1, 5, 12)])
        {
            byte[] trained = new byte[shape.Elements];
            PictureReader.Decode("picture", file, shape, trained);
            Assert.Equal(trained, PicturePixels.Decode(file, shape.Channels, shape.Height, shape.Width));
        }
    }

    [Fact]
    public void What_is_no_picture_or_too_large_is_refused_in_one_sentence()
    {
        byte[] png = PictureBytes.Quarters(30, 20);
        Assert.False(PicturePixels.IsPicture("<svg/>"u8));
        Assert.Equal(
            "the picture is refused: byte 0 of it must begin the signature of PNG, JPEG, WebP, BMP or GIF, but does not; send another one",
            Assert.Throws<InvalidDataException>(() => PicturePixels.Decode([.. "<svg/>"u8], 3, 8, 8)).Message);
        Assert.Contains("30 x 20", Assert.Throws<InvalidDataException>(() => PicturePixels.Decode(png, 3, 8, 8, mostPixels: 599)).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be decoded", Assert.Throws<InvalidDataException>(() => PicturePixels.Decode(png[..(png.Length / 2)], 3, 8, 8)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("channels", () => PicturePixels.Decode(png, 2, 8, 8));
        Assert.Throws<ArgumentOutOfRangeException>("height", () => PicturePixels.Decode(png, 3, 0, 8));
    }
}
