using CompactCnn.CodeFixes;
using CompactCnn.Generators.Tests.Harness;

namespace CompactCnn.Generators.Tests;

/// <summary>The fix for CCNN0403 and CCNN0404.</summary>
public class SortKeepListTests
{
    private static readonly SortKeepListCodeFixProvider Provider = new();

    [Theory]
    [InlineData("[[3, {|CCNN0403:1|}, 0], [0]]", "[[0, 1, 3], [0]]")]
    [InlineData("[[0, 1, {|CCNN0404:1|}], [0]]", "[[0, 1], [0]]")]
    [InlineData("[[3, {|CCNN0403:1|}, 3, 1,], [0]]", "[[1, 3,], [0]]")]
    [InlineData("[[0x3, {|CCNN0403:0b1|}, 1], [0]]", "[[0b1, 0x3], [0]]")]
    [InlineData("new[] { new[] { 2, {|CCNN0403:0|}, 1 }, [0] }", "new[] { new[] { 0, 1, 2 }, [0] }")]
    [InlineData("new int[][] { new int[3] { 2, {|CCNN0403:0|}, 1 }, [0] }", "new int[][] { new int[3] { 0, 1, 2 }, [0] }")]
    [InlineData("[[\n    3,\n    {|CCNN0403:1|},\n    1\n], [0]]", "[[\n    1,\n    3\n], [0]]")]
    [InlineData("[ [ 3 ,{|CCNN0403:1|} ] , [0]] /* both */", "[ [ 1 ,3 ] , [0]] /* both */")]
    public Task AListIsSorted(string before, string after) => CodeFixHarness.VerifyAsync(Provider, Use(before), Use(after));

    [Fact]
    public Task ByName() => CodeFixHarness.VerifyAsync(
        Provider,
        Use("new Small.Channels { Conv1 = [3, {|CCNN0403:1|}] }"),
        Use("new Small.Channels { Conv1 = [1, 3] }"));

    [Fact]
    public Task AllListsAtOnce() => CodeFixHarness.VerifyAllAsync(
        Provider,
        Use("[[3, {|CCNN0403:1|}], [5, {|CCNN0404:5|}]]"),
        Use("[[1, 3], [5]]"),
        nameof(SortKeepListCodeFixProvider));

    /// <summary>A constant, a variable, a spread, a comment, a length that is written.</summary>
    [Theory]
    [InlineData("[[Last, {|CCNN0403:1|}], [0]]")]
    [InlineData("[[3, {|CCNN0403:1|}, channel], [0]]")]
    [InlineData("[[3, {|CCNN0403:1|}, .. hidden], [0]]")]
    [InlineData("[[3, ({|CCNN0403:1|})], [0]]")]
    [InlineData("[[3, {|CCNN0403:1|} /* the best */], [0]]")]
    [InlineData("[[3, // edges\n{|CCNN0403:1|}], [0]]")]
    [InlineData("new int[][] { new int[2] { 1, {|CCNN0404:1|} }, [0] }")]
    public async Task NothingIsOfferedThatCouldBeWrong(string keep) => Assert.Empty(await CodeFixHarness.OffersAsync(Provider, Use(keep)));

    [Fact]
    public void ExactlyTheTwoRulesAreFixed() => Assert.Equal(["CCNN0403", "CCNN0404"], Provider.FixableDiagnosticIds.Order(StringComparer.Ordinal));

    private static string Use(string keep) =>
        $$"""
        using CompactCnn;
        [CompactModel(1, 8, 8), Conv(4), Conv(6), Linear(10)]
        public sealed partial class Small;
        public static class User
        {
            private const int Last = 3;
            public static object Use(Small model, int[] hidden, int channel) => model.ToCompact({{keep}});
            public static object All(int[] hidden, int channel) => (Last, hidden, channel);
        }
        """;
}
