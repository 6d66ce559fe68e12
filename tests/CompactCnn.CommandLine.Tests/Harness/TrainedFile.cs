namespace CompactCnn.CommandLine.Tests;

/// <summary>A compact network as train leaves it, on few images.</summary>
public sealed class TrainedFile : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TrainedFile()
    {
        ProgramRun run = ProgramRun.In(_folder, "train", "fashion-vgg", "--train-images", "96", "--batch", "16", "--epochs", "1", "--fine-tune", "0", "--out", "out", "--json");
        Assert.Equal(ExitStatus.Success, run.Status);
        Path = _folder.Of("out", "fashion-vgg-compact.safetensors");
        Accuracy = run.Json.GetProperty("compact").GetProperty("accuracy").GetDouble();
    }

    internal string Path { get; }

    internal double Accuracy { get; }

    public void Dispose() => _folder.Dispose();
}
