using SkiaSharp;
using TorchSharp;

namespace CompactCnn.Datasets.Tests;

public sealed class ContactSheetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Every_class_has_a_row_with_its_name_and_first_images(int channels)
    {
        // Two classes; image i is of class i % 2 and of brightness 40 i.
        using TrainingData images = Images(channels, 5);
        using SKBitmap sheet = SKBitmap.Decode(ContactSheet.Render(images, ["I", "no"], perClass: 2));

        // A name and its count, as "no (2)", take 12 pixels a letter; images are enlarged to 64 pixels; gaps are 4.
        Assert.Equal((12 + 72 + 2 * 68, 4 + 2 * 68), (sheet.Width, sheet.Height));
        Assert.Equal(SKColors.White, sheet.GetPixel(0, 0));
        for (int image = 0; image < 4; image++)
        {
            (int left, int top) = (80 + image / 2 * 68, 4 + image % 2 * 68);
            byte brightness = (byte)(40 * image);
            Assert.Equal(new SKColor(brightness, brightness, brightness), sheet.GetPixel(left, top));
            Assert.Equal(new SKColor(brightness, brightness, brightness), sheet.GetPixel(left + 63, top + 63));
            Assert.Equal(SKColors.White, sheet.GetPixel(left - 1, top));
            Assert.Equal(SKColors.White, sheet.GetPixel(left, top + 64));
        }

        // The letter I is a bar of two pixels' width in the third of its five columns.
        Assert.Equal(SKColors.Black, sheet.GetPixel(4 + 2 * 2, 4 + 32));
        Assert.Equal(SKColors.White, sheet.GetPixel(4, 4 + 32));
    }

    [Fact]
    public void Colours_are_red_green_and_blue()
    {
        torch.Tensor pixel = torch.tensor(new byte[] { 10, 20, 30 }, [1, 3, 1, 1]);
        using var images = new TrainingData(pixel, torch.zeros([1], torch.int64));
        using SKBitmap sheet = SKBitmap.Decode(ContactSheet.Render(images, [""]));
        // The label " (1)" takes 48 pixels.
        Assert.Equal(new SKColor(10, 20, 30), sheet.GetPixel(8 + 48 + 2, 10));
    }

    [Fact]
    public void A_data_set_is_rendered_to_a_file()
    {
        using Dataset dataset = FashionMnistSubset.Load();
        string path = folder.At("sheet.png");
        ContactSheet.Save(path, dataset, perClass: 3);
        using SKBitmap sheet = SKBitmap.Decode(path);
        Assert.Equal(4 + 10 * 60, sheet.Height);
    }

    [Fact]
    public void Every_letter_is_drawn_differently()
    {
        string[] letters = [.. Enumerable.Range(' ', 96).Select(code => string.Join(" ", PixelFont.Draw(((char)code).ToString())))];
        Assert.Equal(96, letters.Distinct().Count());
        Assert.Equal(PixelFont.Draw("\u007F"), PixelFont.Draw("日"));
        Assert.All(letters.SelectMany((_, code) => PixelFont.Draw(((char)(' ' + code)).ToString())), pixel => Assert.True(pixel is { Column: >= 0 and < 5, Row: >= 0 and < 7 }));
    }

    [Fact]
    public void Letters_with_marks_are_those_without_and_the_marks()
    {
        foreach (string letters in (string[])["aä", "oöő", "uüů", "eéèê", "nñ", "cçč", "AÅ", "zž"])
        {
            HashSet<(int, int)>[] drawn = [.. letters.EnumerateRunes().Select(letter => PixelFont.Draw(letter).ToHashSet())];
            Assert.All(drawn[1..], marked => Assert.ProperSubset(marked, drawn[0]));
            Assert.Equal(letters.Length, drawn.Select(pixels => string.Join(' ', pixels.Order())).Distinct().Count());
        }

        Assert.Equal("", ContactSheet.Undrawn(["Käse", "cafe\u0301", "piñata", "plain"]));
        Assert.False(PixelFont.Has(new System.Text.Rune('日')));
        // Whether a machine has a font for it is its own affair: it is drawn, or said not to be.
        Assert.Contains(ContactSheet.Undrawn(["日本", "日"]), (string[])["", "日本"]);
        using TrainingData images = Images(1, 3);
        Assert.NotEmpty(ContactSheet.Render(images, ["日本", "Käse"]));
    }

    [Fact]
    public void Many_classes_and_large_images_stop_at_a_screen()
    {
        using var many = new TrainingData(torch.zeros([1_000, 1, 8, 8], torch.ScalarType.Byte), torch.arange(1_000, torch.int64));
        using SKBitmap sheet = SKBitmap.Decode(ContactSheet.Render(many, [.. Enumerable.Range(0, 1_000).Select(label => $"class {label}")], perClass: 100));
        Assert.True(sheet is { Width: <= 1920, Height: <= 1080 }, $"{sheet.Width} x {sheet.Height}");
        using var large = new TrainingData(torch.zeros([40, 3, 400, 300], torch.ScalarType.Byte), torch.zeros([40], torch.int64));
        using SKBitmap wide = SKBitmap.Decode(ContactSheet.Render(large, ["a"], perClass: 40));
        Assert.True(wide is { Width: > 1000 and <= 1920, Height: 4 + 100 + 4 }, $"{wide.Width} x {wide.Height}");
    }

    [Fact]
    public void What_cannot_be_shown_is_refused()
    {
        using TrainingData images = Images(2, 3);
        using TrainingData grey = Images(1, 3);
        using var real = new TrainingData(torch.zeros(1, 1, 2, 2), torch.zeros([1], torch.int64));
        Assert.Throws<ArgumentException>(() => ContactSheet.Render(images, ["a", "b"]));
        Assert.Throws<ArgumentException>(() => ContactSheet.Render(real, ["a"]));
        Assert.Throws<ArgumentException>(() => ContactSheet.Render(grey, ["a"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ContactSheet.Render(grey, ["a", "b"], perClass: 0));
    }

    private static TrainingData Images(int channels, int count)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor brightness = torch.arange(count, torch.int64).mul(40).to(torch.ScalarType.Byte).view(count, 1, 1, 1);
        return new TrainingData(brightness.repeat(1, channels, 16, 16), torch.arange(count, torch.int64).remainder(2));
    }
}
