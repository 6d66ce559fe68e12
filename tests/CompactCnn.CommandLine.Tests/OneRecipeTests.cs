using CompactCnn.Examples.Models;
using TorchSharp;

namespace CompactCnn.CommandLine.Tests;

/// <summary>The library's call, as README shows it, and the command <c>train</c> are one recipe.</summary>
[Collection(nameof(CompactCnnProgramTests))]
public sealed class OneRecipeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void TheCallAndTheCommandGiveTheSameBits()
    {
        ProgramRun run = ProgramRun.In(
            _folder, "train", "fashion-vgg", "--train-images", "96", "--batch", "16", "--active", "0.5", "--epochs", "2", "--seed", "3", "--out", "out");
        Assert.True(run.Status == ExitStatus.Success, run.Errors);

        // The program runs on one thread, too: sums are split among threads.
        torch.set_num_threads(1);
        using Dataset all = FashionMnistSubset.Load();
        using Dataset data = all.Subset(96, seed: 0);
        using var model = new FashionVgg(seed: 3);
        using CompactTrainingResult<FashionVgg.Compact> result = model.TrainCompact(
            data.Train, new CompactTrainingOptions { Target = CompactTarget.Channels(0.5), Epochs = 2, BatchSize = 16, Seed = 3 });
        using FashionVgg.Compact trained = FashionVgg.Compact.Load(_folder.Of("out", "fashion-vgg-compact.safetensors"));

        Dictionary<string, torch.Tensor> byCommand = trained.state_dict();
        Dictionary<string, torch.Tensor> byCall = result.Network.state_dict();
        Assert.Equal(byCommand.Keys.Order(StringComparer.Ordinal), byCall.Keys.Order(StringComparer.Ordinal));
        Assert.All(byCall, entry => Assert.True(entry.Value.eq(byCommand[entry.Key]).all().item<bool>(), entry.Key));
    }

    public void Dispose() => _folder.Dispose();
}
