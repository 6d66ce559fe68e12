using System.Buffers.Binary;
using SkiaSharp;

namespace CompactCnn.Datasets.Tests;

public sealed class PictureDecoderTests
{
    /// <summary>Bytes at the end of a PNG or JPEG file that a decoder can do without.</summary>
    private const int AfterThePixels = 24;

    /// <summary>For what the system's allocator and the collector hold back, and the decoders' own tables.</summary>
    private const long NativeMemory = 16 << 20;

    /// <summary>A byte of PNG stands for 1,040 bytes of up to 8 pixels at most, each of which takes four bytes when it is decoded.</summary>
    private const long NativeMemoryPerByte = 1_040 * 8 * 4;

    private static readonly FeatureShape Shape = new(3, 8, 8);

    [Fact]
    public void A_picture_of_the_size_asked_for_comes_out_as_it_is()
    {
        var random = new Random(1);
        byte[] values = new byte[3 * 64];
        random.NextBytes(values);
        byte[] png = PictureBytes.Encode(8, 8, (column, row) => new SKColor(values[8 * row + column], values[64 + 8 * row + column], values[128 + 8 * row + column]));
        Assert.Equal(values, Decode(png, Shape));
        Assert.Equal(
            Enumerable.Range(0, 64).Select(place => (byte)Math.Round(0.299 * values[place] + 0.587 * values[64 + place] + 0.114 * values[128 + place])),
            Decode(png, new FeatureShape(1, 8, 8)));
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png, 16, 16)]
    [InlineData(SKEncodedImageFormat.Png, 200, 200)]
    [InlineData(SKEncodedImageFormat.Png, 4, 4)]
    [InlineData(SKEncodedImageFormat.Jpeg, 16, 16)]
    [InlineData(SKEncodedImageFormat.Jpeg, 200, 200)]
    [InlineData(SKEncodedImageFormat.Webp, 16, 16)]
    [InlineData(SKEncodedImageFormat.Webp, 200, 200)]
    [InlineData(SKEncodedImageFormat.Bmp, 16, 16)]
    [InlineData(SKEncodedImageFormat.Bmp, 202, 200)]
    [InlineData(SKEncodedImageFormat.Gif, 16, 16)]
    [InlineData(SKEncodedImageFormat.Gif, 200, 200)]
    public void Pictures_of_other_sizes_are_scaled(SKEncodedImageFormat format, int width, int height) =>
        AssertCorners(Decode(PictureBytes.Quarters(width, height, format), Shape), SKColors.Red, SKColors.Lime, SKColors.Blue, SKColors.White);

    [Theory]
    [InlineData(24, 8)]
    [InlineData(8, 24)]
    [InlineData(300, 100)]
    public void Of_other_proportions_the_middle_is_taken(int width, int height)
    {
        // Three squares in a row; the one in the middle is red.
        byte[] png = PictureBytes.Encode(width, height, (column, row) => Math.Max(column * 3 / width, row * 3 / height) == 1 && (width > height ? column : row) * 3 / Math.Max(width, height) == 1 ? SKColors.Red : SKColors.Blue);
        byte[] pixels = Decode(png, Shape);
        AssertColour(pixels, 3, 3, SKColors.Red);
        AssertColour(pixels, width > height ? 3 : 1, width > height ? 1 : 3, SKColors.Red);
        AssertColour(pixels, width > height ? 3 : 6, width > height ? 6 : 3, SKColors.Red);
    }

    [Fact]
    public void What_is_transparent_is_laid_on_white()
    {
        AssertColour(Decode(PictureBytes.Plain(SKColors.Transparent), Shape), 4, 4, SKColors.White);
        AssertColour(Decode(PictureBytes.Plain(new SKColor(255, 0, 0, 128)), Shape), 4, 4, new SKColor(255, 127, 127));
    }

    [Theory]
    [InlineData(1, "rgbw")]
    [InlineData(2, "grwb")]
    [InlineData(3, "wbgr")]
    [InlineData(4, "bwrg")]
    [InlineData(5, "rbgw")]
    [InlineData(6, "brwg")]
    [InlineData(7, "wgbr")]
    [InlineData(8, "gwrb")]
    public void Photographs_are_turned_upright(byte orientation, string corners)
    {
        byte[] jpeg = PictureBytes.Turned(PictureBytes.Quarters(64, 64, SKEncodedImageFormat.Jpeg), orientation);
        SKColor[] colours = [.. corners.Select(corner => corner switch { 'r' => SKColors.Red, 'g' => SKColors.Lime, 'b' => SKColors.Blue, _ => SKColors.White })];
        AssertCorners(Decode(jpeg, Shape), colours[0], colours[1], colours[2], colours[3]);
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png, "byte 16 of it ")]
    [InlineData(SKEncodedImageFormat.Jpeg, "byte 163 of it ")]
    public void A_size_that_the_file_cannot_hold_is_refused_before_anything_is_allocated(SKEncodedImageFormat format, string place)
    {
        byte[] whole = PictureBytes.Plain(SKColors.Red, 16, 16, format);
        foreach (ushort side in (ushort[])[0, 8_000, 60_000])
        {
            byte[] file = [.. whole];
            if (format == SKEncodedImageFormat.Png)
            {
                BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(16), side);
                BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(20), side);
                PictureBytes.MendChecksums(file);
            }
            else
            {
                BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(163), side);
                BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(165), side);
            }

            Assert.Contains(place, ResidentMemory.AssertBounded(4 << 20, () => Refused(file)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    public void A_picture_cut_short_is_refused(SKEncodedImageFormat format)
    {
        var random = new Random(2);
        byte[] whole = PictureBytes.Encode(16, 16, (_, _) => new SKColor((uint)random.Next() | 0xFF000000), format);
        for (int length = 0; length < whole.Length - AfterThePixels; length++)
            Refused(whole[..length]);
    }

    [Fact]
    public void Other_formats_are_refused() =>
        Assert.Contains("byte 0 of it must begin the signature of PNG, JPEG, WebP, BMP or GIF, but does not", Refused([.. "II*\0"u8, .. new byte[100]]), StringComparison.Ordinal);

    /// <summary>12,000 x 9,000 pixels, as a telephone makes them: decoded at an eighth, it takes less than a fiftieth of their memory.</summary>
    [Fact]
    public void A_photograph_of_108_megapixels_is_decoded_at_a_fraction()
    {
        byte[] file = LargePhotograph();
        Assert.Equal(108_000_000, (long)PictureHeader.Read(file).Width * PictureHeader.Read(file).Height);
        byte[] pixels = ResidentMemory.AssertBounded(64 << 20, () => Decode(file, Shape));
        Assert.All(pixels, value => Assert.InRange(value, 117, 123));
    }

    [Fact]
    public void Large_pictures_that_are_decoded_whole_wait_for_each_other()
    {
        var memory = new DecodingMemory(100);
        memory.Take(60);
        memory.Take(40);
        using var taken = new ManualResetEventSlim();
        var other = new Thread(() =>
        {
            memory.Take(1_000);
            taken.Set();
        });
        other.Start();
        memory.Free(40);
        Assert.False(taken.IsSet);
        memory.Free(60);
        other.Join();
        Assert.True(taken.IsSet);
    }

    /// <summary>A few bytes of WebP or GIF may stand for any size of one colour; a photograph of it has more of them.</summary>
    [Fact]
    public void A_large_picture_of_a_few_bytes_is_refused()
    {
        byte[] webp = PictureBytes.Plain(SKColors.Red, format: SKEncodedImageFormat.Webp);
        byte[] gif = PictureBytes.Quarters(16, 16, SKEncodedImageFormat.Gif);
        BinaryPrimitives.WriteUInt16LittleEndian(gif.AsSpan(6), 9_000);
        BinaryPrimitives.WriteUInt16LittleEndian(gif.AsSpan(8), 9_000);
        Assert.Contains("byte 6 of it begins a size of 9000 x 9000 pixels, more than its", Refused(gif), StringComparison.Ordinal);
        Assert.Equal("VP8L"u8, webp.AsSpan(12, 4));
        BinaryPrimitives.WriteUInt32LittleEndian(webp.AsSpan(21), 8_999 | 8_999 << 14);
        Assert.Contains("byte 21 of it begins a size of 9000 x 9000 pixels, more than its", ResidentMemory.AssertBounded(4 << 20, () => Refused(webp)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Webp)]
    [InlineData(SKEncodedImageFormat.Bmp)]
    [InlineData(SKEncodedImageFormat.Gif)]
    public void Damaged_pictures_of_the_other_formats_give_pixels_or_a_refusal(SKEncodedImageFormat format)
    {
        const int mutations = 1_000;
        const long plain = 6L << 24;
        var mutator = new Mutator(seed: 9);
        byte[] whole = PictureBytes.Quarters(12, 9, format);
        int read = 0;
        for (int mutation = 0; mutation < mutations; mutation++)
        {
            byte[] file = mutator.Mutate(whole);
            read += Fuzz.ReadOne(file, file.Length, mutant => ResidentMemory.AssertBounded(NativeMemory + plain, () => Decode(mutant, Shape))) ? 1 : 0;
        }

        Assert.InRange(read, 1, mutations - 1);
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    public void Damaged_pictures_give_pixels_or_a_refusal(SKEncodedImageFormat format)
    {
        var mutator = new Mutator(seed: 8);
        byte[] whole = PictureBytes.Quarters(12, 9, format);
        Fuzz.Run(
            () =>
            {
                byte[] file = mutator.Mutate(whole);
                return format == SKEncodedImageFormat.Png && mutator.Random.Next(4) > 0 ? PictureBytes.MendChecksums(file) : file;
            },
            file => ResidentMemory.AssertBounded(NativeMemory + NativeMemoryPerByte * file.Length, () => Decode(file, Shape)));
    }

    [Fact]
    public void The_memory_of_decoders_is_seen()
    {
        // Bytes of one value compress a thousandfold: 36 MB of pixels, all of which are justified.
        byte[] large = PictureBytes.Plain(SKColors.Red, 3_000, 3_000);
        // What the allocator has of work before is taken first, so that the decoder must ask the system.
        List<SKBitmap> taken = [];
        for (long grown = 0; grown < NativeMemory; grown += Environment.WorkingSet)
        {
            grown = -Environment.WorkingSet;
            taken.Add(new SKBitmap(3_000, 3_000));
            taken[^1].Erase(SKColors.Red);
        }

        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => ResidentMemory.AssertBounded(NativeMemory, () => Decode(large, Shape)));
        ResidentMemory.AssertBounded(NativeMemory + NativeMemoryPerByte * large.Length, () => Decode(large, Shape));
        taken.ForEach(bitmap => bitmap.Dispose());
    }

    private static byte[] LargePhotograph()
    {
        using var bitmap = new SKBitmap(12_000, 9_000, SKColorType.Gray8, SKAlphaType.Opaque);
        bitmap.Erase(new SKColor(120, 120, 120));
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Jpeg, quality: 50);
        return data.ToArray();
    }

    private static byte[] Decode(byte[] file, FeatureShape shape)
    {
        byte[] pixels = new byte[shape.Channels * shape.Height * shape.Width];
        PictureReader.Decode(Fuzz.Name, file, shape, pixels);
        return pixels;
    }

    private static string Refused(byte[] file)
    {
        string message = Assert.Throws<DatasetException>(() => Decode(file, Shape)).Message;
        Assert.Matches(Fuzz.Sentence(), message);
        return message;
    }

    private static void AssertCorners(byte[] pixels, SKColor topLeft, SKColor topRight, SKColor bottomLeft, SKColor bottomRight)
    {
        AssertColour(pixels, 1, 1, topLeft);
        AssertColour(pixels, 1, 6, topRight);
        AssertColour(pixels, 6, 1, bottomLeft);
        AssertColour(pixels, 6, 6, bottomRight);
    }

    private static void AssertColour(byte[] pixels, int row, int column, SKColor expected)
    {
        int place = 8 * row + column;
        Assert.InRange(pixels[place], expected.Red - 6, expected.Red + 6);
        Assert.InRange(pixels[64 + place], expected.Green - 6, expected.Green + 6);
        Assert.InRange(pixels[128 + place], expected.Blue - 6, expected.Blue + 6);
    }
}
