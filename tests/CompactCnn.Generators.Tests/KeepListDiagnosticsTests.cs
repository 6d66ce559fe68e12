using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using CompactCnn.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Tests;

/// <summary>
/// CCNN0401 to 0408: keep-lists and widths that cannot fit, as far as they can be seen. The model's groups are Conv1 (4
/// channels), Conv2 (6) and Linear1 (8); those of the grouped one are Conv1 (8 channels in 2 arms), Conv2 (12 in 3) and
/// Linear1 (8).
/// </summary>
public partial class KeepListDiagnosticsTests
{
    private const string Model = "using CompactCnn;\n[CompactModel(1, 8, 8), Conv(4), Conv(6), Linear(8), Linear(10)]\npublic sealed partial class Small;\n";

    private const string Grouped = "using CompactCnn;\n[CompactModel(1, 8, 8), Conv(8), Conv(12, Groups = 4), Linear(8), Linear(10)]\npublic sealed partial class Small;\n";

    [Theory]
    [InlineData("{|CCNN0401:[[0], [1]]|}", "2")]
    [InlineData("{|CCNN0401:[]|}", "0")]
    [InlineData("{|CCNN0401:[[0], [1], [2], [3]]|}", "4")]
    [InlineData("{|CCNN0401:new int[][] { new[] { 0 }, new[] { 1 } }|}", "2")]
    [InlineData("{|CCNN0401:new[] { new[] { 0 } }|}", "1")]
    [InlineData("{|CCNN0401:new int[0][]|}", "0")]
    [InlineData("({|CCNN0401:[hidden, hidden]|})", "2")]
    public void AnotherNumberOfGroups(string keep, string found) =>
        RefuseKeep(keep, $"'Small' has 3 channel groups (Conv1, Conv2, Linear1), but {found} are given; give one entry for each group, in this order");

    [Theory]
    [InlineData("[[0, {|CCNN0402:4|}], [1], [2]]", "'Conv1' (group 0 of 'Small') has channels 0 to 3, but the keep-list names channel 4; keep channels that it has")]
    [InlineData("[[0], [{|CCNN0402:-1|}, 3], [2]]", "'Conv2' (group 1 of 'Small') has channels 0 to 5, but the keep-list names channel -1; keep channels that it has")]
    [InlineData("[[0], [1], [2, {|CCNN0402:Last + 1|}]]", "'Linear1' (group 2 of 'Small') has channels 0 to 7, but the keep-list names channel 8; keep channels that it has")]
    [InlineData("[[0], hidden, new int[] { {|CCNN0402:'a'|} }]", "'Linear1' (group 2 of 'Small') has channels 0 to 7, but the keep-list names channel 97; keep channels that it has")]
    [InlineData("[[0, channel, {|CCNN0402:9|}], [1], [2]]", "'Conv1' (group 0 of 'Small') has channels 0 to 3, but the keep-list names channel 9; keep channels that it has")]
    [InlineData("[[.. hidden, {|CCNN0402:9|}], [1], [2]]", "'Conv1' (group 0 of 'Small') has channels 0 to 3, but the keep-list names channel 9; keep channels that it has")]
    [InlineData("new int[][] { new int[] { {|CCNN0402:5|} }, [1], [2] }", "'Conv1' (group 0 of 'Small') has channels 0 to 3, but the keep-list names channel 5; keep channels that it has")]
    [InlineData("[[{|CCNN0402:4|}], .. all]", "'Conv1' (group 0 of 'Small') has channels 0 to 3, but the keep-list names channel 4; keep channels that it has")]
    [InlineData("[[0], [3, {|CCNN0403:1|}, 0], [2]]", "'Conv2' (group 1 of 'Small') names channel 1 after 3; sort the indices")]
    [InlineData("[[0], [1, {|CCNN0402:Last|}, 1], [2]]", "'Conv2' (group 1 of 'Small') has channels 0 to 5, but the keep-list names channel 7; keep channels that it has")]
    [InlineData("[[0], [1], [2, {|CCNN0404:2|}, 2]]", "'Linear1' (group 2 of 'Small') names channel 2 twice; name each channel once")]
    [InlineData("[[0], {|CCNN0405:[]|}, [2]]", "'Conv2' (group 1 of 'Small') keeps no channel; keep at least one of its 6")]
    [InlineData("[{|CCNN0405:new int[0]|}, [1], [2]]", "'Conv1' (group 0 of 'Small') keeps no channel; keep at least one of its 4")]
    public void AGroupThatCannotFit(string keep, string message) => RefuseKeep(keep, message);

