using CompactCnn.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace CompactCnn.Generators.Tests;

/// <summary>Blocks of the user's own: what they become, what is said of them and where (CCNN0117), what an edit regenerates.</summary>
public class OwnBlockDiagnosticsTests
{
    private const string Residual = """
        [BlockModel]
        [Conv(8), Conv(8, Activation = Activation.None), Add(BlockModelAttribute.Input, Coupling = Coupling.Shared, Activation = Activation.ReLU)]
        public static class Residual;
        """;

    [Fact]
    public void AResidualBlockOfTheUsersOwn()
    {
        ModelGraph graph = Accept("Conv(8), Block(typeof(Residual), Repeat = 2), Block(typeof(Residual), Name = \"Last\"), Conv(4, From = \"Block1\"), Concat(\"Last\")", Residual).Load().Graph("Small");

        Assert.Equal(
            ["Conv1", "Block1Conv1", "Block1Conv2", "Block1Add1", "Block2Conv1", "Block2Conv2", "Block2Add1", "LastConv1", "LastConv2", "LastAdd1", "Conv2", "Concat1", "Linear1"],
            graph.Operations.Where(operation => operation is CompactCnn.ConvolutionOperation or CompactCnn.AddOperation or CompactCnn.ConcatOperation or CompactCnn.LinearOperation).Select(operation => operation.Name));
        Assert.Equal(["Conv1", "Block1Conv2", "Block2Conv2", "LastConv2"], graph.Groups[0].Producers.AsEnumerable());
        Assert.Contains(graph.Tensors, tensor => tensor.Name == "block1_conv2.weight");
    }

    [Fact]
    public void BlocksHoldBlocks()
    {
        const string Blocks = Residual + """

            [BlockModel, Conv(8, Name = "Enter"), Block(typeof(Residual), Repeat = 2), BasicBlock(8, Coupling = Coupling.Shared), Concat("Enter", "Block2")]
            public static class Stage;
            """;
        ModelGraph graph = Accept("Block(typeof(Stage)), Conv(4)", Blocks).Load().Graph("Small");

        Assert.Equal(
            ["Block1Enter", "Block1Block1Conv1", "Block1Block1Conv2", "Block1Block2Conv1", "Block1Block2Conv2", "Block1Block3Conv1", "Block1Block3Conv2", "Conv1"],
            graph.Operations.OfType<CompactCnn.ConvolutionOperation>().Select(operation => operation.Name));
    }

    [Theory]
    [InlineData("public static class Residual;", "is no block; state [BlockModel] and layers on it")]
    [InlineData("public static class Other;", "is not declared in this project; declare it here, with [BlockModel] and layers", "string")]
    public void ABlockThatIsNone(string block, string fault, string type = "Residual") => GeneratorHarness.Refuse(
        Source($"Conv(8), {{|CCNN0117:Block(typeof({type}))|}}", block),
        $"'Block1' is the block '{(type == "string" ? "String" : type)}', which {fault}");

    [Fact]
    public void ABlockThatContainsItself() => GeneratorHarness.Refuse(
        Source("Conv(8), {|CCNN0117:Block(typeof(A))|}", "[BlockModel, Conv(8), {|CCNN0117:Block(typeof(B))|}] public static class A;\n[BlockModel, {|CCNN0117:Block(typeof(A), Name = \"Again\")|}] public static class B;"),
        "'Block1' is the block 'A', which contains itself; use another block there",
        "'Block1' is the block 'B', which contains itself; use another block there",
        "'Again' is the block 'A', which contains itself; use another block there");

    [Fact]
    public void ABlockThatStandsForTooMuch() => GeneratorHarness.Refuse(
        Source("Conv(8), {|CCNN0117:Block(typeof(Many), Repeat = 1000)|}", Residual + "\n[BlockModel, Block(typeof(Residual), Repeat = 1000)] public static class Many;"),
        "'Block1' is the block 'Many', which stands for more than 10,000 layers; repeat it less");

    [Fact]
    public void AnEmptyBlock() => GeneratorHarness.Refuse(
        Source("Conv(8), {|CCNN0117:Block(typeof(Nothing))|}", "[BlockModel] public static class {|CCNN0117:Nothing|};"),
        "'Block1' is the block 'Nothing', which has no layers; state some",
        "'Nothing' is the block 'Nothing', which has no layers; state some");

    /// <summary>What is wrong with the block is said in the block; who uses it only learns that it is wrong.</summary>
    [Theory]
    [InlineData("{|CCNN0102:Conv(0)|}", "'Conv1': outChannels must be 1 or more but is 0")]
    [InlineData("Conv(8), {|CCNN0110:Add(\"Stem\")|}", "'Add1' reads 'Stem', but no layer has this name; state the name of a layer before it")]
    [InlineData("{|CCNN0115:Conv(8)|}, Conv(8, From = \"Input\")", "'Conv1' is read by no layer; remove it, or read it by From, Add, Multiply or Concat")]
    [InlineData("{|CCNN0106:Conv(8, Name = \"Input\")|}", "'Input' is the name of a generated or inherited member; state another Name")]
    [InlineData("{|CCNN0104:Conv(8, Name = \"a b\")|}", "'a b' is not a C# identifier; a layer's name becomes the name of its property, use letters, digits and underscores")]
    public void ABlockThatIsWrong(string members, string message) => GeneratorHarness.Refuse(
        Source("Conv(8), {|CCNN0117:Block(typeof(Wrong))|}", $"[BlockModel, {members}] public static class Wrong;"),
        "'Block1' is the block 'Wrong', which is wrong itself; correct it first",
        message);

