using System.Diagnostics;
using System.Text;
using CompactCnn.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompactCnn.Generators.Tests;

/// <summary>Nothing may be worse than linear, and the IDE must be able to stop the generator at any time.</summary>
[Collection(nameof(Alone))]
public class PerformanceTests
{
    /// <summary>Half a second is typical; a busy build server gets ten times as long.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>A pipeline that reads its declarations twice takes twice as much.</summary>
    private const long MostBytes = 7_000_000;

    [Fact]
    public void FiveHundredLayersAreGeneratedAtOnce()
    {
        HarnessSettings settings = HarnessSettings.Default;
        CSharpCompilation compilation = settings.Compile([Deep(500)]);
        GeneratorDriver driver = Incrementality.CreateDriver(new ModelGenerator(), settings.ParseOptions);
        driver.RunGenerators(settings.Compile([Deep(2)]));

        var watch = Stopwatch.StartNew();
        GeneratorRunResult result = driver.RunGenerators(compilation).GetRunResult().Results.Single();

        Assert.True(watch.Elapsed < Limit, $"500 layers took {watch.Elapsed}");
        Assert.Contains("Conv500Norm", result.GeneratedSources[0].SourceText.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Allocated bytes are steadier than time: an eightfold chain may not cost more than about ten times as much.</summary>
    [Fact]
    public void CostIsLinearInTheLayers()
    {
        Generate(64);
        long small = Allocated(() => Generate(64));
        long large = Allocated(() => Generate(512));

        Assert.True(large < 10 * small, $"64 layers allocate {small:N0} bytes, 512 layers {large:N0}");
    }

    /// <summary>At every keystroke anywhere, all declarations are read again: that must stay cheap.</summary>
    [Fact]
    public void AnUnrelatedEditAllocatesLittle()
    {
        HarnessSettings settings = HarnessSettings.Default;
        CSharpCompilation compilation = settings.Compile([.. Enumerable.Range(0, 50).Select(i => Deep(16, $"Deep{i}")), .. Enumerable.Range(0, 1000).Select(i => $"public class Other{i} {{ }}")]);
        GeneratorDriver driver = Incrementality.CreateDriver(new ModelGenerator(), settings.ParseOptions).RunGenerators(compilation);
        long allocated = 0;
        for (int edit = 0; edit < 3; edit++)
        {
            SyntaxTree old = compilation.SyntaxTrees[^1];
            compilation = compilation.ReplaceSyntaxTree(old, CSharpSyntaxTree.ParseText($"public class Edited{edit} {{ }}", settings.ParseOptions, old.FilePath));
            allocated = Allocated(() => driver = driver.RunGenerators(compilation));
        }

        Assert.True(allocated < MostBytes, $"an unrelated edit with 50 models in 1,050 files allocates {allocated:N0} bytes");
    }

    [Fact]
    public void DeepModelsAreRight() => GeneratorHarness.Accept(Deep(120));

    [Fact]
    public void CancellationIsHonoured()
    {
        HarnessSettings settings = HarnessSettings.Default;
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() =>
            Incrementality.CreateDriver(new ModelGenerator(), settings.ParseOptions).RunGenerators(settings.Compile([Deep(50)]), source.Token));
    }

    private static void Generate(int layers)
    {
        HarnessSettings settings = HarnessSettings.Default;
        Incrementality.CreateDriver(new ModelGenerator(), settings.ParseOptions).RunGenerators(settings.Compile([Deep(layers)]));
    }

    private static long Allocated(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static string Deep(int layers, string name = "Deep")
    {
        var text = new StringBuilder("using CompactCnn;\n[CompactModel(3, 32, 32)]\n");
        for (int i = 0; i < layers; i++)
        {
            text.Append("[Conv(16)]\n");
        }

        return text.Append($"[GlobalPool, Linear(10)]\npublic sealed partial class {name};\n").ToString();
    }
}
