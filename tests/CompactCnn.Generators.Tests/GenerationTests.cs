using CompactCnn.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Tests;

/// <summary>What is generated for right models, as text and as loaded tables; nothing here touches a tensor.</summary>
public class GenerationTests
{
    private const string SmallVggSource =
        """
        using CompactCnn;

        [CompactModel(channels: 3, height: 32, width: 32)]
        [Conv(64), Conv(64), Pool]
        [Conv(128), Conv(128), Pool]
        [Conv(256), Conv(256), Conv(256), Pool]
        [GlobalPool, Linear(10)]
        public sealed partial class SmallVgg;
        """;

    [Fact]
    public void SmallVgg() => Snapshot.Verify(GeneratorHarness.Accept(SmallVggSource).Text);

    [Fact]
    public void TheGraphOfSmallVgg()
    {
        ModelGraph graph = GeneratorHarness.Accept(SmallVggSource).Load().Graph("SmallVgg");

        Assert.Equal("SmallVgg", graph.Name);
        Assert.Equal(new FeatureShape(3, 32, 32), graph.Input);
        Assert.Equal(10, graph.Classes);
        Assert.Equal([64, 64, 128, 128, 256, 256, 256], graph.FullWidths.AsEnumerable());
        Assert.Equal(["Conv1", "Conv2", "Conv3", "Conv4", "Conv5", "Conv6", "Conv7"], graph.Groups.Select(group => group.Name));
        Assert.Equal(["Linear1"], graph.Groups[^1].Consumers.AsEnumerable());
        Assert.Equal([new SaliencyTerm("conv1_norm.weight", 0), new SaliencyTerm("conv1_norm.bias", 0)], graph.Groups[0].Gate.AsEnumerable());
        Assert.Equal([new SaliencyTerm("conv2.weight", 1)], graph.Groups[0].General.AsEnumerable());
        Assert.Equal("conv1.weight", graph.Tensors[0].Name);
        Assert.Equal([32, 3, 3, 3], graph.Tensors[0].Shape([32, 1, 1, 1, 1, 1, 1]));
    }

    [Fact]
    public void TheCostOfEverythingIsTheConstantTable()
    {
        GeneratedModels models = GeneratorHarness.Accept(SmallVggSource).Load();

        CostTable cost = models.Cost("SmallVgg");
        CostTable ofAll = models.CostOf("SmallVgg", models.Graph("SmallVgg").KeepAll());

        Assert.Equal(cost.Layers.AsEnumerable(), ofAll.Layers);
        Assert.Equal("SmallVgg", cost.Model);
        Assert.Equal("SmallVgg.Compact", ofAll.Model);
    }

    [Fact]
    public void CostsAreCountedInLongs()
    {
        GeneratedModels models = GeneratorHarness.Accept(
            "using CompactCnn; [CompactModel(3, 224, 224), Conv(512), Conv(512), GlobalPool, Linear(10)] public sealed partial class Large;").Load();
        const long Macs = (3L * 512 * 9 * 224 * 224) + (512L * 512 * 9 * 224 * 224) + (512 * 10);

        Assert.Equal(Macs, models.Cost("Large").Macs);
        Assert.Equal(Macs, models.CostOf("Large", models.Graph("Large").KeepAll()).Macs);
    }

    [Fact]
    public void AKeepListThatDoesNotFitIsRefused()
    {
        GeneratedModels models = GeneratorHarness.Accept(SmallVggSource).Load();

        Exception exception = Assert.Throws<System.Reflection.TargetInvocationException>(() => models.CostOf("SmallVgg", [[0]])).InnerException!;

        Assert.StartsWith("'SmallVgg' has 7 channel groups, but the keep-list has 1", Assert.IsType<ArgumentException>(exception).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelWithoutAnyGroupIsAModel()
    {
        GeneratedModels models = GeneratorHarness.Accept("using CompactCnn; [CompactModel(1, 8, 8), Linear(10)] public sealed partial class Flat;").Load();

        Assert.Empty(models.Graph("Flat").Groups);
        Assert.Equal(650, models.CostOf("Flat", []).Parameters);
    }

    [Fact]
    public void LayersThatMayNotBeDroppedAreNoGroups()
    {
        GeneratedModels models = GeneratorHarness.Accept(
            "using CompactCnn; [CompactModel(1, 8, 8), Conv(4, Prunable = false), Conv(6), Linear(5, Prunable = false), Linear(10)] public sealed partial class Fixed;").Load();

        Assert.Equal(["Conv2"], models.Graph("Fixed").Groups.Select(group => group.Name));
        Assert.Equal(["Conv2"], models.Type("Fixed+Channels").GetProperties().Select(property => property.Name));
    }

    /// <summary>Documentation is what a user sees of the table while typing.</summary>
    [Fact]
    public void TheClassAndItsLayersCarryTheTable()
    {
        GeneratorOutcome outcome = GeneratorHarness.Accept(SmallVggSource);
        INamedTypeSymbol model = outcome.Output.GetTypeByMetadataName("SmallVgg")!;

        string table = model.GetDocumentationCommentXml()!;
        string layer = model.GetMembers("Conv1").Single().GetDocumentationCommentXml()!;

        Assert.Contains("<code>", table, StringComparison.Ordinal);
        Assert.Contains("Conv7Norm", table, StringComparison.Ordinal);
        Assert.All(["3x3", "64", "1,728", "1,769,472", "Conv1"], part => Assert.Contains(part, layer, StringComparison.Ordinal));
    }

    [Fact]
    public void GenericCodeReachesAModelWithoutReflection() => GeneratorHarness.Accept(
        SmallVggSource,
        """
        using CompactCnn;
        public static class Generic
        {
            public static long Parameters<TModel>() where TModel : IGatedModel<TModel> => TModel.Cost.Parameters + TModel.Graph.Groups.Length;
            public static long OfCompact<TCompact>(int[] widths) where TCompact : CompactNetwork, ICompactNetwork<TCompact> => TCompact.CostOf(widths).Macs;
            public static long Both() => Parameters<SmallVgg>() + OfCompact<SmallVgg.Compact>([1, 1, 1, 1, 1, 1, 1]);
        }
        """);

    [Fact]
    public void TorchsOwnSaveAndLoadAreErrorsThatPointToOurs()
    {
        GeneratorOutcome outcome = GeneratorHarness.Run(
            HarnessSettings.Default with { CompilerDiagnostics = ["CS0619"] },
            SmallVggSource,
            "public static class User { public static void Use(SmallVgg model) => model.save(\"file\"); }");

        Assert.Contains(outcome.Output.GetDiagnostics(), diagnostic => diagnostic.Id == "CS0619");
    }
}