    /// <summary>What is wrong because of what the block reads is said where it is used.</summary>
    [Fact]
    public void ABlockThatDoesNotFit() => GeneratorHarness.Refuse(
        Source("Conv(6), {|CCNN0113:Block(typeof(Residual))|}", Residual),
        "'Block1Add1' ('Add1' of Residual) adds 8x8x8 from 'Block1Conv2' and 6x8x8 from 'Conv1'; shapes in an addition must be equal, change the channels or the strides of one");

    /// <summary>Which layer, of which class, in which repetition; and so for blocks in blocks.</summary>
    [Theory]
    [InlineData(
        "Conv(16), {|CCNN0101:Block(typeof(Shrink), Repeat = 5)|}",
        "'Block4Pool1' ('Pool1' of Shrink, repetition 4 of 5) needs at least 2x2 input but receives 16x1x1 from 'Block4Conv1'; remove a pool or use a smaller kernel")]
    [InlineData(
        "Conv(16), {|CCNN0101:Block(typeof(Twice), Repeat = 2, Name = \"Stage\")|}",
        "'Stage2Block2Pool1' ('Pool1' of Shrink, repetition 2 of 2, in 'Block2' of Twice, repetition 2 of 2) needs at least 2x2 input but receives 16x1x1 from 'Stage2Block2Conv1'; remove a pool or use a smaller kernel")]
    [InlineData(
        "Linear(16), {|CCNN0108:Block(typeof(Shrink))|}",
        "'Block1Conv1' ('Conv1' of Shrink) needs feature maps but receives 16 features from 'Linear1'; move it before the first Linear")]
    [InlineData(
        "Conv(16), {|CCNN0113:Block(typeof(Narrow), Repeat = 2)|}",
        "'Block1Add1' ('Add1' of Narrow, repetition 1 of 2) adds 8x8x8 from 'Block1Conv1' and 16x8x8 from 'Conv1'; shapes in an addition must be equal, change the channels or the strides of one")]
    public void AFaultInABlockNamesItsPlace(string layers, string message) => GeneratorHarness.Refuse(
        Source(
            layers,
            """
            [BlockModel, Conv(16), Pool] public static class Shrink;
            [BlockModel, Block(typeof(Shrink), Repeat = 2)] public static class Twice;
            [BlockModel, Conv(8), Add(BlockModelAttribute.Input)] public static class Narrow;
            """),
        message);

    [Fact]
    public void ATieInABlockNamesItsPlace() => GeneratorHarness.Refuse(
        Source(
            "Conv(8), {|CCNN0201:Block(typeof(Open), Repeat = 2)|}",
            "[BlockModel, Conv(8), Add(BlockModelAttribute.Input)] public static class Open;"),
        "'Block1Add1' ('Add1' of Open, repetition 1 of 2) ties 3 layers (Conv1, Block1Conv1, Block2Conv1): each of their 8 channels is kept or dropped in all of them, so that 8 independent choices remain of 24; accept it by Coupling = Coupling.Shared, here or on [CompactModel] for the whole model, or exclude it by Prunable = false");

    [Fact]
    public void TheNameOfTheInputIsTheRuntimes() =>
        Assert.Equal((Graph.ReservedNames.Input, Graph.ReservedNames.Input), (BlockModelAttribute.Input, CompactModelAttribute.Input));

    [Fact]
    public void AnEditOfABlockRegeneratesItsUsersAndNothingElse()
    {
        HarnessSettings settings = HarnessSettings.Default;
        string[] sources =
        [
            "using CompactCnn;\n" + Residual,
            Source("Conv(8), Block(typeof(Residual))", ""),
            Source("Conv(8)", "").Replace("Small", "Other", StringComparison.Ordinal),
        ];
        CSharpCompilation compilation = settings.Compile(sources);
        GeneratorDriver driver = Incrementality.CreateDriver(new ModelGenerator(), settings.ParseOptions).RunGenerators(compilation);
        foreach ((string from, string to, bool isChange) in new[] { ("public static", "// a comment\npublic static", false), ("Conv(8),", "Conv(9),", true) })
        {
            SyntaxTree edited = CSharpSyntaxTree.ParseText(sources[0].Replace(from, to, StringComparison.Ordinal), settings.ParseOptions, HarnessSettings.PathOf(0));
            GeneratorRunResult result = driver.RunGenerators(compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], edited)).GetRunResult().Results.Single();
            foreach (IGrouping<string, IncrementalStepRunReason> step in Incrementality.Reasons(result, Incrementality.ModelSteps).Where(pair => Incrementality.ModelSteps.Contains(pair.Step)).GroupBy(pair => pair.Step, pair => pair.Reason))
            {
                Assert.Equal(isChange ? 1 : 0, step.Count(reason => reason == Modified));
                Assert.All(step, reason => Assert.True(reason is Modified or Cached or Unchanged));
            }
        }
    }

    private static GeneratorOutcome Accept(string layers, string blocks) => GeneratorHarness.Accept(Source(layers, blocks));

    private static string Source(string layers, string blocks) =>
        $"using CompactCnn;\n[CompactModel(channels: 3, height: 8, width: 8)]\n[{layers}, Linear(10)]\npublic sealed partial class Small;\n{blocks}\n";
}
