using CompactCnn.Generators.Tests.Harness;

namespace CompactCnn.Generators.Tests;

/// <summary>CCNN00xx: what a model's class must be. Reported on the class's identifier.</summary>
public class ClassDiagnosticsTests
{
    private const string Declaration = "using CompactCnn;\n[CompactModel(channels: 1, height: 8, width: 8)]\n[Conv(4), Linear(10)]\n";

    [Fact]
    public void AModelIsPartial() => GeneratorHarness.Refuse(
        Declaration + "public sealed class {|CCNN0001:Small|};",
        "'Small' is marked [CompactModel] but is not partial; add the modifier partial");

    [Fact]
    public void ContainingTypesArePartial() => GeneratorHarness.Refuse(
        """
        using CompactCnn;
        public partial class Outermost
        {
            public struct Outer
            {
                [CompactModel(1, 8, 8), Linear(10)]
                public sealed partial class {|CCNN0002:Small|};
            }
        }
        """,
        "'Small' is nested in 'Outer', which is not partial; add the modifier partial to 'Outer'");

    [Theory]
    [InlineData("abstract")]
    [InlineData("static")]
    public void AModelCanBeCreated(string modifier) => GeneratorHarness.Refuse(
        Declaration + $"public {modifier} partial class {{|CCNN0003:Small|}};",
        $"'Small' is {modifier}; a model must be a class that can be created, remove the modifier");

    [Fact]
    public void AModelHasNoTypeParameters() => GeneratorHarness.Refuse(
        Declaration + "public sealed partial class {|CCNN0004:Small|}<T>;",
        "'Small' is generic, or nested in a generic type; a model must not have type parameters, remove them");

    [Fact]
    public void AModelIsNotNestedInAGenericType() => GeneratorHarness.Refuse(
        """
        using CompactCnn;
        public static partial class Outer<T>
        {
            [CompactModel(1, 8, 8), Linear(10)]
            public sealed partial class {|CCNN0004:Small|};
        }
        """,
        "'Small' is generic, or nested in a generic type; a model must not have type parameters, remove them");

    [Fact]
    public void AModelIsNoRecord() => GeneratorHarness.Refuse(
        Declaration + "public sealed partial record {|CCNN0005:Small|};",
        "'Small' is a record; declare it as a class");

    /// <summary>The attributes are for classes: the compiler says so, and nothing else may.</summary>
    [Theory]
    [InlineData("struct")]
    [InlineData("interface")]
    [InlineData("record struct")]
    public void WhatIsNoClassIsLeftToTheCompiler(string kind)
    {
        GeneratorOutcome outcome = GeneratorHarness.Run(
            HarnessSettings.Default with { CompilerDiagnostics = ["CS0592"] },
            Declaration + $"public partial {kind} Small;");

        GeneratorOutcome.AssertNone(outcome.Diagnostics);
    }

    [Fact]
    public void AModelIsNotFileLocal() => GeneratorHarness.Refuse(
        Declaration + "file sealed partial class {|CCNN0006:Small|};",
        "'Small' is file-local; generated code lies in another file, remove the modifier file");

    [Fact]
    public void AModelIsNotNestedInAFileLocalType() => GeneratorHarness.Refuse(
        """
        using CompactCnn;
        file static partial class Outer
        {
            [CompactModel(1, 8, 8), Linear(10)]
            public sealed partial class {|CCNN0006:Small|};
        }
        """,
        "'Small' is file-local; generated code lies in another file, remove the modifier file");

    [Fact]
    public void AModelHasNoBaseClassOfItsOwn() => GeneratorHarness.Refuse(
        Declaration + "public sealed partial class {|CCNN0007:Small|} : System.Exception;",
        "'Small' derives from 'Exception'; a model derives from GatedModel, remove the base class");

    [Fact]
    public void ABaseClassOnAnotherPartIsFound() => GeneratorHarness.Refuse(
        HarnessSettings.Default,
        [Declaration + "public sealed partial class {|CCNN0007:Small|};", "partial class Small : System.Exception;"],
        "'Small' derives from 'Exception'; a model derives from GatedModel, remove the base class");

