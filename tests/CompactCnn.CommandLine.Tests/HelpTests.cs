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
    [InlineData("cost --help", "<MODEL>", "as the command models lists them", "above 0 and at most 1", "[default: 1]", "-- cost vgg16-cifar10 --active 0.5")]
    [InlineData("help", "quickstart", "doctor", "-- quickstart", "-- help train")]
    [InlineData("help data show", "--per-class <N>", "-- data show fashion-mnist-subset --out grid.png")]
    [InlineData("compare --help", "--epochs <N>", "epochs that methods train before they fine-tune", "\nMethods:\n", "\n  scratch-b          the compact architecture from scratch, for the method's training MACs\n", "shrink-over", "--methods <NAME,...>", "--validation <N>", "-- compare fashion-vgg")]
    [InlineData("train --help", "--budget <per-layer|global|parameters[=N]|macs[=N]>", "thompson-sampling", "--log <FILE>", "--tensorboard <DIR>", "--epochs <N>", "[default: 10]", "fashion-mnist-subset", "--offline", "-- train fashion-vgg")]
    public void ShowsWhatThereIsToKnow(string arguments, params string[] expected)
    {
        ProgramRun run = ProgramRun.In(_folder, arguments.Split(' '));
        Assert.Equal(ExitStatus.Success, run.Status);
        Assert.Empty(run.Errors);
        Assert.All(expected, piece => Assert.Contains(piece, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void ItsVersionIsPrinted()
    {
        ProgramRun run = ProgramRun.In(_folder, "--version");
        Assert.Equal((ExitStatus.Success, ""), (run.Status, run.Errors));
        Assert.Matches(@"^\d+\.\d+\.\d+", run.Output);
    }

    [Fact]
    public void TheModelsFitATerminal()
    {
        ProgramRun run = ProgramRun.In(_folder, "models");
        Assert.Equal(ExitStatus.Success, run.Status);
        Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains("what quickstart trains", ProgramRun.In(_folder, "models", "--summaries").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train fashion-vgg", 20)]
    [InlineData("compare fashion-vgg", 17)]
    [InlineData("cost fashion-vgg", 2)]
    [InlineData("quickstart", 2)]
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