    [Fact]
    public void OfEachGroupTheFirstFault() => RefuseKeep(
        "[[{|CCNN0402:4|}, 0], [{|CCNN0402:6|}, 5, 5], {|CCNN0405:[]|}]",
        "'Conv1' (group 0 of 'Small') has channels 0 to 3, but the keep-list names channel 4; keep channels that it has",
        "'Conv2' (group 1 of 'Small') has channels 0 to 5, but the keep-list names channel 6; keep channels that it has",
        "'Linear1' (group 2 of 'Small') keeps no channel; keep at least one of its 8");

    [Theory]
    [InlineData("new Small.Channels { Conv1 = [{|CCNN0402:4|}] }")]
    [InlineData("new() { Linear1 = [0], Conv1 = [{|CCNN0402:4|}] }")]
    [InlineData("new Small.Channels { Conv1 = new[] { {|CCNN0402:4|} }, Conv2 = hidden }")]
    [InlineData("Kept(new Small.Channels() { Conv1 = [0, 2, {|CCNN0402:4|}, 1] })")]
    public void ByName(string channels) => Refuse(
        $"model.ToCompact((Small.Channels){channels})",
        "'Conv1' (group 0 of 'Small') has channels 0 to 3, but the keep-list names channel 4; keep channels that it has");

    [Theory]
    [InlineData("Small.Compact.CostOf([1, {|CCNN0406:7|}, 3])", "'Conv2' (group 1 of 'Small') has 1 to 6 channels, but a width of 7 is given; give one that it can have")]
    [InlineData("Small.Compact.CostOf(new[] { {|CCNN0406:0|}, 1, 3 })", "'Conv1' (group 0 of 'Small') has 1 to 4 channels, but a width of 0 is given; give one that it can have")]
    [InlineData("new Small.Compact([1, 1, {|CCNN0406:Last + 2|}], seed: 1)", "'Linear1' (group 2 of 'Small') has 1 to 8 channels, but a width of 9 is given; give one that it can have")]
    [InlineData("new Small.Compact(seed: 1, widths: {|CCNN0401:[1, 1]|})", "'Small' has 3 channel groups (Conv1, Conv2, Linear1), but 2 are given; give one entry for each group, in this order")]
    [InlineData("Small.CostOf({|CCNN0401:[[0]]|})", "'Small' has 3 channel groups (Conv1, Conv2, Linear1), but 1 are given; give one entry for each group, in this order")]
    [InlineData("Small.CostOf(keep: [[0], [1], {|CCNN0405:[]|}])", "'Linear1' (group 2 of 'Small') keeps no channel; keep at least one of its 8")]
    public void CostsAndWidths(string expression, string message) => Refuse(expression, message);

    /// <summary>Channels 0, 2, 4 and 6 of Conv1 are one choice, and so are 0, 3, 6 and 9 of Conv2.</summary>
    [Theory]
    [InlineData("Small.CostOf([[{|CCNN0407:0|}, 2, 4], [0, 3, 6, 9], [0]])", "'Conv1' (group 0 of 'Small') keeps or drops channels 0, 2, 4, 6 together, but the keep-list names 0 without 6; name all of them or none")]
    [InlineData("model.ToCompact([hidden, new[] { 0, {|CCNN0407:1|}, 3, 6, 9 }, [0]])", "'Conv2' (group 1 of 'Small') keeps or drops channels 1, 4, 7, 10 together, but the keep-list names 1 without 4; name all of them or none")]
    [InlineData("new Small.Channels { Conv1 = [{|CCNN0407:1|}] }", "'Conv1' (group 0 of 'Small') keeps or drops channels 1, 3, 5, 7 together, but the keep-list names 1 without 3; name all of them or none")]
    [InlineData("Small.CostOf([[0, 2, {|CCNN0403:1|}], hidden, hidden])", "'Conv1' (group 0 of 'Small') names channel 1 after 2; sort the indices")]
    [InlineData("Small.Compact.CostOf([{|CCNN0408:3|}, 4, 1])", "'Conv1' (group 0 of 'Small') keeps its channels 4 at a time, but a width of 3 is given; give a multiple of 4")]
    [InlineData("new Small.Compact([8, {|CCNN0408:Last|}, 1])", "'Conv2' (group 1 of 'Small') keeps its channels 4 at a time, but a width of 7 is given; give a multiple of 4")]
    [InlineData("Small.Compact.CostOf([{|CCNN0406:12|}, 4, 1])", "'Conv1' (group 0 of 'Small') has 1 to 8 channels, but a width of 12 is given; give one that it can have")]
    public void ArmsOfGroupedConvolutions(string expression, string message) =>
        GeneratorHarness.Refuse(HarnessSettings.Default, [Grouped, User(expression)], message);

