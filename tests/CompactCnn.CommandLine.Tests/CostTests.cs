using System.Text.Json;

namespace CompactCnn.CommandLine.Tests;

/// <summary>The tables of the zoo: the numbers that the literature and other tools give.</summary>
public sealed class CostTests : IDisposable
{
    private static readonly string[] FixedStreams = ["resnet20-single-cifar10", "shufflenet-v2-x0-5", "shufflenet-v2-x1-0"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("vgg16-cifar10", 14_724_042, 313_201_664)]
    [InlineData("vgg16-bias-cifar10", 14_728_266, 313_201_664)]
    [InlineData("vgg19-cifar10", 20_035_018, 398_136_320)]
    [InlineData("vgg16-imagenet", 138_357_544, 15_470_264_320)]
    [InlineData("resnet18", 11_689_512, 1_814_073_344)]
    [InlineData("resnet50", 25_557_032, 4_089_184_256)]
    [InlineData("resnet20-cifar10", 272_474, 40_813_184)]
    [InlineData("resnet56-cifar10", 855_770, 125_747_840)]
    [InlineData("densenet40-cifar10", 1_019_722, 264_812_928)]
    [InlineData("densenet-bc-100-cifar10", 769_162, 287_929_692)]
    [InlineData("densenet121", 7_978_856, 2_834_161_664)]
    [InlineData("mobilenetv2", 3_504_872, 300_774_272)]
    [InlineData("squeezenet1-1", 1_235_496, 349_151_936)]
    [InlineData("mobilenet-v3-large", 5_483_032, 216_589_760)]
    [InlineData("efficientnet-b0", 5_288_548, 385_814_752)]
    [InlineData("regnet-y-400mf", 4_344_144, 401_842_848)]
    [InlineData("resnext50-32x4d", 25_028_904, 4_230_479_872)]
    [InlineData("mnasnet1-0", 4_383_312, 314_415_872)]
    [InlineData("inception-v3", 23_834_568, 5_713_216_096)]
    [InlineData("shufflenet-v2-x1-0", 2_278_604, 144_907_992)]
    public void AreTheKnownOnes(string name, long parameters, long macs)
    {
        JsonElement json = ProgramRun.In(_folder, "cost", name, "--json").Json;
        Assert.Equal((name, "macs", parameters, macs), Totals(json));
    }

    [Fact]
    public void ByTheOtherConventionAreTheKnownOnes()
    {
        JsonElement json = ProgramRun.In(_folder, "cost", "resnet18", "--convention", "ptflops", "--json").Json;
        Assert.Equal(("resnet18", "ptflops", 11_689_512, 1_822_177_768), Totals(json));
        Assert.Equal(1_822_177_768, json.GetProperty("layers").EnumerateArray().Sum(layer => layer.GetProperty("macs").GetInt64()));
    }

    [Fact]
    public void ByTheOtherConventionFollowTheWidths() => Assert.All(Zoo.Catalog.Models.Where(model => !FixedStreams.Contains(model.Name)), model =>
    {
        CostTable half = model.CostOf(0.5);
        CostTable other = model.CostOf(0.5, CostConvention.Ptflops);
        Assert.Equal((half.Parameters, half.TrainingMacs), (other.Parameters, other.TrainingMacs));
        // What is added is linear in the widths: half of the full network's, but for rounding and what is never dropped.
        long added = model.CostOf(1, CostConvention.Ptflops).Macs - model.Cost.Macs;
        Assert.InRange(other.Macs - half.Macs, 0.45 * added, 0.6 * added);
    });

    /// <summary>CIFAR-100 differs by its classifier.</summary>
    [Theory]
    [InlineData("vgg16-cifar100", "vgg16-cifar10", 512)]
    [InlineData("resnet56-cifar100", "resnet56-cifar10", 64)]
    [InlineData("densenet-bc-100-cifar100", "densenet-bc-100-cifar10", 342)]
    public void OfAHundredClassesDifferByTheClassifier(string name, string tenClasses, int features)
    {
        CostTable cost = Zoo.Catalog.Find(name)!.Cost;
        CostTable other = Zoo.Catalog.Find(tenClasses)!.Cost;
        Assert.Equal(other.Parameters + (90 * (features + 1)), cost.Parameters);
        Assert.Equal(other.Macs + (90 * features), cost.Macs);
    }

