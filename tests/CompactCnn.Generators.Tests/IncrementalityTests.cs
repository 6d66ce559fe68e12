using CompactCnn.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace CompactCnn.Generators.Tests;

/// <summary>What is done again after which edit. The IDE pays for every row at every keystroke.</summary>
public class IncrementalityTests
{
    private const string Model = "using CompactCnn;\n[CompactModel(1, 8, 8)]\n[Conv(4), Conv(6), Linear(10)]\npublic sealed partial class Small;\n";
    private const string Unrelated = "public static class Unrelated { public static int One => 1; }";

    /// <summary>
    /// The edit matrix: the reason of each named step, and how many sources are emitted. A declaration is copied again at
    /// every edit; where the copy is equal, every named step behind it is Cached.
    /// </summary>
    public static TheoryData<string, string[], IncrementalStepRunReason, IncrementalStepRunReason, IncrementalStepRunReason, int> Edits => new()
    {
        { "nothing", [Model, Unrelated], Cached, Cached, Cached, 0 },
        { "an unrelated file is edited", [Model, "public static class Unrelated { public static int One => 2; }"], Cached, Cached, Cached, 0 },
        { "an unrelated file is added", [Model, Unrelated, "public class Other;"], Cached, Cached, Cached, 0 },
        { "a comment is added before the model", ["// a comment\n" + Model, Unrelated], Cached, Cached, Cached, 0 },
        { "a comment is added behind the model", [Model + "\n// a comment\n", Unrelated], Cached, Cached, Cached, 0 },
        { "a comment is added between the layers", [WithLayers("[Conv(4) /* edges */, Conv(6), Linear(10)]"), Unrelated], Cached, Cached, Cached, 0 },
        { "a class is added to the same file", [Model + "\npublic class Other { }\n", Unrelated], Cached, Cached, Cached, 0 },
        { "a member of the model is added", [Model.Replace("Small;", "Small { public int One => 1; }", StringComparison.Ordinal), Unrelated], Cached, Cached, Cached, 0 },
        { "a layer is moved", [WithLayers("[Conv(6), Conv(4), Linear(10)]"), Unrelated], Modified, Modified, Modified, 1 },
        { "a layer is changed", [WithLayers("[Conv(5), Conv(6), Linear(10)]"), Unrelated], Modified, Modified, Modified, 1 },
        { "a layer is added", [WithLayers("[Conv(4), Conv(6), Conv(6), Linear(10)]"), Unrelated], Modified, Modified, Modified, 1 },
        { "a layer is named", [WithLayers("[Conv(4), Conv(6, Name = \"Second\"), Linear(10)]"), Unrelated], Modified, Modified, Modified, 1 },
        { "an option is stated", [WithLayers("[Conv(4), Conv(6), Linear(10, Bias = false)]"), Unrelated], Modified, Modified, Modified, 1 },
        { "an error appears", [WithLayers("[Conv(4, Kernel = 0), Conv(6), Linear(10)]"), Unrelated], Modified, Modified, Modified, 1 },
        { "the model is given a name", [Model.Replace("1, 8, 8", "1, 8, 8, Name = \"other\"", StringComparison.Ordinal), Unrelated], Modified, Modified, Unchanged, 1 },
        { "the model is documented", [Model.Replace("[CompactModel", "/// <summary>Words.</summary>\n[CompactModel", StringComparison.Ordinal), Unrelated], Modified, Modified, Modified, 1 },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void AnEdit(string edit, string[] after, IncrementalStepRunReason declaration, IncrementalStepRunReason graph, IncrementalStepRunReason source, int emitted)
    {
        ILookup<string, IncrementalStepRunReason> reasons = Edit(after);

        Assert.Equal(
            (edit, declaration, graph, source, emitted),
            (edit, reasons[TrackingNames.Declaration].Single(), reasons[TrackingNames.Graph].Single(), reasons[TrackingNames.Source].Single(), Emitted(reasons)));
    }

    /// <summary>What changes only what the analyzer says is read again, and ends in the same text.</summary>
    [Theory]
    [InlineData("[Conv(4), BasicBlock(4), Linear(10)]", "[Conv(4), BasicBlock(4, Coupling = Coupling.Shared), Linear(10)]", Modified, Unchanged)]
    [InlineData("[Conv(4), BasicBlock(4), Linear(10)]", "#pragma warning disable CCNN0201\n[Conv(4), BasicBlock(4), Linear(10)]", Cached, Cached)]
    public void OnlyADiagnosticChanges(string before, string after, IncrementalStepRunReason declaration, IncrementalStepRunReason source)
    {
        ILookup<string, IncrementalStepRunReason> reasons = EditFrom(WithLayers(before), WithLayers(after), Unrelated);

        Assert.Equal((declaration, source, 0), (reasons[TrackingNames.Declaration].Single(), reasons[TrackingNames.Source].Single(), Emitted(reasons)));
    }

    [Theory]
    [InlineData("[Conv(4)] [Conv(6)]\n[Linear(10)]")]
    [InlineData("[Conv(4),\n    Conv(outChannels: 6 /* six */),\n    Linear(10)]")]
    [InlineData("[Conv(2 + 2), Conv(6), LinearAttribute(10)]")]
    public void TheSameLayersAreWrittenInAnotherWay(string layers) => AssertNothingIsEmitted(Edit(WithLayers(layers), Unrelated));

    [Fact]
    public void ASecondModelIsAdded()
    {
        ILookup<string, IncrementalStepRunReason> reasons = Edit(Model, Unrelated, Model.Replace("Small", "Second", StringComparison.Ordinal));

        foreach (string step in Incrementality.ModelSteps)
        {
            Assert.Equal([New], reasons[step].Where(reason => reason is not (Cached or Unchanged)));
        }

        Assert.Equal([Modified], reasons[TrackingNames.List]);
        Assert.Equal(2, Emitted(reasons));
    }

    [Fact]
    public void AModelIsRemoved()
    {
        ILookup<string, IncrementalStepRunReason> reasons = Edit("public class Nothing;", Unrelated);

        Assert.Contains(Removed, reasons[TrackingNames.Source]);
        Assert.DoesNotContain(reasons.SelectMany(group => group), reason => reason is New or Modified);
    }

    [Fact]
    public void TheLanguageVersionIsNoPartOfAModel()
    {
        HarnessSettings settings = HarnessSettings.Default;
        GeneratorDriver driver = Incrementality.CreateDriver(new ModelGenerator(), settings.ParseOptions).RunGenerators(settings.Compile([Model]));

        string before = Text(driver);
        HarnessSettings preview = settings with { LanguageVersion = LanguageVersion.Preview };
        string after = Text(driver.WithUpdatedParseOptions(preview.ParseOptions).RunGenerators(preview.Compile([Model])));

        Assert.Equal(before, after);
    }

    private static string WithLayers(string layers) => Model.Replace("[Conv(4), Conv(6), Linear(10)]", layers, StringComparison.Ordinal);

    private static string Text(GeneratorDriver driver) => driver.GetRunResult().Results.Single().GeneratedSources[0].SourceText.ToString();

    private static ILookup<string, IncrementalStepRunReason> Edit(params string[] after) => EditFrom(Model, after);

    /// <summary>Generates for a model and an unrelated file, replaces the sources, generates again.</summary>
    private static ILookup<string, IncrementalStepRunReason> EditFrom(string before, params string[] after)
    {
        HarnessSettings settings = HarnessSettings.Default;
        CSharpCompilation compilation = settings.Compile([before, Unrelated]);
        GeneratorDriver driver = Incrementality.CreateDriver(new ModelGenerator(), settings.ParseOptions).RunGenerators(compilation);
        SyntaxTree[] edited = [.. after.Select((text, index) => CSharpSyntaxTree.ParseText(text, settings.ParseOptions, HarnessSettings.PathOf(index)))];
        CSharpCompilation next = compilation;
        for (int i = 0; i < edited.Length; i++)
        {
            next = i < 2 ? next.ReplaceSyntaxTree(next.SyntaxTrees[i], edited[i]) : next.AddSyntaxTrees(edited[i]);
        }

        GeneratorRunResult result = driver.RunGenerators(next).GetRunResult().Results.Single();
        return Incrementality.Reasons(result, Incrementality.StepNames).ToLookup(pair => pair.Step, pair => pair.Reason);
    }

    /// <summary>Sources that are new or other than before: the outputs of the pipeline, which no step is named for.</summary>
    private static int Emitted(ILookup<string, IncrementalStepRunReason> reasons) =>
        reasons.Where(step => !Incrementality.StepNames.Contains(step.Key)).SelectMany(step => step).Count(reason => reason is New or Modified);

    private static void AssertNothingIsEmitted(ILookup<string, IncrementalStepRunReason> reasons)
    {
        Assert.NotEmpty(reasons);
        foreach (IGrouping<string, IncrementalStepRunReason> step in reasons)
        {
            Assert.All(step, reason => Assert.True(reason is Cached or Unchanged, $"step '{step.Key}' is {reason}"));
        }
    }
}
