using System.Diagnostics;
using System.Text.Json;
using SkiaSharp;

namespace CompactCnn.CommandLine.Tests;

/// <summary>A folder of pictures as people have them, from training to answers.</summary>
public sealed class ImageFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TrainsEvaluatesAndAnswersByTheNamesOfClasses()
    {
        Draw("flowers/Train/daisy", 20, 10);
        Draw("flowers/Train/rose/2023", 20, 120);
        Draw("flowers/Train/tulip", 19, 240);
        File.WriteAllText(_folder.Of("flowers", "Train", "tulip", "cut.jpg"), "cut off");
        File.WriteAllText(_folder.Of("flowers", "Train", "tulip", "notes.txt"), "seen in May");
        Draw("flowers/val/rose", 4, 125);
        Draw("flowers/val/tulip", 3, 235);
        string[] train = ["train", "fashion-vgg", "--dataset", "image-folder", "--data", "flowers", "--batch", "8", "--epochs", "3", "--fine-tune", "1", "--out", "out"];
        Run(train).AssertRefused($"'{_folder.Of("flowers", "Train", "tulip", "cut.jpg")}' is refused: byte 0 of it must begin the signature", "--skip-bad");

        ProgramRun run = Run([.. train, "--skip-bad"]);
        Assert.True(run.Status == ExitStatus.Success, run.Errors);
        Assert.Contains("flowers: 3 classes, 59 images to train on, 7 to test on", run.Errors, StringComparison.Ordinal);
        Assert.Contains("| tulip |    19 |    3 |", run.Errors, StringComparison.Ordinal);
        Assert.Contains("warning: no image to test on is of 'daisy'", run.Errors, StringComparison.Ordinal);
        Assert.Contains("warning: 2 files or folders are left out: ", run.Errors, StringComparison.Ordinal);
        Assert.Contains("| class | images | right | accuracy |", run.Output, StringComparison.Ordinal);
        string[] leftOut = File.ReadAllLines(_folder.Of("out", "left-out.txt"));
        Assert.Equal(["notes.txt", "cut.jpg"], leftOut.Select(line => Path.GetFileName(line.Split('\t')[0])));

        EvaluatesByName();
        AnswersForTheGoodPictures();
        await AnswersInTheWebService();
    }

    [Fact]
    public void IsPackedLookedAtAndCleaned()
    {
        Draw("flowers/daisy", 6, 10);
        Draw("flowers/rose", 6, 120);
        Assert.Contains("nothing is packed in '", Run("data", "info").Output, StringComparison.Ordinal);
        ProgramRun pack = Run("data", "pack", "flowers", "--model", "fashion-vgg", "--json");
        Assert.True(pack.Status == ExitStatus.Success, pack.Errors);
        Assert.Contains("packing 12 pictures of 1x28x28, 0.000 GB, into '", pack.Errors, StringComparison.Ordinal);
        JsonElement packed = Assert.Single(pack.Json.GetProperty("packed").EnumerateArray());
        Assert.Equal((12, _folder.Of("flowers")), (packed.GetProperty("pictures").GetInt32(), packed.GetProperty("folder").GetString()));

        // It is used where it is there.
        File.SetLastWriteTimeUtc(_folder.Of("flowers", "daisy", "00.png"), DateTime.UnixEpoch);
        Assert.Contains("packing 12 pictures", Run("data", "pack", "flowers", "--shape", "1x28x28").Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("packing", Run("data", "pack", "flowers", "--shape", "1x28x28").Errors, StringComparison.Ordinal);
        Assert.Contains("1x28x28", Run("data", "info", "flowers").Output, StringComparison.Ordinal);
        Assert.Contains("0 packed files deleted", Run("data", "clean", "elsewhere").Output, StringComparison.Ordinal);
        Assert.Equal(packed.GetProperty("file").GetString(), Assert.Single(Run("data", "clean", "--json").Json.GetProperty("deleted").EnumerateArray()).GetString());
    }

    /// <summary>The model declares ten classes: three folders make a network of three outputs, also where TorchSharp is not.</summary>
    private async Task AnswersInTheWebService()
    {
        ProgramRun inspect = Run("inspect", "out/fashion-vgg-compact.safetensors", "--json");
        JsonElement classifier = inspect.Json.GetProperty("layers").EnumerateArray().Last();
        Assert.Equal([3, 1, 1], classifier.GetProperty("output").EnumerateArray().Select(size => size.GetInt32()));
        ProgramRun export = Run("export", "out/fashion-vgg-compact.safetensors", "--out", "three.onnx");
        Assert.True(export.Status == ExitStatus.Success, export.Errors);
        using Process service = ProgramRun.Start(_folder, ProgramRun.WebService, ["three.onnx", "--urls", "http://127.0.0.1:0"]);
        try
        {
            using HttpClient client = RunningService.ClientOf(service);
            using HttpResponseMessage response = await client.PostAsync("classify", new ByteArrayContent(await File.ReadAllBytesAsync(_folder.Of("new", "00.png"))));
            JsonElement answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
            Assert.Equal(["daisy", "rose", "tulip"], answer.GetProperty("classes").EnumerateArray().Select(one => one.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
        }
        finally
        {
            service.Kill();
        }
    }

    /// <summary>On all classes, and on two of them in another folder: a class is the same class, whatever its place.</summary>
    private void EvaluatesByName()
    {
        Draw("all/daisy", 3, 12);
        Draw("all/rose", 5, 118);
        Draw("all/tulip", 4, 238);
        Dictionary<string, double> all = Accuracies("all", 12);
        foreach (string name in (string[])["rose", "tulip"])
        {
            Directory.CreateDirectory(_folder.Of("two"));
            Directory.Move(_folder.Of("all", name), _folder.Of("two", name));
        }

        Dictionary<string, double> two = Accuracies("two", 9);
        Assert.Equal(["rose", "tulip"], two.Keys);
        Assert.All(two, one => Assert.Equal(all[one.Key], one.Value));

        Directory.Move(_folder.Of("two", "rose"), _folder.Of("two", "cat"));
        Run("eval", "out/fashion-vgg-compact.safetensors", "--dataset", "image-folder", "--data", "two")
            .AssertRefused("'cat' is not among those known, 'daisy', 'rose', 'tulip'; the data has 'cat', 'tulip'");
    }

    private Dictionary<string, double> Accuracies(string folder, int images)
    {
        ProgramRun run = Run("eval", "out/fashion-vgg-compact.safetensors", "--dataset", "image-folder", "--data", folder, "--json");
        Assert.True(run.Status == ExitStatus.Success, run.Errors);
        Assert.Equal(images, run.Json.GetProperty("images").GetInt32());
        return run.Json.GetProperty("classes").EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!, one => one.GetProperty("accuracy").GetDouble());
    }

    private void AnswersForTheGoodPictures()
    {
        Draw("new", 8, 60);
        File.WriteAllText(_folder.Of("new", "03.png"), "no picture");
        ProgramRun run = Run("predict", "out/fashion-vgg-compact.safetensors", "new", "mistyped.png", "--json");
        Assert.Equal(ExitStatus.Failure, run.Status);
        Assert.Equal(7, run.Json.GetProperty("predictions").GetArrayLength());
        JsonElement[] refused = [.. run.Json.GetProperty("refused").EnumerateArray()];
        Assert.Equal(["new/03.png", "mistyped.png"], refused.Select(one => one.GetProperty("image").GetString()));
        Assert.Contains("error: 2 of 9 could not be answered: 'new/03.png' is refused: byte 0", run.Errors, StringComparison.Ordinal);
    }

    private ProgramRun Run(params string[] arguments) => ProgramRun.In(_folder, arguments);

    private void Draw(string place, int count, byte brightness)
    {
        string folder = _folder.Of(place.Split('/'));
        Directory.CreateDirectory(folder);
        var random = new Random(brightness);
        for (int image = 0; image < count; image++)
        {
            using var bitmap = new SKBitmap(40, 30);
            byte grey = (byte)(brightness + random.Next(10));
            bitmap.Erase(new SKColor(grey, grey, grey));
            using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
            File.WriteAllBytes(Path.Combine(folder, $"{image:00}.png"), png.ToArray());
        }
    }
}