    [Fact]
    public void AModelMayImplementInterfaces() => GeneratorHarness.Accept(
        Declaration + "public sealed partial class Small : System.IDisposable, System.IComparable { public int CompareTo(object? other) => 0; }");

    [Theory]
    [InlineData("public sealed partial class {|CCNN0008:Small|} { public Small() { } }")]
    [InlineData("public sealed partial class {|CCNN0008:Small|} { private Small(int _) { } }")]
    [InlineData("public sealed partial class {|CCNN0008:Small|}(int count) { public int Count => count; }")]
    public void AModelHasNoConstructorOfItsOwn(string declaration) => GeneratorHarness.Refuse(
        Declaration + declaration,
        "'Small' declares a constructor; the generator emits it, move the code to a method");

    [Fact]
    public void AModelMayHaveAStaticConstructor() => GeneratorHarness.Accept(
        Declaration + "public sealed partial class Small { static Small() { } }");

    [Fact]
    public void AModelMayHaveMembersOfItsOwnOnOtherParts() => GeneratorHarness.Accept(
        Declaration + "public sealed partial class Small;",
        "partial class Small { public int Twice(int value) => 2 * value; }");

    [Fact]
    public void LayersOnTwoPartsHaveNoOrder() => GeneratorHarness.Refuse(
        """
        using CompactCnn;
        [CompactModel(1, 8, 8), Conv(4)]
        public sealed partial class {|CCNN0009:Small|};
        [Linear(10)]
        partial class Small;
        """,
        "'Small' has its marker or layers on several partial declarations, whose order is not defined; put them on one");

    [Fact]
    public void LayersOnAnotherPartThanTheMarkerHaveNoOrder() => GeneratorHarness.Refuse(
        HarnessSettings.Default,
        ["using CompactCnn; [CompactModel(1, 8, 8)] public sealed partial class {|CCNN0009:Small|};", "using CompactCnn; [Linear(10)] partial class Small;"],
        "'Small' has its marker or layers on several partial declarations, whose order is not defined; put them on one");

    [Fact]
    public void AMarkerOnTwoPartsIsOneError() => GeneratorHarness.Refuse(
        HarnessSettings.Default with { CompilerDiagnostics = ["CS0579"] },
        [Declaration + "public sealed partial class {|CCNN0009:Small|};", Declaration + "partial class Small;"],
        "'Small' has its marker or layers on several partial declarations, whose order is not defined; put them on one");

    [Fact]
    public void AMarkerThatStandsTwiceIsLeftToTheCompiler()
    {
        GeneratorOutcome outcome = GeneratorHarness.Run(
            HarnessSettings.Default with { CompilerDiagnostics = ["CS0579"] },
            "using CompactCnn; [CompactModel(1, 8, 8), CompactModel(1, 8, 8), Conv(4), Linear(10)] public sealed partial class Small;");

        GeneratorOutcome.AssertNone(outcome.Diagnostics);
        Assert.Single(outcome.Models);
    }

    [Fact]
    public void AModelHasLayers() => GeneratorHarness.Refuse(
        "using CompactCnn; [CompactModel(1, 8, 8)] public sealed partial class {|CCNN0010:Small|};",
        "'Small' has no layers; its last layer must be a Linear, the classifier, or a GlobalPool of a Conv without a norm, whose channels are the classes");

    /// <summary>A convolution whose channels a last global pool averages: they are the classes, and never dropped.</summary>
    [Theory]
    [InlineData("Conv(4), Conv(10, Kernel = 1, Norm = Norm.None), GlobalPool")]
    [InlineData("Conv(4), Conv(10, Norm = Norm.None, Activation = Activation.None), Dropout(0.5), Activate(Activation.ReLU), Pool, GlobalPool")]
    [InlineData("Conv(10, Norm = Norm.None, Name = \"Classes\"), Conv(4, From = \"Input\"), Conv(10), Add(\"Classes\"), Conv(5), Conv(10, Norm = Norm.None), GlobalPool")]
    public void AConvolutionMayBeTheClassifier(string layers)
    {
        ModelGraph graph = GeneratorHarness.Accept($"using CompactCnn; [CompactModel(1, 8, 8, Coupling = Coupling.Shared), {layers}] public sealed partial class Small;").Load().Graph("Small");

        CompactCnn.Operation classifier = graph.Operations.Last(operation => operation is CompactCnn.ConvolutionOperation);
        Assert.Equal(10, graph.Classes);
        Assert.True(classifier.Output.IsFixed);
        Assert.True(graph.Operations[^1] is CompactCnn.FlattenOperation { Height: 1, Width: 1 });
        Assert.DoesNotContain(graph.Groups, group => group.Producers.Contains(classifier.Name));
    }

