using System.Numerics;
using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;
using CompactCnn.Generators.Tests.Harness;
using static CompactCnn.Generators.Tests.Harness.Declared;

namespace CompactCnn.Generators.Tests;

/// <summary>Parameters and multiply-accumulates of published networks, to the last digit.</summary>
public class ReferenceCostTests
{
    private const int Halving = 0;
    private static readonly int[] Vgg16 = [64, 64, Halving, 128, 128, Halving, 256, 256, 256, Halving, 512, 512, 512, Halving, 512, 512, 512, Halving];
    private static readonly int[] Vgg19 = [64, 64, Halving, 128, 128, Halving, 256, 256, 256, 256, Halving, 512, 512, 512, 512, Halving, 512, 512, 512, 512, Halving];

    [Fact]
    public void Vgg16WithNormsOfSmallImages() =>
        AssertCosts(Model(3, 32, 32, [.. Features(Vgg16), Linear(10)]), 14_724_042, 313_201_664);

    [Fact]
    public void Vgg16WithNormsAndBiasesOfSmallImages() =>
        AssertCosts(Model(3, 32, 32, [.. Features(Vgg16, bias: true), Linear(10)]), 14_728_266, 313_201_664);

    [Fact]
    public void Vgg19WithNormsOfSmallImages() =>
        AssertCosts(Model(3, 32, 32, [.. Features(Vgg19), Linear(10)]), 20_035_018, 398_136_320);

    [Fact]
    public void Vgg16OfLargeImages() => AssertCosts(
        Model(3, 224, 224, [.. Features(Vgg16, norm: NormKind.None), Linear(4096), Dropout(0.5), Linear(4096), Dropout(0.5), Linear(1000)]),
        138_357_544,
        15_470_264_320);

    /// <summary>The emitted table and the closed form say the same as the graph.</summary>
    [Fact]
    public void TheGeneratedTableOfVgg16()
    {
        IEnumerable<string> layers = Vgg16.Select(channels => channels == Halving ? "Pool" : $"Conv({channels})");
        GeneratedModels models = GeneratorHarness.Accept(
            $"using CompactCnn; [CompactModel(3, 32, 32), {string.Join(", ", layers)}, GlobalPool, Linear(10)] public sealed partial class Vgg16;").Load();

        CostTable full = models.Cost("Vgg16");
        CostTable half = models.CostOf("Vgg16", [.. models.Graph("Vgg16").Groups.Select(group => Enumerable.Range(0, group.Count / 2).ToArray())]);

        Assert.Equal((14_724_042, 313_201_664), (full.Parameters, full.Macs));
        // Half of the channels everywhere: a quarter of each convolution, half of the first one and of the classifier.
        Assert.Equal(((313_201_664 - FirstMacs - LastMacs) / 4) + ((FirstMacs + LastMacs) / 2), half.Macs);
    }

    private const int FirstMacs = 3 * 64 * 9 * 32 * 32;
    private const int LastMacs = 512 * 10;

    private static IEnumerable<LayerDeclaration> Features(int[] widths, NormKind norm = NormKind.Batch, bool? bias = null) =>
        widths.Select(width => width == Halving ? (LayerDeclaration)Pool() : Conv(width, norm: norm, bias: bias));

    private static void AssertCosts(ModelDeclaration declaration, BigInteger parameters, BigInteger macs)
    {
        LayerGraph graph = declaration.GraphOf();
        int[] widths = graph.FullWidths();

        Assert.Equal(parameters, graph.Nodes.Aggregate(BigInteger.Zero, (sum, node) => sum + node.Cost.Parameters.Evaluate(widths)));
        Assert.Equal(macs, graph.Nodes.Aggregate(BigInteger.Zero, (sum, node) => sum + node.Cost.Macs.Evaluate(widths)));
    }
}