    [Theory]
    [InlineData("Small.CostOf([[1, 3, 5, 7], [0, 2, 3, 5, 6, 8, 9, 11], [0, 5]])")]
    [InlineData("Small.CostOf([[0, channel], [0, .. hidden], [0]])")]
    [InlineData("Small.Compact.CostOf([4, 8, 3])")]
    public void WholeArmsFit(string expression) => GeneratorHarness.Accept(Grouped, User(expression));

    /// <summary>What fits, and what is not written at the call.</summary>
    [Theory]
    [InlineData("model.ToCompact([[0, 3], [0, 1, 5], [7]])")]
    [InlineData("model.ToCompact(new int[][] { [0], new[] { 0, 5 }, new int[] { Last } })")]
    [InlineData("model.ToCompact(all)")]
    [InlineData("model.ToCompact([.. all])")]
    [InlineData("model.ToCompact([hidden, .. all])")]
    [InlineData("model.ToCompact([.. all, [99]])")]
    [InlineData("model.ToCompact([hidden, hidden, hidden])")]
    [InlineData("model.ToCompact([[channel], [channel, 0], [.. hidden, 0]])")]
    [InlineData("model.ToCompact([[3, channel, 1], [0], [0]])")]
    [InlineData("model.ToCompact(new int[2][])")]
    [InlineData("model.ToCompact([new int[3], [0], [0]])")]
    [InlineData("model.ToCompact([channel > 0 ? [9] : [0], [0], [0]])")]
    [InlineData("model.ToCompact(new Small.Channels())")]
    [InlineData("model.ToCompact(new Small.Channels { Conv1 = [0, 3], Linear1 = hidden })")]
    [InlineData("Small.CostOf([[0], [0], [0]])")]
    [InlineData("Small.Compact.CostOf([4, 6, 8])")]
    [InlineData("Small.Compact.CostOf([channel, 1, 1])")]
    [InlineData("Small.Compact.CostOf(hidden)")]
    [InlineData("new Small.Compact([4, 6, 8], seed: 1)")]
    [InlineData("Other.ToCompact([[9, 1]])")]
    [InlineData("new Other.Channels { Conv1 = [9, 1] }")]
    [InlineData("new Other.Compact([9, 1])")]
    [InlineData("Other.Compact.CostOf([9, 1])")]
    public void WhatFitsOrCannotBeSeenIsLeftAlone(string expression) => GeneratorHarness.Accept(Model, User(expression));

    /// <summary>A wrong declaration has a diagnostic of its own, and a stub whose groups are guessed.</summary>
    [Fact]
    public void NothingIsSaidOfAModelThatIsWrong() => GeneratorHarness.Refuse(
        HarnessSettings.Default,
        [Model.Replace("Conv(6)", "{|CCNN0102:Conv(0)|}", StringComparison.Ordinal), User("model.ToCompact([[9, 1]])")],
        "'Conv2': outChannels must be 1 or more but is 0");

    [Fact]
    public void APragmaSilencesIt() => GeneratorHarness.Accept(Model, "#pragma warning disable CCNN0401\n" + User("model.ToCompact([[0]])"));

