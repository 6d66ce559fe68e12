using CompactCnn.CodeFixes;
using CompactCnn.Generators.Tests.Harness;

namespace CompactCnn.Generators.Tests;

/// <summary>The fix for CCNN0001 and CCNN0002.</summary>
public class MakePartialTests
{
    private const string Attributes = "[CompactModel(channels: 1, height: 8, width: 8)]\n[Linear(10)]\n";
    private const string OneLine = "[CompactModel(channels: 1, height: 8, width: 8), Linear(10)]";

    private static readonly MakePartialCodeFixProvider Provider = new();

    [Theory]
    [InlineData("class {|CCNN0001:Small|};", "partial class Small;")]
    [InlineData("public sealed class {|CCNN0001:Small|};", "public sealed partial class Small;")]
    [InlineData("internal class {|CCNN0001:Small|} // a comment\n{\n}", "internal partial class Small // a comment\n{\n}")]
    [InlineData("/* before */ class {|CCNN0001:Small|};", "/* before */ partial class Small;")]
    public Task TheModelIsMadePartial(string before, string after) =>
        CodeFixHarness.VerifyAsync(Provider, "using CompactCnn;\n" + Attributes + before, "using CompactCnn;\n" + Attributes + after);

    [Fact]
    public Task EveryContainingTypeIsMadePartial() => CodeFixHarness.VerifyAllAsync(
        Provider,
        Nested("public static class", "public struct", "{|CCNN0002:{|CCNN0002:Small|}|}"),
        Nested("public static partial class", "public partial struct", "Small"),
        "CCNN0002");

    [Fact]
    public Task TheDocumentationCommentStays()
    {
        const string Comment = "/// <summary>A model.</summary>\n";

        return CodeFixHarness.VerifyAsync(
            Provider,
            "using CompactCnn;\n" + Comment + Attributes + "public class {|CCNN0001:Small|};",
            "using CompactCnn;\n" + Comment + Attributes + "public partial class Small;");
    }

    [Fact]
    public Task AllAreFixedAtOnce() => CodeFixHarness.VerifyAllAsync(
        Provider,
        $"using CompactCnn;\npublic static class Outer\n{{\n{OneLine} public sealed partial class {{|CCNN0002:First|}};\n{OneLine} public sealed partial class {{|CCNN0002:Second|}};\n}}\n",
        $"using CompactCnn;\npublic static partial class Outer\n{{\n{OneLine} public sealed partial class First;\n{OneLine} public sealed partial class Second;\n}}\n",
        "CCNN0002");

    /// <summary>Where the modifier is missing on a part in another file, this file has nothing to fix.</summary>
    [Fact]
    public async Task NothingIsOfferedWhereNothingIsMissing() => Assert.Empty(await CodeFixHarness.OffersAsync(
        Provider,
        "using CompactCnn;\n" + Attributes + "public sealed partial class {|CCNN0001:Small|};",
        "public sealed class Small;"));

    [Fact]
    public void ExactlyTheTwoRulesAreFixed() => Assert.Equal(["CCNN0001", "CCNN0002"], Provider.FixableDiagnosticIds.Order(StringComparer.Ordinal));

    private static string Nested(string outermost, string inner, string model) =>
        $$"""
        using CompactCnn;
        {{outermost}} Outermost
        {
            public partial class Middle
            {
                {{inner}} Inner
                {
                    {{OneLine}}
                    public sealed partial class {{model}};
                }
            }
        }
        """;
}
