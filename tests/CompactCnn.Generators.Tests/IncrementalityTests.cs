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

    [Fact]
    public void AnUnrelatedFileIsEdited() => AssertNothingIsEmitted(Edit(Model, "public static class Unrelated { public static int One => 2; }"));

    [Fact]
    public void AnUnrelatedFileIsAdded() => AssertNothingIsEmitted(Edit(Model, Unrelated, "public class Other;"));

    [Theory]
    [InlineData("// a comment\n" + Model)]
    [InlineData(Model + "\n// a comment\n")]
    [InlineData(Model + "\npublic class Other { }\n")]
    public void SomethingElseInTheSameFileIsEdited(string model) => AssertNothingIsEmitted(Edit(model, Unrelated));

    [Theory]
    [InlineData("[Conv(4)] [Conv(6)]\n[Linear(10)]")]
    [InlineData("[Conv(4),\n    Conv(outChannels: 6 /* six */),\n    Linear(10)]")]
    [InlineData("[Conv(2 + 2), Conv(6), LinearAttribute(10)]")]
    public void TheSameLayersAreWrittenInAnotherWay(string layers) => AssertNothingIsEmitted(Edit(WithLayers(layers), Unrelated));

    [Fact]
    public void AMemberOfTheModelIsEdited() => AssertNothingIsEmitted(Edit(Model.Replace("Small;", "Small { public int One => 1; }", StringComparison.Ordinal), Unrelated));

    [Theory]
    [InlineData("[Conv(5), Conv(6), Linear(10)]")]
    [InlineData("[Conv(6), Conv(4), Linear(10)]")]
    [InlineData("[Conv(4), Conv(6), Conv(6), Linear(10)]")]
    [InlineData("[Conv(4), Conv(6, Name = \"Second\"), Linear(10)]")]
    [InlineData("[Conv(4), Conv(6), Linear(10, Bias = false)]")]
    public void ALayerIsChangedMovedOrAdded(string layers)
    {
        ILookup<string, IncrementalStepRunReason> reasons = Edit(WithLayers(layers), Unrelated);

        foreach (string step in Incrementality.StepNames)
        {
            Assert.Equal([Modified], reasons[step]);
        }
    }

    [Fact]
    public void AnErrorAppears()
    {
        ILookup<string, IncrementalStepRunReason> reasons = Edit(WithLayers("[Conv(4, Kernel = 0), Conv(6), Linear(10)]"), Unrelated);

        Assert.Equal([Modified], reasons[TrackingNames.Source]);
    }

    [Fact]
    public void ASecondModelIsAdded()
    {
        ILookup<string, IncrementalStepRunReason> reasons = Edit(Model, Unrelated, Model.Replace("Small", "Second", StringComparison.Ordinal));

        foreach (string step in Incrementality.StepNames)
        {
            Assert.Equal([New], reasons[step].Where(reason => reason is not (Cached or Unchanged)));
        }
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

    private static string Text(GeneratorDriver driver) => driver.GetRunResult().Results.Single().GeneratedSources.Single().SourceText.ToString();

    /// <summary>Generates for the model and an unrelated file, replaces the sources, generates again.</summary>
    private static ILookup<string, IncrementalStepRunReason> Edit(params string[] after)
    {
        HarnessSettings settings = HarnessSettings.Default;
        CSharpCompilation compilation = settings.Compile([Model, Unrelated]);
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

    private static void AssertNothingIsEmitted(ILookup<string, IncrementalStepRunReason> reasons)
    {
        Assert.NotEmpty(reasons);
        foreach (IGrouping<string, IncrementalStepRunReason> step in reasons)
        {
            Assert.All(step, reason => Assert.True(reason is Cached or Unchanged, $"step '{step.Key}' is {reason}"));
        }
    }
}
