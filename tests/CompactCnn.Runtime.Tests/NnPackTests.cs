namespace CompactCnn.Runtime.Tests;

/// <summary>
/// libtorch prints a line for every convolution of a single image where NNPACK does not find the processor's caches. It is
/// not asked, so that a program that only answers says nothing that its author did not write.
/// </summary>
public class NnPackTests
{
    [Fact]
    public void ANetworkThatAnswersHasSwitchedItOff()
    {
        using CompactNetwork network = ModelCases.Of("NormedHead").CreateCompact([2, 3, 3, 2], seed: 1);
        using TorchSharp.torch.Tensor image = TorchSharp.torch.zeros(1, 1, 8, 8);
        network.forward(image).Dispose();
        Assert.True(NnPack.SwitchOff() || !OperatingSystem.IsLinux());
        Assert.NotEqual(true, NnPack.IsEnabled);
    }

    [Fact]
    public void AFreshProcessPrintsNothingButItsAnswers()
    {
        (int status, string output, string errors) = TrainingHost.Answer("20");
        Assert.Equal((0, "", 20), (status, errors, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
    }
}
