using System.Collections.Immutable;
using CompactCnn.Generators.Graph;
using CompactCnn.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Tests;

/// <summary><c>CompactModels.All</c>: which models a project declares, as values, and what they are called.</summary>
public class ModelListTests
{
    private const string Models =
        """
        using CompactCnn;
        [CompactModel(1, 8, 8), Conv(4), Linear(10)]
        public sealed partial class Vgg7Small;
        [CompactModel(1, 8, 8, Name = "deep.2", Summary = "with a \"quoted\" word"), Conv(4), Linear(10)]
        internal sealed partial class Deep;
        namespace Company
        {
            public partial class Outer
            {
                [CompactModel(1, 8, 8), Conv(4), Linear(10)]
                protected internal sealed partial class @class;
                [CompactModel(1, 8, 8), Conv(4), Linear(10)]
                private sealed partial class Hidden;
                internal static DeclaredModel OwnList { get; } = new DeclaredModel<Hidden, Hidden.Compact>("hidden");
            }
        }
        """;

    private const string User =
        """
        using CompactCnn;
        using TorchSharp;
        public static class User
        {
            public static string[] Names() => [.. System.Linq.Enumerable.Select(CompactModels.All, model => model.ToString())];
            public static string[] Types() => [.. System.Linq.Enumerable.Select(CompactModels.All, model => model.Do(new TypeName()))];
            public static long[] Costs() => [.. System.Linq.Enumerable.Select(CompactModels.All, model => model.CostOf(model.Graph.FullWidths).Parameters - model.Cost.Parameters)];
            public static GatedModel<Vgg7Small.Compact> Typed(DeclaredModel<Vgg7Small, Vgg7Small.Compact> model, string path) => model.Load(path);
            public static CompactNetwork Any(DeclaredModel model) => model.CreateCompact(model.Graph.FullWidths, torch.CPU, seed: 1);
            private sealed class TypeName : IModelWork<string>
            {
                public string Do<TModel, TCompact>(DeclaredModel<TModel, TCompact> model)
                    where TModel : GatedModel<TCompact>, IGatedModel<TModel>
                    where TCompact : CompactNetwork<TCompact>, ICompactNetwork<TCompact> => typeof(TModel).Name + TModel.Graph.Groups.Length;
            }
        }
        """;

    [Fact]
    public void TheListOfAProject() => Snapshot.Verify(GeneratorHarness.Accept(Models, User).List);

    [Fact]
    public void ItsModelsAreValues()
    {
        Type user = GeneratorHarness.Accept(Models, User).Load().Type("User");

        Assert.Equal(
            ["class: 1x8x8 to 10 classes, 2,614 parameters, 4,864 MACs for one image", "deep.2: with a \"quoted\" word", "vgg7-small: 1x8x8 to 10 classes, 2,614 parameters, 4,864 MACs for one image"],
            Call<string[]>("Names"));
        Assert.Equal(["class1", "Deep1", "Vgg7Small1"], Call<string[]>("Types"));
        Assert.All(Call<long[]>("Costs"), difference => Assert.Equal(0, difference));

        T Call<T>(string method) => (T)user.GetMethod(method)!.Invoke(null, null)!;
    }

    /// <summary>The rule, at the names of models that people know.</summary>
    [Theory]
    [InlineData("SmallVgg", "small-vgg")]
    [InlineData("Vgg16", "vgg16")]
    [InlineData("Vgg16ImageNet", "vgg16-imagenet")]
    [InlineData("ResNet20", "resnet20")]
    [InlineData("ResNet20SingleCifar10", "resnet20-single-cifar10")]
    [InlineData("DenseNetBc100Cifar10", "densenet-bc100-cifar10")]
    [InlineData("MobileNetV2", "mobilenet-v2")]
    [InlineData("Network", "network")]
    [InlineData("MyNetwork", "my-network")]
    [InlineData("MyCNN", "my-cnn")]
    [InlineData("CNNModel", "cnn-model")]
    [InlineData("SENet", "senet")]
    [InlineData("Net", "net")]
    [InlineData("snake_case_name", "snake-case-name")]
    [InlineData("Mixed_Case", "mixed-case")]
    [InlineData("_", "_")]
    [InlineData("A", "a")]
    [InlineData("GrößeÄ", "größe-ä")]
    public void WhatAModelIsCalled(string type, string name) => Assert.Equal(name, CommandNames.Of(type));