    [Theory]
    [InlineData("Conv(4)", "Conv1")]
    [InlineData("Conv(4), GlobalPool", "GlobalPool1")]
    [InlineData("Conv(4, Norm = Norm.None), Norm, GlobalPool", "GlobalPool1")]
    [InlineData("Conv(4, Norm = Norm.None), DepthwiseConv, GlobalPool", "GlobalPool1")]
    [InlineData("Pool, GlobalPool", "GlobalPool1")]
    [InlineData("Linear(4), Dropout(0.5)", "Dropout1")]
    [InlineData("Conv(4), GlobalPool(Name = \"Last\")", "Last")]
    public void TheLastLayerIsTheClassifier(string layers, string last) => GeneratorHarness.Refuse(
        $"using CompactCnn; [CompactModel(1, 8, 8), {layers}] public sealed partial class {{|CCNN0010:Small|}};",
        $"'Small' ends with '{last}'; its last layer must be a Linear, the classifier, or a GlobalPool of a Conv without a norm, whose channels are the classes");

    [Theory]
    [InlineData("Compact")]
    [InlineData("Channels")]
    [InlineData("Graph")]
    [InlineData("Cost")]
    [InlineData("CostOf")]
    [InlineData("ToCompact")]
    [InlineData("Conv1")]
    [InlineData("Linear1")]
    public void AModelIsNotCalledLikeAMemberOfIt(string name) => GeneratorHarness.Refuse(
        Declaration + $"public sealed partial class {{|CCNN0011:{name}|}};",
        $"'{name}' cannot be a model's name, because a member '{name}' is generated in it; rename the class");

    [Fact]
    public void ModelsDifferInMoreThanCase() => GeneratorHarness.Refuse(
        """
        using CompactCnn;
        [CompactModel(1, 8, 8), Conv(4), Linear(10)]
        public sealed partial class {|CCNN0012:Small|};
        [CompactModel(1, 8, 8), Conv(4), Linear(10)]
        public sealed partial class SMALL;
        """,
        "'Small' and 'SMALL' differ only in case; rename one, so that generated files are distinct on every file system");

    [Fact]
    public void ModelsOfOneNameInTwoNamespacesAreNoTwins() => GeneratorHarness.Accept(
        """
        using CompactCnn;
        namespace First
        {
            [CompactModel(1, 8, 8), Linear(10)]
            public sealed partial class Small;
        }
        namespace Second
        {
            [CompactModel(1, 8, 8, Name = "second"), Linear(10)]
            public sealed partial class Small;
        }
        """);

    [Theory]
    [InlineData("")]
    [InlineData(", Name = \"SMALL\"")]
    public void ModelsHaveNamesOfTheirOwnOnTheCommandLine(string name) => GeneratorHarness.Refuse(
        $$"""
        using CompactCnn;
        namespace First
        {
            [CompactModel(1, 8, 8), Conv(4), Linear(10)]
            public sealed partial class Small;
        }
        namespace Second
        {
            [CompactModel(1, 8, 8{{name}}), Conv(4), Linear(10)]
            public sealed partial class {|CCNN0014:Small|};
        }
        """,
        $"'Second.Small' and 'First.Small' are both called '{(name.Length == 0 ? "small" : "SMALL")}' on the command line; state another Name in the [CompactModel] of one");

    [Theory]
    [InlineData("public sealed partial class")]
    [InlineData("public class")]
    public void LayersNeedTheMarker(string keywords) => GeneratorHarness.Refuse(
        $"using CompactCnn; [Conv(4), Linear(10)] {keywords} {{|CCNN0013:Small|}};",
        "'Small' has layers but no [CompactModel(channels, height, width)]; add it, or remove them");
}
