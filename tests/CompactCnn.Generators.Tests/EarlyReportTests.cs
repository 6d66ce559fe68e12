using System.Collections.Immutable;
using CompactCnn.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Tests;

/// <summary>
/// The compiler asks no analyzer where a declaration is wrong by its own rules, in whatever file: the generator then says
/// what is wrong with models, so that one error does not hide the others.
/// </summary>
public class EarlyReportTests
{
    private const string Wrong = "using CompactCnn;\nnamespace Company { public partial class Outer { [CompactModel(1, 8, 8), Conv(4), Add(\"Missing\"), Linear(10)] public sealed partial class Small; } }\n";
    private const string Right = "using CompactCnn;\n[CompactModel(1, 8, 8), Conv(4), Linear(10)] public sealed partial class Fine;\n";

    [Theory]
    [InlineData("public class Other : Unknown;", "CS0246")]
    [InlineData("public class Twice; public class Twice;", "CS0101")]
    [InlineData("[CompactCnn.CompactModel(1, 8, 8), CompactCnn.Conv(\"4\")] public sealed partial class NotCompiling;", "CS1503")]
    public void AnErrorOfADeclarationDoesNotHideOthers(string other, string error)
    {
        Diagnostic diagnostic = Assert.Single(Reported(out Compilation compilation, Wrong, Right, other));

        Assert.Contains(compilation.GetDeclarationDiagnostics(), found => found.Id == error);
        Assert.Equal("CCNN0110 on 'Add(\"Missing\")'", GeneratorOutcome.Place(diagnostic).Split(" at ")[0]);
        Assert.Equal(
            GeneratorHarness.Analyze(HarnessSettings.Default.Compile([Wrong])).Select(GeneratorOutcome.Describe),
            [GeneratorOutcome.Describe(diagnostic)]);
    }

    /// <summary>Nor those of the blocks that a model is made of, of layers without a marker, and of models that are called the same.</summary>
    [Theory]
    [InlineData("[CompactModel(1, 8, 8), Conv(\"4\"), Block(typeof(Twice)), Linear(10)] public sealed partial class Small;\n[BlockModel, Conv(0), Add(\"Missing\")] public static partial class Twice;\npublic static partial class Twice;")]
    [InlineData("namespace Company { public static class Outer { [BlockModel] public static class Empty; } }")]
    [InlineData("[Conv(4), Linear(10)] public sealed partial class Unmarked;\n[DeviceLimits(MaxMacs = 1000)] public partial class Unmarked;")]
    [InlineData("namespace A { [CompactModel(1, 8, 8), Linear(10)] public sealed partial class Net; }\nnamespace B { [CompactModel(1, 8, 8), Linear(10)] public sealed partial class Net; }\nnamespace B { [CompactModel(1, 8, 8), Linear(10)] public sealed partial class NET; }")]
    public void NorThoseOfOtherClasses(string wrong)
    {
        wrong = "using CompactCnn;\n" + wrong;
        string[] expected =
        [
            .. GeneratorHarness.Analyze(HarnessSettings.Default.Compile([wrong]))
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .Select(GeneratorOutcome.Describe)
                .Order(StringComparer.Ordinal),
        ];

        Assert.NotEmpty(expected);
        Assert.Equal(expected, Reported(out _, wrong, "public class Other : Unknown;").Select(GeneratorOutcome.Describe).Order(StringComparer.Ordinal));
        Assert.Empty(Reported(out _, wrong.Replace("\"4\"", "4", StringComparison.Ordinal), "public class Other;"));
    }

    /// <summary>Where the analyzer runs, it alone reports: also where what is missing is generated, or an error lies in a method.</summary>
    [Theory]
    [InlineData("public class Other;")]
    [InlineData("public class Other { public Fine.Compact? Network; public void Use() => Missing(); }")]
    [InlineData("public class Other<T> where T : CompactCnn.Network; public class Use { public Other<Fine>? Of; }")]
    public void OtherwiseTheGeneratorReportsNothing(string other) => Assert.Empty(Reported(out _, Wrong, Right, other));

    [Fact]
    public void OfModelsThatAreRightThereIsNothingToReport() => Assert.Empty(Reported(out _, Right, "public class Other : Unknown;"));

    private static ImmutableArray<Diagnostic> Reported(out Compilation output, params string[] sources)
    {
        HarnessSettings settings = HarnessSettings.Default;
        Incrementality.CreateDriver(new ModelGenerator(), settings.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(settings.Compile(sources), out output, out ImmutableArray<Diagnostic> reported);
        return reported;
    }
}
