using System.Collections.Immutable;
using System.Numerics;
using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Emission;
using CompactCnn.Generators.Graph;
using CompactCnn.Generators.Tests.Harness;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Tests;

/// <summary>What holds for every declaration, tried on thousands of random ones.</summary>
public class RandomChainTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(400);

    [Fact]
    public void AnyDeclarationHasAGraphOrIssues() => Check(Chains.Absurd, declaration =>
    {
        ModelInterpretation interpretation = declaration.Interpret();

        Assert.Equal(interpretation.Graph is null, interpretation.Issues.Count > 0);
        Assert.All(interpretation.Issues, issue => Assert.Matches(@"^CCNN\d{4}: '(.|\n)*'[^{}]*$", Analysis.Descriptors.Text(issue)));
        Assert.NotEmpty(Source(interpretation).Text);
    });

    [Fact]
    public void ShapesArePositiveAndLayoutsFitThem() => CheckBoth(declaration =>
    {
        if (declaration.Interpret().Graph is not { } graph)
            return;

        int[] widths = graph.FullWidths();
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            GraphNode node = graph.Nodes[i];
            Assert.True(node.Shape is { Channels: > 0, Height: > 0, Width: > 0 });
            Assert.Equal(node.Shape.Channels, node.Layout.Width.Evaluate(widths));
            Assert.All(node.Operation.Inputs, input => Assert.InRange(input, Operation.ModelInput, i - 1));
        }
    });

    [Fact]
    public void GroupsAreOrderedByTheirFirstMember() => CheckBoth(declaration =>
    {
        if (declaration.Interpret().Graph is not { } graph)
            return;

        int[] first = [.. graph.Groups.Select(group => group.Producers[0])];
        Assert.Equal(first.Order(), first);
        Assert.Equal(first.Distinct(), first);
        Assert.All(graph.Groups, group => Assert.Equal(graph.Nodes[group.Producers[0]].Operation.Name, group.Name));
        Assert.All(graph.Groups, group => Assert.All(group.Producers, producer => Assert.Equal(group.Count, graph.Nodes[producer].Layout.Segments.First(segment => !segment.IsFixed && graph.Groups[segment.Group] == group).Count)));
        Assert.All(graph.Groups, group => Assert.All(group.Consumers, consumer => Assert.True(consumer > group.Producers[0])));
    });

    [Fact]
    public void InAChainEachLayerIsAGroup() => Check(Chains.Sensible, declaration =>
    {
        if (declaration.Interpret().Graph is not { } graph || graph.Nodes.Any(node => node.Operation is Graph.DepthwiseConvolutionOperation))
            return;

        Assert.Equal(
            graph.Nodes.Select(node => node.Operation).OfType<MixingOperation>().Where(operation => operation.Prunable).Select(operation => operation.Name),
            graph.Groups.Select(group => group.Name));
    });

    [Fact]
    public void RandomNetworksAreRight() => Check(Chains.Networks, declaration =>
    {
        // What is left of a network by leaving layers out may refer to what is not there.
        ModelInterpretation interpretation = declaration.Interpret();
        Assert.True(interpretation.Graph is not null || interpretation.Issues.Any(issue => issue.Rule >= Rule.UnknownReference), "it has no graph");
    });

    /// <summary>Every consumer of a group is reached by the terms of both forms, and by none twice.</summary>
    [Fact]
    public void TermsOfAGroupLieOnItsOwnChannels() => Check(Chains.Networks, declaration =>
    {
        if (declaration.Interpret().Graph is not { } graph)
            return;

        for (int g = 0; g < graph.Groups.Count; g++)
        {
            Graph.ChannelGroup group = graph.Groups[g];
            Assert.NotEmpty(group.Consumers);
            Assert.Equal(group.Consumers, group.General.Select(term => term.Operation));
            Assert.All(group.General, term => Assert.Contains(g, graph.FilterLayout(graph.Nodes[term.Operation]).Groups));
            Assert.Equal(group.Gate.Distinct(), group.Gate);
            Assert.All(group.Gate, term => Assert.Contains(g, graph.Nodes[term.Operation].Layout.Groups));
        }
    });

    [Fact]
    public void CostsAreThoseOfAPlainCount() => CheckBoth(declaration =>
    {
        if (declaration.Interpret().Graph is not { } graph)
            return;

        var random = new System.Random(declaration.GetHashCode());
        foreach (int[] widths in new[] { graph.FullWidths(), RandomWidths(graph, random), RandomWidths(graph, random) })
        {
            (long parameters, long macs) = PlainCount.Of(declaration, widths);
            Assert.Equal(parameters, graph.Nodes.Aggregate(BigInteger.Zero, (sum, node) => sum + node.Cost.Parameters.Evaluate(widths)));
            Assert.Equal(macs, graph.Nodes.Aggregate(BigInteger.Zero, (sum, node) => sum + node.Cost.Macs.Evaluate(widths)));
        }
    });

    [Fact]
    public void StateNamesAreUnique() => Check(Chains.Absurd, declaration =>
    {
        if (declaration.Interpret().Graph is not { } graph)
            return;

        IEnumerable<string> states = graph.Nodes.Where(node => node.Operation.IsModule).Select(node => StateName.Of(node.Operation.Name));
        Assert.Equal(states.Distinct(StringComparer.OrdinalIgnoreCase), states);
    });

    /// <summary>A layer's fault is reported on its attribute, or on the marker's.</summary>
    [Fact]
    public void OnlyTheRulesOfTheClassAreReportedOnIt() => Check(Chains.Absurd, declaration => Assert.All(
        declaration.Interpret().Issues,
        issue => Assert.Equal(issue.Rule < Rule.KernelTooLarge, issue.Site.IsClass)));

    [Fact]
    public void TheSameDeclarationGivesTheSameGraphAndText() => Check(Chains.Absurd, declaration =>
    {
        ModelInterpretation first = declaration.Interpret();
        ModelInterpretation second = (declaration with { Layers = declaration.Layers.ToEquatableArray() }).Interpret();

        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.Equal(Source(first), Source(second));
    });

    /// <summary>The whole way on a dozen chains at once: text, parser, graph, emitted text, compiled closed form.</summary>
    [Fact]
    public void GeneratedCostsAreThoseOfAPlainCount()
    {
        ModelDeclaration[] declarations =
        [
            .. Chains.Sensible.Generator.Sample(60, 10).Where(declaration => declaration.Interpret().Graph is not null).Take(8),
            .. Chains.Networks.Generator.Sample(12, 10),
        ];
        string source = "using CompactCnn;\n" + string.Concat(declarations.Select((declaration, index) => AttributeText.Of(declaration, $"Model{index}")));
        GeneratedModels models = GeneratorHarness.Accept(WithoutCouplingWarnings, source).Load();
        var random = new System.Random(1);
        Assert.InRange(declarations.Length, 14, 20);
        for (int i = 0; i < declarations.Length; i++)
        {
            ModelGraph graph = models.Graph($"Model{i}");
            int[][] keep = [.. graph.Groups.Select(group =>
            {
                int arms = random.Next(1, group.Arms + 1);
                return Enumerable.Range(0, group.Count).Where(channel => channel % group.Arms < arms).ToArray();
            })];
            CostTable cost = models.CostOf($"Model{i}", keep);

            Assert.Equal(PlainCount.Of(declarations[i], keep.Select(channels => channels.Length)), (cost.Parameters, cost.Macs));
            Assert.Equal(cost.Parameters, graph.Tensors.Where(tensor => !tensor.IsBuffer).Sum(tensor => tensor.Shape([.. keep.Select(channels => channels.Length)]).Aggregate(1L, (product, size) => product * size)));
        }
    }

    [Fact]
    public void TheParserReadsWhatWasWritten()
    {
        ModelDeclaration[] declarations = Chains.Absurd.Generator.Sample(200, 10);
        Compilation compilation = HarnessSettings.Default.Compile(declarations.Select((declaration, index) => $"using CompactCnn;\n{AttributeText.Of(declaration, $"Made{index}")}"));
        for (int i = 0; i < declarations.Length; i++)
        {
            INamedTypeSymbol type = compilation.GetTypeByMetadataName($"Made{i}")!;
            ModelDeclaration parsed = ModelDeclarationParser.Parse(type, ModelAttributes.Of(type), CancellationToken.None);

            Assert.True(
                !parsed.IsErroneous && parsed.Input == declarations[i].Input && parsed.Layers.Equals(declarations[i].Layers),
                $"written:\n{AttributeText.Of(declarations[i], "Made")}\nread:\n{AttributeText.Of(parsed, "Made")}");
        }
    }

    private static ModelSource Source(ModelInterpretation interpretation) => ModelSource.Of(interpretation, BuildSettings.Default);

    private static HarnessSettings WithoutCouplingWarnings => HarnessSettings.Default with
    {
        Severities = ImmutableDictionary<string, ReportDiagnostic>.Empty.AddRange(
            new[] { "CCNN0203", "CCNN0204", "CCNN0205", "CCNN0501" }.Select(id => KeyValuePair.Create(id, ReportDiagnostic.Suppress))),
    };

    private static int[] RandomWidths(LayerGraph graph, System.Random random) => [.. graph.Groups.Select(group => random.Next(1, group.Arms + 1) * (group.Count / group.Arms))];

    private static void CheckBoth(Action<ModelDeclaration> property)
    {
        Check(Chains.Sensible, property);
        Check(Chains.Networks, property);
    }

    private static void Check(Arbitrary<ModelDeclaration> declarations, Action<ModelDeclaration> property) => Check(declarations, Often, property);

    /// <summary>Shows the smallest failing declaration as the attributes that one can paste.</summary>
    private static void Check(Arbitrary<ModelDeclaration> declarations, Config config, Action<ModelDeclaration> property) =>
        Prop.ForAll(declarations, declaration =>
        {
            try
            {
                property(declaration);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"{AttributeText.Of(declaration, "Made")}{exception.Message}", exception);
            }
        }).Check(config);
}