    [Theory]
    [InlineData("", "''")]
    [InlineData("two words", "'two words'")]
    [InlineData("--help", "'--help'")]
    [InlineData("a/b", "'a/b'")]
    public void ANameIsOneWord(string name, string found) => GeneratorHarness.Refuse(
        $"using CompactCnn; [{{|CCNN0102:CompactModel(1, 8, 8, Name = \"{name}\")|}}, Linear(10)] public sealed partial class Small;",
        $"'Small': Name must be a word of letters, digits, '-', '_' and '.' but is {found}");

    [Theory]
    [InlineData("", "empty")]
    [InlineData("one\\ntwo", "several")]
    public void ASummaryIsOneLine(string summary, string found) => GeneratorHarness.Refuse(
        $"using CompactCnn; [{{|CCNN0102:CompactModel(1, 8, 8, Summary = \"{summary}\")|}}, Linear(10)] public sealed partial class Small;",
        $"'Small': Summary must be one line of text but is {found}");

    /// <summary>Use of such a class is warned of, or an error; the list must show neither.</summary>
    [Theory]
    [InlineData("[System.Obsolete]", true)]
    [InlineData("[System.Obsolete(\"old\")]", true)]
    [InlineData("[System.Obsolete(\"old\", DiagnosticId = \"OLD1\")]", true)]
    [InlineData("[System.Obsolete(\"old\", true)]", false)]
    [InlineData("[System.Diagnostics.CodeAnalysis.Experimental(\"NEW1\")]", true)]
    public void AModelWhoseUseIsWarnedOf(string attribute, bool isListed) => Assert.Equal(
        isListed,
        GeneratorHarness.Accept(HarnessSettings.Default with { WarningsAsErrors = true }, Example.Model().Replace("public sealed", attribute + " public sealed", StringComparison.Ordinal))
            .List.Contains("Company.Small", StringComparison.Ordinal));

    /// <summary>A library's list is public, in a namespace of its own, so that a program can join it with its own.</summary>
    [Fact]
    public void ListsOfLibrariesCompose()
    {
        const string Model = "using CompactCnn; namespace Library { [CompactModel(1, 8, 8), Linear(10)] public sealed partial class First; }";
        Compilation library = GeneratorHarness.Accept(InNamespace("Library.@event"), Model, "[assembly: System.CLSCompliant(true)]").Output;

        GeneratorHarness.Accept(
            HarnessSettings.Default with { Libraries = [library.ToMetadataReference()] },
            """
            using CompactCnn;
            [CompactModel(1, 8, 8), Linear(10)] public sealed partial class Second;
            public static class Both { public static DeclaredModel[] All { get; } = [.. CompactModels.All, .. Library.@event.CompactModels.All]; }
            """);
    }

    [Fact]
    public void AListIsInANamespace()
    {
        GeneratorOutcome outcome = GeneratorHarness.Run(InNamespace("a b") with { CompilerDiagnostics = ["CS1029"] }, Models);

        Assert.Contains("#error CompactModelsNamespace must be a namespace, as Company.Models, but is 'a b'\n", outcome.List, StringComparison.Ordinal);
    }

    /// <summary>What is wrong stays in the list, so that the error is the only one.</summary>
    [Fact]
    public void AStubIsInTheList() => Assert.Contains(
        "global::Small.Compact>(\"small\")",
        GeneratorHarness.Refuse("using CompactCnn; [CompactModel(1, 8, 8), {|CCNN0102:Conv(0)|}, Linear(10)] public sealed partial class Small;", "'Conv1': outChannels must be 1 or more but is 0").List,
        StringComparison.Ordinal);

    [Fact]
    public void WhatCannotBeExtendedIsNot() => Assert.DoesNotContain(
        "Small",
        GeneratorHarness.Refuse(
            "using CompactCnn; [CompactModel(1, 8, 8), Linear(10)] public sealed class {|CCNN0001:Small|};",
            "'Small' is marked [CompactModel] but is not partial; add the modifier partial").List,
        StringComparison.Ordinal);

    private static HarnessSettings InNamespace(string name) =>
        HarnessSettings.Default with { BuildProperties = ImmutableDictionary<string, string>.Empty.Add("CompactModelsNamespace", name) };
}
