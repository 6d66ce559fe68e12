using CompactCnn.Generators.Graph;
using CompactCnn.Generators.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace CompactCnn.Generators.Tests;

/// <summary>Whatever the code around a model is called and however the model is written, generated code must fit in.</summary>
public class UserCodeTests
{
    public static TheoryData<string> Namespaces => new(
        "System", "TorchSharp", "CompactCnn", "CompactCnn.Foo", "Company.System.TorchSharp", "Company.CompactCnn", "@class.@event", "Größe.层");

    [Theory]
    [InlineData("[System.Obsolete(\"old\")]")]
    [InlineData("[System.Diagnostics.CodeAnalysis.Experimental(\"NEW1\")]")]
    public void AttributesThatWarnOfUse(string attribute) => GeneratorHarness.Accept(Example.Model().Replace("public sealed", attribute + " public sealed", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Namespaces))]
    public void UserNamespaces(string name) => GeneratorHarness.Accept(Example.Model(name));

    [Fact]
    public void TheGlobalNamespace() => GeneratorHarness.Accept("using CompactCnn;\n" + Example.Attributes + "\npublic sealed partial class Small;");

    [Fact]
    public void TypesOfTheUsersOwnThatHideOthers() => GeneratorHarness.Accept(
        Example.Model(),
        """
        namespace Company
        {
            public class System;
            public class TorchSharp;
            public class Tensor;
            public class Conv2d;
            public class ModelGraph;
            public class Int32;
        }
        """);

    [Fact]
    public void NestedClassesWithKeywordsAsNames()
    {
        GeneratorOutcome outcome = GeneratorHarness.Accept(
            """
            using CompactCnn;

            namespace @namespace.@if
            {
                public static partial class @class
                {
                    internal partial struct @struct
                    {
                        public partial interface @interface
                        {
                            [CompactModel(channels: 1, height: 8, width: 8)]
                            [Conv(4, Name = "for"), Linear(10, Name = "int")]
                            public sealed partial class @event;
                        }
                    }
                }
            }
            """);

        Snapshot.Verify(outcome.Text);
    }

    [Theory]
    [InlineData("public sealed partial class Small;")]
    [InlineData("internal partial class Small { }")]
    [InlineData("partial class Small { }")]
    public void ModifiersOfTheUsersOwn(string declaration) => GeneratorHarness.Accept($"using CompactCnn; [CompactModel(1, 8, 8), Conv(4), Linear(10)] {declaration}");

    [Theory]
    [InlineData("private")]
    [InlineData("protected")]
    [InlineData("private protected")]
    [InlineData("protected internal")]
    public void NestedModelsOfAnyAccessibility(string accessibility) => GeneratorHarness.Accept(
        $"using CompactCnn; public partial class Outer {{ [CompactModel(1, 8, 8), Conv(4), Linear(10)] {accessibility} sealed partial class Small; }}");

    [Fact]
    public void NestedInARecordAndARecordStruct() => GeneratorHarness.Accept(
        "using CompactCnn; public partial record Outer { public partial record struct Inner { [CompactModel(1, 8, 8), Conv(4), Linear(10)] public sealed partial class Small; } }");

    [Fact]
    public void AttributesByTheirFullOrAliasedNames() => GeneratorHarness.Accept(
        """
        using Marker = CompactCnn.CompactModelAttribute;
        using Layer = CompactCnn.ConvAttribute;
        [Marker(1, 8, 8), Layer(4), global::CompactCnn.PoolAttribute()]
        [type: CompactCnn.Linear(10)]
        public sealed partial class Small;
        """);

    [Fact]
    public void AttributesThatAreNoLayersAreLeftAlone() => GeneratorHarness.Accept(
        "using CompactCnn; [CompactModel(1, 8, 8), System.Serializable, Conv(4), System.ComponentModel.Description(\"x\"), Linear(10)] public sealed partial class Small;");

    [Fact]
    public void ManyModelsInOneFile() => GeneratorHarness.Accept(
        "using CompactCnn; [CompactModel(1, 8, 8), Linear(10)] public sealed partial class First; [CompactModel(1, 8, 8), Linear(10)] public sealed partial class Second;");

    [Fact]
    public void NoModelAtAll() => Assert.Empty(GeneratorHarness.Accept("public class Any;").Generated);

    [Fact]
    public void TheUserHidesNothingBySubclassing() => GeneratorHarness.Accept(
        "using CompactCnn; [CompactModel(1, 8, 8), Conv(4), Linear(10)] public partial class Small; public class Own : Small;");

    /// <summary>Names that mean something elsewhere: to the compiler, to generated code, to the run time or to TorchSharp.</summary>
    [Theory]
    [InlineData("System")]
    [InlineData("TorchSharp")]
    [InlineData("CompactCnn")]
    [InlineData("@torch")]
    [InlineData("Tensor")]
    [InlineData("Device")]
    [InlineData("Conv2d")]
    [InlineData("Network")]
    [InlineData("GatedModel")]
    [InlineData("CostTable")]
    [InlineData("Gates")]
    [InlineData("Initialize")]
    [InlineData("Unallocated")]
    [InlineData("Train")]
    [InlineData("@training")]
    [InlineData("@class")]
    [InlineData("@record")]
    [InlineData("_")]
    [InlineData("@x")]
    public void AModelOfAnyName(string name)
    {
        string model = $"[CompactModel(1, 8, 8), Conv(4), Pool, Linear(10)] public sealed partial class {name};";

        GeneratorHarness.Accept($"using CompactCnn; namespace Company {{ {model} }}");
        GeneratorHarness.Accept($"using CompactCnn; namespace Company {{ public static partial class @outer {{ {model} }} }}");
    }

    [Theory]
    [InlineData("Compact")]
    [InlineData("Channels")]
    [InlineData("Cost")]
    [InlineData("CostOf")]
    [InlineData("Graph")]
    [InlineData("ToCompact")]
    [InlineData("@forward")]
    public void AModelCalledLikeAGeneratedMemberIsRefused(string name) => GeneratorHarness.Refuse(
        $"using CompactCnn; [CompactModel(1, 8, 8), Conv(4), Linear(10)] public sealed partial class {{|CCNN0011:{name}|}};",
        $"'{name.TrimStart('@')}' cannot be a model's name, because a member '{name.TrimStart('@')}' is generated in it; rename the class");

    [Theory]
    [InlineData("Train")]
    [InlineData("Gates")]
    [InlineData("parameters")]
    [InlineData("ToString")]
    [InlineData("Compact")]
    public void ALayerCalledLikeAnotherMemberIsRefused(string name) => GeneratorHarness.Refuse(
        $"using CompactCnn; [CompactModel(1, 8, 8), {{|CCNN0106:Conv(4, Name = \"{name}\")|}}, Linear(10)] public sealed partial class Small;",
        $"'{name}' is the name of a generated or inherited member; state another Name");

    /// <summary>Every keyword, contextual ones too, as the name of a layer of one model.</summary>
    [Fact]
    public void KeywordsAsNamesOfLayers()
    {
        string[] keywords =
        [
            .. SyntaxFacts.GetKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText).Distinct()
                .Where(keyword => Identifiers.IsValid(keyword) && !ReservedNames.Contain(keyword)),
        ];
        string layers = string.Join(",\n", keywords.Select(keyword => $"Conv(2, Kernel = 1, Norm = Norm.None, Name = \"{keyword}\")"));

        Assert.True(keywords.Length > 100, $"only {keywords.Length} keywords");
        GeneratorHarness.Accept($"using CompactCnn;\n[CompactModel(1, 2, 2),\n{layers},\nLinear(2)]\npublic sealed partial class Small;\n");
    }

    /// <summary>Names of locals, parameters and namespaces of generated code as names of layers.</summary>
    [Fact]
    public void LayersCalledLikeWhatGeneratedCodeUses() => GeneratorHarness.Accept(
        $$"""
        using CompactCnn;
        [CompactModel(1, 2, 2)]
        {{string.Join("\n", new[] { "System", "TorchSharp", "CompactCnn", "torch", "nn", "functional", "Tensor", "device", "seed", "scope", "keep", "widths", "x", "Conv2d", "Int32" }
            .Select(name => $"[Conv(2, Kernel = 1, Name = \"{name}\")]"))}}
        [Add("device", Coupling = Coupling.Shared), Linear(2, Name = "Literal")]
        public sealed partial class Small;
        """);
}
