using CompactCnn.Models;
using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>Keep-lists and widths that do not fit are refused in one sentence, by everything that takes them.</summary>
public class KeepListRefusalTests
{
    /// <summary>Keep-lists for FixedLayers, whose groups are Conv2 (8), Conv4 (9) and Linear2 (10).</summary>
    public static TheoryData<string, string> KeepLists => new()
    {
        { "0|1", "'FixedLayers' has 3 channel groups, but the keep-list has 2; give one array of channel indices for each group" },
        { "0|1|2|3", "'FixedLayers' has 3 channel groups, but the keep-list has 4; give one array of channel indices for each group" },
        { "0,8|1|2", "group 0 'Conv2' has channels 0 to 7, but the keep-list names channel 8" },
        { "0|-1,3|2", "group 1 'Conv4' has channels 0 to 8, but the keep-list names channel -1" },
        { "0|1|2,5,5", "group 2 'Linear2' names channel 5 twice; name each channel once" },
        { "0|4,3|2", "group 1 'Conv4' names channel 3 after 4; sort the indices" },
        { "|1|2", "group 0 'Conv2' keeps no channel; keep at least one of its 8" },
        { "0|1|null", "group 2 'Linear2' keeps no channel; keep at least one of its 10" },
    };

    public static TheoryData<string, string> Widths => new()
    {
        { "1|1", "'FixedLayers' has 3 channel groups, but 2 widths were given; give one for each group" },
        { "1|1|1|1", "'FixedLayers' has 3 channel groups, but 4 widths were given; give one for each group" },
        { "0|1|1", "group 0 'Conv2' has 1 to 8 channels, but a width of 0 was given" },
        { "1|10|1", "group 1 'Conv4' has 1 to 9 channels, but a width of 10 was given" },
        { "1|1|-3", "group 2 'Linear2' has 1 to 10 channels, but a width of -3 was given" },
    };

    [Theory]
    [MemberData(nameof(KeepLists))]
    public void KeepListsThatDoNotFit(string text, string sentence)
    {
        int[][] keep = Parse(text);
        // In Finnish the sign of -1 is another character.
        using var culture = new CultureChange("fi-FI");
        using var model = new FixedLayers(seed: 1);
        Refusal.OfArgument<ArgumentException>("keep", sentence, () => model.ToCompact(keep).Dispose());
        Refusal.OfArgument<ArgumentException>("keep", sentence, () => FixedLayers.CostOf(keep));
        if (keep.Length == 3 && keep.All(group => group is not null))
        {
            var byName = new FixedLayers.Channels { Conv2 = keep[0], Conv4 = keep[1], Linear2 = keep[2] };
            Refusal.OfArgument<ArgumentException>("keep", sentence, () => model.ToCompact(byName).Dispose());
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void WidthsThatDoNotFit(string text, string sentence)
    {
        int[] widths = [.. text.Split('|').Select(int.Parse)];
        using var culture = new CultureChange("fi-FI");
        Refusal.OfArgument<ArgumentException>("widths", sentence, () => new FixedLayers.Compact(widths).Dispose());
        Refusal.OfArgument<ArgumentException>("widths", sentence, () => FixedLayers.Compact.CostOf(widths));
    }

    /// <summary>Six channels of which a grouped convolution ties each to the one two or four behind it.</summary>
    [Theory]
    [InlineData(new[] { 0, 2, 5 }, "group 0 'Conv1' keeps or drops channels 0, 2, 4 together, but the keep-list names 0 without 4")]
    [InlineData(new[] { 1, 3, 4, 5 }, "group 0 'Conv1' keeps or drops channels 0, 2, 4 together, but the keep-list names 4 without 0")]
    public void BrokenArms(int[] channels, string sentence) =>
        Refusal.OfArgument<ArgumentException>("keep", sentence, () => KeepList.Check(Tied, [channels], "keep"));

    [Fact]
    public void WidthsThatBreakArms()
    {
        KeepList.Check(Tied, [[1, 3, 5]], "keep");
        KeepList.Check(Tied, Tied.KeepAll(), "keep");
        KeepList.CheckWidths(Tied, [3], "widths");
        Refusal.OfArgument<ArgumentException>(
            "widths",
            "group 0 'Conv1' keeps its channels 3 at a time, but a width of 4 was given; give a multiple of 3",
            () => KeepList.CheckWidths(Tied, [4], "widths"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(12)]
    public void ArmsThatDoNotDivideTheChannels(int arms) =>
        Refusal.OfArgument<ArgumentOutOfRangeException>("Arms", "the arms of 'Conv1' must divide its 6 channels", () => Gates.Group(6, arms));

    private static ModelGraph Tied { get; } = new("Tied", new FeatureShape(3, 8, 8), [Gates.Group(6, arms: 2)], []);

    [Fact]
    public void Null()
    {
        using var model = new FixedLayers(seed: 1);
        Assert.Equal("keep", Assert.Throws<ArgumentNullException>(() => model.ToCompact((int[][])null!)).ParamName);
        Assert.Equal("keep", Assert.Throws<ArgumentNullException>(() => model.ToCompact((FixedLayers.Channels)null!)).ParamName);
        Assert.Equal("keep", Assert.Throws<ArgumentNullException>(() => FixedLayers.CostOf(null!)).ParamName);
        Assert.Equal("widths", Assert.Throws<ArgumentNullException>(() => FixedLayers.Compact.CostOf(null!)).ParamName);
        Assert.Equal("widths", Assert.Throws<ArgumentNullException>(() => new FixedLayers.Compact(null!)).ParamName);
    }

    [Fact]
    public void TheArraysAreNotKept()
    {
        int[][] keep = [[1, 2], [3], [4, 5]];
        using var model = new FixedLayers(seed: 1);
        using FixedLayers.Compact compact = model.ToCompact(keep);
        int[] widths = [2, 1, 2];
        using var created = new FixedLayers.Compact(widths, seed: 1);
        keep[0] = [7];
        widths[0] = 5;
        Assert.Equal([2, 1, 2], compact.Widths);
        Assert.Equal([2, 1, 2], created.Widths);
        using Tensor images = zeros(2, 3, 10, 10);
        compact.forward(images).Dispose();
    }

    private static int[][] Parse(string text) =>
        [.. text.Split('|').Select(group => group == "null" ? null! : group.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToArray())];
}