    [Fact]
    public void ArePrintedAsOneJsonObject()
    {
        ProgramRun run = ProgramRun.In(_folder, "cost", "vgg16-cifar10", "--json");
        Assert.Equal(ExitStatus.Success, run.Status);
        Assert.Single(run.Output.TrimEnd('\n').Split('\n'));
        Assert.Contains("Conv13", run.Errors, StringComparison.Ordinal);

        JsonElement json = run.Json;
        Assert.Equal(["model", "convention", "parameters", "macs", "layers"], json.EnumerateObject().Select(property => property.Name));
        Assert.Equal("vgg16-cifar10", json.GetProperty("model").GetString());
        Assert.Equal(14_724_042, json.GetProperty("parameters").GetInt64());
        Assert.Equal(313_201_664, json.GetProperty("macs").GetInt64());

        JsonElement[] layers = [.. json.GetProperty("layers").EnumerateArray()];
        Assert.All(layers, layer => Assert.Equal(["name", "kind", "output", "parameters", "macs"], layer.EnumerateObject().Select(property => property.Name)));
        Assert.Equal(14_724_042, layers.Sum(layer => layer.GetProperty("parameters").GetInt64()));
        Assert.Equal(313_201_664, layers.Sum(layer => layer.GetProperty("macs").GetInt64()));
        Assert.Equal([64, 32, 32], layers[0].GetProperty("output").EnumerateArray().Select(number => number.GetInt32()));
    }

    [Fact]
    public void ArePrintedForPeople()
    {
        ProgramRun run = ProgramRun.In(_folder, "cost", "vgg16-cifar10", "--active", "0.5");
        Assert.Equal(ExitStatus.Success, run.Status);
        Assert.Empty(run.Errors);
        Assert.Contains("Conv13", run.Output, StringComparison.Ordinal);
        Assert.Contains("25.0 % of the parameters", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AtAnActiveFractionFollowTheWidths()
    {
        Assert.All(Zoo.Catalog.Models.Where(model => !FixedStreams.Contains(model.Name)), model =>
        {
            Assert.Equal(model.Cost.Macs, model.CostOf(1).Macs);
            Assert.InRange(model.CostOf(0.5).Macs, model.Cost.Macs / 5, model.Cost.Macs / 3);
            Assert.InRange(model.CostOf(1e-9).Parameters, 1, model.CostOf(0.1).Parameters);
        });
    }

    /// <summary>Where only channels within the blocks are chosen, costs follow them alone.</summary>
    [Fact]
    public void OfFixedStreamsFollowTheChannelsOfTheBlocks()
    {
        DeclaredModel model = Zoo.Catalog.Find(FixedStreams[0])!;
        DeclaredModel tied = Zoo.Catalog.Find("resnet20-cifar10")!;
        Assert.Equal((tied.Cost.Parameters, tied.Cost.Macs), (model.Cost.Parameters, model.Cost.Macs));
        Assert.Equal(9, model.Graph.Groups.Length);
        Assert.All(FixedStreams.Select(name => Zoo.Catalog.Find(name)!), stream => Assert.InRange(stream.CostOf(0.5).Macs, 0.5 * stream.Cost.Macs, 0.55 * stream.Cost.Macs));
    }

    [Fact]
    public void OfTheZooAreListed()
    {
        ProgramRun run = ProgramRun.In(_folder, "models", "--json");
        Assert.Equal(ExitStatus.Success, run.Status);
        Assert.Equal(
            [
                "densenet-bc-100-cifar10", "densenet-bc-100-cifar100", "densenet121", "densenet22-fashion", "densenet40-cifar10",
                "densenet40-stem24-cifar10", "efficientnet-b0", "efficientnet-small-cifar10", "fashion-vgg", "googlenet",
                "inception-cifar10", "inception-v3",
                "mnasnet1-0", "mobilenet-v3-large", "mobilenet-v3-small", "mobilenet-v3-small-cifar10", "mobilenetv2", "regnet-x-400mf",
                "regnet-y-400mf", "resnet110-cifar10", "resnet18", "resnet20-cifar10", "resnet20-single-cifar10", "resnet32-cifar10",
                "resnet34", "resnet44-cifar10", "resnet50", "resnet56-cifar10", "resnet56-cifar100", "resnext50-32x4d", "shufflenet-v2-x0-5",
                "shufflenet-v2-x1-0", "small-vgg",
                "squeezenet1-1", "vgg11-cifar10", "vgg16-bias-cifar10", "vgg16-cifar10", "vgg16-cifar100", "vgg16-imagenet",
                "vgg16-quarter-cifar10", "vgg19-cifar10", "vgg7-cifar10", "wide-resnet50-2",
            ],
            run.Json.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("name").GetString()));
        Assert.Contains("| vgg16-cifar10", run.Errors, StringComparison.Ordinal);
        Assert.Contains("14,724,042", run.Errors, StringComparison.Ordinal);
    }

    private static (string? Model, string? Convention, long Parameters, long Macs) Totals(JsonElement json) => (
        json.GetProperty("model").GetString(), json.GetProperty("convention").GetString(),
        json.GetProperty("parameters").GetInt64(), json.GetProperty("macs").GetInt64());
}
