using System.Text.RegularExpressions;

namespace CompactCnn.CommandLine.Tests;

/// <summary>What <c>--help</c> shows: what a command does, its options with ranges and defaults, examples.</summary>
public sealed partial class HelpTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--help", "quickstart", "doctor", "--allocator <fast|small|system>", "--waiting-threads <sleep|spin>", "-- quickstart")]
    [InlineData("quickstart --help", "--seed <N>", "--out <DIR>", "--json", "-- quickstart --seed 2 --json")]
    [InlineData("cost --help", "<MODEL>", "vgg16-imagenet", "above 0 and at most 1", "[default: 1]", "-- cost vgg16-cifar10 --active 0.5")]
    [InlineData("compare --help", "--epochs <N>", "--methods <NAME,...>", "--validation <N>", "-- compare fashion-vgg")]
    [InlineData("train --help", "--budget <per-layer|global|parameters[=N]|macs[=N]>", "thompson-sampling", "--log <FILE>", "--tensorboard <DIR>", "--epochs <N>", "[default: 10]", "fashion-mnist-subset", "--offline", "-- train fashion-vgg")]
    public void ShowsWhatThereIsToKnow(string arguments, params string[] expected)
    {
        ProgramRun run = ProgramRun.In(_folder, arguments.Split(' '));
        Assert.Equal(ExitStatus.Success, run.Status);
        Assert.Empty(run.Errors);
        Assert.All(expected, piece => Assert.Contains(piece, run.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("--limit-images", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train fashion-vgg", 15)]
    [InlineData("compare fashion-vgg", 16)]
    [InlineData("cost fashion-vgg", 2)]
    [InlineData("quickstart", 1)]
    [InlineData("eval network.safetensors", 1)]
    [InlineData("export network.safetensors --out network.onnx", 1)]
    public void EveryDefaultCanBeTyped(string command, int atLeast)
    {
        ProgramRun run = ProgramRun.In(_folder, [.. command.Split(' '), "--help"]);
        MatchCollection defaults = OptionWithDefault().Matches(run.Output);
        Assert.InRange(defaults.Count, atLeast, 100);
        using var interruption = new Interruption();
        Assert.All(defaults, match =>
            CommandRunner.Check([.. command.Split(' '), match.Groups["option"].Value, match.Groups["default"].Value], Zoo.Context(interruption)));
    }

    [GeneratedRegex(@"^  (?<option>--[a-z-]+) .* \[default: (?<default>.*)\]$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex OptionWithDefault();
}
