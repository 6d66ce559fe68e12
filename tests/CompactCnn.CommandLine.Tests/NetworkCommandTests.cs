using System.Diagnostics;
using System.Text.Json;
using SkiaSharp;

namespace CompactCnn.CommandLine.Tests;

/// <summary>eval, predict, export and inspect, on a network that train wrote.</summary>
public sealed class NetworkCommandTests(TrainedFile trained) : IClassFixture<TrainedFile>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EvalSaysHowManyAreRight()
    {
        ProgramRun run = Run("eval", trained.Path, "--json");
        Assert.Equal(ExitStatus.Success, run.Status);
        Assert.Equal(
            ["file", "model", "dataset", "images", "accuracy", "loss", "seconds", "classes", "confusions"],
            run.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal(5000, run.Json.GetProperty("images").GetInt32());
        Assert.Equal(trained.Accuracy, run.Json.GetProperty("accuracy").GetDouble());
        Assert.Contains("5,000 test images right", run.Errors, StringComparison.Ordinal);
        Assert.Contains("| taken for", run.Errors, StringComparison.Ordinal);
        int wrong = run.Json.GetProperty("confusions").EnumerateArray().Sum(pair => pair.GetProperty("images").GetInt32());
        Assert.Equal(5000 - Math.Round(trained.Accuracy * 50), wrong);
    }

    [Fact]
    public void PredictNamesTheClassOfEachPicture()
    {
        Directory.CreateDirectory(_folder.Of("pictures"));
        Draw("pictures/b.png");
        Draw("pictures/a.png");
        Draw("one.png");
        ProgramRun run = Run("predict", trained.Path, "one.png", "pictures", "--json");
        Assert.Equal(ExitStatus.Success, run.Status);
        JsonElement[] predictions = [.. run.Json.GetProperty("predictions").EnumerateArray()];
        Assert.Equal(["one.png", "pictures/a.png", "pictures/b.png"], predictions.Select(prediction => prediction.GetProperty("image").GetString()));
        Assert.All(predictions, prediction =>
        {
            Assert.Contains(prediction.GetProperty("class").GetString(), FashionMnist.ClassNames);
            Assert.InRange(prediction.GetProperty("probability").GetDouble(), 0.1, 1);
            Assert.InRange(prediction.GetProperty("milliseconds").GetDouble(), 0, 10_000);
        });

        // The same picture gets the same answer.
        Assert.Single(predictions.Select(prediction => prediction.GetProperty("probability").GetDouble()).Distinct());

        run = Run("predict", trained.Path, "one.png");
        Assert.Equal(ExitStatus.Success, run.Status);
        Assert.DoesNotContain("error", run.Errors, StringComparison.Ordinal);
        Assert.Contains("| one.png | ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ExportWritesBothFormats()
    {
        ProgramRun run = Run("export", trained.Path, "--format", "onnx", "--out", "network.onnx", "--json");
        Assert.Equal(ExitStatus.Success, run.Status);
        Assert.Equal(new FileInfo(_folder.Of("network.onnx")).Length, run.Json.GetProperty("bytes").GetInt64());

        Run("export", trained.Path, "--format", "safetensors", "--out", "network.onnx").AssertRefused("--out 'network.onnx' is there already; give another, or add --overwrite to replace it");
        File.WriteAllText(_folder.Of("again.safetensors"), "");
        run = Run("export", trained.Path, "--format", "safetensors", "--out", "again.safetensors", "--overwrite");
        Assert.Equal(ExitStatus.Success, run.Status);
        Assert.Equal(File.ReadAllBytes(trained.Path), File.ReadAllBytes(_folder.Of("again.safetensors")));
    }

    [Fact]
    public void ExportInIntegersTellsWhatItCosts()
    {
        ProgramRun run = Run("export", trained.Path, "--int8", "--dataset", "fashion-mnist-subset", "--calibration-images", "40", "--out", "int8.onnx", "--json");
        Assert.True(run.Status == ExitStatus.Success, run.Errors);
        JsonElement int8 = run.Json.GetProperty("int8");
        Assert.Equal((40, 2000), (int8.GetProperty("calibrationImages").GetInt32(), int8.GetProperty("images").GetInt32()));
        Assert.InRange(int8.GetProperty("floatAccuracy").GetDouble() - int8.GetProperty("accuracy").GetDouble(), -2, 0.5);
        Assert.InRange(int8.GetProperty("agreement").GetDouble(), 97, 100);
        Assert.True(int8.GetProperty("milliseconds").GetDouble() > 0);
        Assert.InRange((double)run.Json.GetProperty("bytes").GetInt64() / int8.GetProperty("floatBytes").GetInt64(), 0.2, 0.45);
        Assert.Contains("test images right, float", run.Errors, StringComparison.Ordinal);
        Assert.Contains("int8", File.ReadAllText(_folder.Of("int8.onnx")), StringComparison.Ordinal);
    }

    [Fact]
    public void ExportInIntegersRefusesWhatContradictsIt()
    {
        Run("export", trained.Path, "--int8", "--out", "a.onnx").AssertRefused("--int8 is calibrated on training images, but --dataset is not given");
        Run("export", trained.Path, "--int8", "--dataset", "fashion-mnist-subset", "--format", "safetensors", "--out", "a.onnx").AssertRefused("--int8 writes onnx files, but --format is safetensors");
        Run("export", trained.Path, "--int8", "--dataset", "fashion-mnist-subset", "--keep-norms", "--out", "a.onnx").AssertRefused("--int8 folds norms, but --keep-norms is given");
        Run("export", trained.Path, "--calibration-images", "9", "--out", "a.onnx").AssertRefused("--calibration-images is for --int8, which is not given");
        Run("export", trained.Path, "--int8", "--dataset", "fashion-mnist-subset", "--calibration-images", "0", "--out", "a.onnx").AssertRefused("--calibration-images");
        Assert.False(File.Exists(_folder.Of("a.onnx")));
    }

    [Fact]
    public void InspectTellsWhatTheFileSays()
    {
        ProgramRun run = Run("inspect", trained.Path, "--json");
        Assert.Equal(ExitStatus.Success, run.Status);
        JsonElement json = run.Json;
        Assert.Equal(("FashionVgg", true), (json.GetProperty("model").GetString(), json.GetProperty("compact").GetBoolean()));
        Assert.Equal([1, 28, 28], json.GetProperty("input").EnumerateArray().Select(number => number.GetInt32()));
        Assert.Equal([16, 16, 32, 32, 64, 64], json.GetProperty("widths").EnumerateArray().Select(number => number.GetInt32()));
        Assert.Equal([16, 16, 32, 32, 64, 64], json.GetProperty("keep").EnumerateArray().Select(group => group.GetArrayLength()));
        Assert.Equal(FashionMnist.ClassNames, json.GetProperty("classes").EnumerateArray().Select(name => name.GetString()));
        // The mean of Fashion-MNIST is 0.286; that of the few images that were trained on is near.
        Assert.InRange(Assert.Single(json.GetProperty("mean").EnumerateArray()).GetSingle(), 0.25f, 0.32f);
        Assert.Equal(json.GetProperty("parameters").GetInt64(), json.GetProperty("layers").EnumerateArray().Sum(layer => layer.GetProperty("parameters").GetInt64()));
        Assert.Contains("Conv6", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void FilesThatCannotBeUsed()
    {
        File.WriteAllBytes(_folder.Of("damaged.safetensors"), File.ReadAllBytes(trained.Path)[..^1]);
        Run("inspect", "missing").AssertRefused("'missing' does not exist");
        Run("eval").AssertRefused("FILE is missing");
        Run("eval", "damaged.safetensors").AssertRefused("'damaged.safetensors' is not a readable safetensors file");
        Run("eval", trained.Path, "--dataset", "nonsense").AssertRefused("there is no data set 'nonsense'");
        Run("predict", trained.Path).AssertRefused("IMAGE is missing");
        Run("predict", trained.Path, "missing.png").AssertRefused("'missing.png' cannot be read");
        File.WriteAllText(_folder.Of("text.png"), "no picture");
        Run("predict", trained.Path, "text.png").AssertRefused("'text.png' is refused");
        Directory.CreateDirectory(_folder.Of("empty"));
        Run("predict", trained.Path, "empty").AssertRefused("'empty' has no pictures");
        Run("export", trained.Path).AssertRefused("--out");
        Run("export", trained.Path, "--format", "onyx", "--out", "x").AssertRefused("there is no format 'onyx'", "did you mean 'onnx'?");
        Run("export", trained.Path, "--out", "missing/x.onnx").AssertRefused("'missing/x.onnx' could not be written");
    }

    [Fact]
    public void LinksAreFollowedAndPipesAndDevicesRefused()
    {
        File.CreateSymbolicLink(_folder.Of("link.safetensors"), trained.Path);
        Assert.Equal(new FileInfo(trained.Path).Length, Run("inspect", "link.safetensors", "--json").Json.GetProperty("bytes").GetInt64());
        using (Process pipe = Process.Start("mkfifo", _folder.Of("pipe")))
            pipe.WaitForExit();

        Run("inspect", "pipe").AssertRefused("'pipe' could not be read: it is a pipe, but only regular files are read");
        Run("inspect", "/dev/zero").AssertRefused("'/dev/zero' could not be read: it is a character device, but only regular files are read");

        File.CreateSymbolicLink(_folder.Of("out.onnx"), "real.onnx");
        long bytes = Run("export", trained.Path, "--out", "out.onnx", "--json").Json.GetProperty("bytes").GetInt64();
        Assert.Equal(new FileInfo(_folder.Of("real.onnx")).Length, bytes);
        Assert.Equal("real.onnx", new FileInfo(_folder.Of("out.onnx")).LinkTarget);
        File.CreateSymbolicLink(_folder.Of("device"), "/dev/null");
        Run("export", trained.Path, "--out", "device").AssertRefused("--out 'device' cannot be written: it is a character device, but only regular files are replaced; give another");
    }

    private ProgramRun Run(params string[] arguments) => ProgramRun.In(_folder, arguments);

    private void Draw(string file)
    {
        using var bitmap = new SKBitmap(40, 30);
        bitmap.Erase(SKColors.DarkGray);
        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        File.WriteAllBytes(_folder.Of(file), png.ToArray());
    }
}