    [Fact]
    public void AModelOfAnotherProjectIsLeftAlone()
    {
        Compilation library = GeneratorHarness.Accept(Model).Output;
        Compilation user = HarnessSettings.Default.Compile([User("model.ToCompact([[9, 1]])")]).WithAssemblyName("User").AddReferences(library.ToMetadataReference());

        Assert.Empty(user.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Assert.Empty(GeneratorHarness.Analyze(user));
    }

    /// <summary>Whatever is written: the analyzer reports it exactly where the run time refuses it, and names the same group and channel.</summary>
    [Theory]
    [InlineData(Model, new[] { 4, 6, 8 }, new[] { 4, 6, 8 }, 5)]
    [InlineData(Grouped, new[] { 8, 12, 8 }, new[] { 2, 3, 8 }, 6)]
    public void TheAnalyzerAgreesWithTheRunTime(string model, int[] counts, int[] arms, int kinds)
    {
        const int Seed = 20261124;
        var random = new Random(Seed);
        int[][][] lists = [.. Enumerable.Range(0, 300).Select(_ => RandomKeep(random, counts, arms))];
        string uses = string.Concat(lists.Select(keep => $"    public static CostTable Use{Array.IndexOf(lists, keep)}() =>\n        Small.CostOf({Text(keep)});\n"));
        GeneratorOutcome outcome = GeneratorHarness.Run(HarnessSettings.Default, model, $"using CompactCnn;\npublic static class Uses\n{{\n{uses}}}\n");
        ILookup<int, Diagnostic> reported = outcome.Diagnostics.ToLookup(diagnostic => (diagnostic.Location.GetLineSpan().StartLinePosition.Line - 3) / 2);
        GeneratedModels models = outcome.Load();

        for (int i = 0; i < lists.Length; i++)
        {
            string? refusal = Refusal(() => models.CostOf("Small", lists[i]));
            Diagnostic? first = reported[i].FirstOrDefault();
            Assert.True(refusal is null == first is null, $"seed {Seed}: {Text(lists[i])}: the run time says '{refusal}', the analyzer '{first}'");
            if (refusal is not null)
            {
                Assert.Equal(Facts(refusal), Facts(first!.GetMessage(CultureInfo.InvariantCulture)));
            }
        }

        Assert.Contains(lists, keep => Refusal(() => models.CostOf("Small", keep)) is null);
        Assert.Equal(kinds, outcome.Diagnostics.Select(diagnostic => diagnostic.Id).Distinct().Count());
    }

    private static void RefuseKeep(string keep, params string[] messages)
    {
        Refuse($"model.ToCompact({keep})", messages);
        Refuse($"Small.CostOf({keep})", messages);
    }

    private static void Refuse(string expression, params string[] messages) => GeneratorHarness.Refuse(HarnessSettings.Default, [Model, User(expression)], messages);

    private static string User(string expression) =>
        $$"""
        public class Other
        {
            public static object ToCompact(int[][] keep) => keep;
            public class Channels { public int[] Conv1 { get; init; } = []; }
            public class Compact(int[] widths) { public int Count => widths.Length; public static object CostOf(int[] widths) => widths; }
        }

        public static class User
        {
            private const int Last = 7;
            private static Small.Channels Kept(Small.Channels channels) => channels;
            public static object Use(Small model, int[][] all, int[] hidden, int channel) => {{expression}};
            public static object All(Small model, int[][] all, int[] hidden, int channel) => (Last, Kept(new()), all, hidden, channel, model);
        }
        """;

    /// <summary>Mostly right lists of one to four groups.</summary>
    private static int[][] RandomKeep(Random random, int[] counts, int[] arms)
    {
        int groups = random.Next(12) switch { 0 => 1, 1 => 2, 2 => 4, _ => 3 };
        return [.. Enumerable.Range(0, groups).Select(group => Math.Min(group, counts.Length - 1)).Select(group =>
        {
            int count = counts[group];
            bool[] kept = [.. Enumerable.Range(0, arms[group]).Select(_ => random.Next(3) > 0)];
            int[] channels = [.. Enumerable.Range(0, count).Where(channel => kept[channel % arms[group]])];
            switch (random.Next(14))
            {
                case 4 when channels.Length > 1:
                    channels = [.. channels.Where((_, place) => place != 1)];
                    break;
                case 0:
                    random.Shuffle(channels);
                    break;
                case 1:
                    channels = [.. channels, count];
                    break;
                case 2 when channels.Length > 0:
                    channels = [.. channels, channels[^1]];
                    break;
                case 3:
                    channels = [];
                    break;
            }

            return channels;
        })];
    }

    private static string Text(int[][] keep) => $"[{string.Join(", ", keep.Select(group => $"[{string.Join(", ", group)}]"))}]";

    private static string? Refusal(Func<CostTable> count)
    {
        try
        {
            count();
            return null;
        }
        catch (TargetInvocationException exception) when (exception.InnerException is ArgumentException refusal)
        {
            return refusal.Message;
        }
    }

    /// <summary>What both messages say: the name, the fault and the numbers.</summary>
    private static string Facts(string message)
    {
        string name = new[] { "'Conv1'", "'Conv2'", "'Linear1'", "'Small'" }.First(name => message.Contains(name, StringComparison.Ordinal));
        string fault = new[] { "channel groups", "twice", "after", "keeps no channel", "names channel", "together" }.First(part => message.Contains(part, StringComparison.Ordinal));
        return $"{name} {fault}: {string.Join(" ", Number().Matches(message).Select(number => number.Value))}";
    }

    [GeneratedRegex(@"(?<!\w)-?\d+")]
    private static partial Regex Number();
}
