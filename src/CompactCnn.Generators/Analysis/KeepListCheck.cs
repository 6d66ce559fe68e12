using System.Globalization;
using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Emission;
using CompactCnn.Generators.Graph;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Analysis;

/// <summary>
/// Compares what can be seen of a keep-list with a model's groups. Of each group the first fault is reported, the one
/// that the run time would name.
/// </summary>
/// <param name="model">Name of the model.</param>
/// <param name="graph">Its graph.</param>
/// <param name="report">Takes what cannot fit.</param>
internal sealed class KeepListCheck(string model, LayerGraph graph, Action<Diagnostic> report)
{
    /// <summary>A list of lists of channels, one for each group.</summary>
    public void CheckKeep(IOperation keep) => CheckEach(keep, CheckGroup);

    /// <summary>A list of widths, one for each group.</summary>
    public void CheckWidths(IOperation widths) => CheckEach(widths, CheckWidth);

    /// <summary>The channels of one group, given by its name.</summary>
    public void CheckGroup(string name, IOperation channels)
    {
        for (int index = 0; index < graph.Groups.Count; index++)
        {
            if (graph.Groups[index].Name == name)
            {
                CheckGroup(index, channels);
            }
        }
    }

    private void CheckEach(IOperation list, Action<int, IOperation> check)
    {
        if (VisibleList.Of(list) is not { } groups)
        {
            return;
        }

        if (groups.Length is { } length && length != graph.Groups.Count)
        {
            Report(Rule.GroupCount, groups.Syntax, model, Text(graph.Groups.Count), GroupText.Names(graph), Text(length));
            return;
        }

        int index = 0;
        foreach (IOperation group in groups.Leading.Take(graph.Groups.Count))
        {
            check(index++, group);
        }
    }

    private void CheckGroup(int index, IOperation channels)
    {
        if (VisibleList.Of(channels) is not { } list)
        {
            return;
        }

        if (list.Length == 0)
        {
            ReportGroup(Rule.EmptyGroup, list.Syntax, index);
        }

        int? previous = null;
        foreach (IOperation? element in list.Elements)
        {
            int? channel = VisibleList.Integer(element);
            if (channel is { } known && RuleOf(KeepRule.FaultOf(known, previous, graph.Groups[index].Count)) is { } rule)
            {
                ReportGroup(rule, element!.Syntax, index, known, previous);
                return;
            }

            previous = channel;
        }

        CheckArms(index, list);
    }

    /// <summary>Where every channel of a group is known, they must be whole arms.</summary>
    private void CheckArms(int index, VisibleList list)
    {
        ChannelGroup group = graph.Groups[index];
        int[] channels = [.. list.Elements.Select(VisibleList.Integer).OfType<int>()];
        if (channels.Length == list.Elements.Length && KeepRule.FaultOfArms(channels, group.Count, group.Arms) is { } broken)
        {
            string arm = string.Join(", ", KeepRule.ArmOf(broken.Channel, group.Count, group.Arms).Select(member => Text(member)));
            SyntaxNode element = list.Elements[Array.IndexOf(channels, broken.Channel)]!.Syntax;
            Report(Rule.BrokenArm, element, group.Name, Text(index), model, arm, Text(broken.Channel), Text(broken.Missing));
        }
    }

    private void CheckWidth(int index, IOperation width)
    {
        if (VisibleList.Integer(width) is not { } known)
        {
            return;
        }

        ChannelGroup group = graph.Groups[index];
        if (!KeepRule.IsWidth(known, group.Count))
        {
            ReportGroup(Rule.WidthOutOfRange, width.Syntax, index, known);
        }
        else if (!KeepRule.IsWholeArms(known, group.ChannelsPerArm))
        {
            Report(Rule.WidthBreaksArms, width.Syntax, group.Name, Text(index), model, Text(group.ChannelsPerArm), Text(known));
        }
    }

    private static Rule? RuleOf(KeepFault fault) => fault switch
    {
        KeepFault.OutOfRange => Rule.ChannelOutOfRange,
        KeepFault.Duplicate => Rule.DuplicateChannel,
        KeepFault.Unsorted => Rule.UnsortedChannels,
        _ => null,
    };

    private void ReportGroup(Rule rule, SyntaxNode syntax, int index, int? found = null, int? previous = null)
    {
        ChannelGroup group = graph.Groups[index];
        int most = rule == Rule.ChannelOutOfRange ? group.Count - 1 : group.Count;
        Report(rule, syntax, group.Name, Text(index), model, Text(most), Text(found), Text(previous));
    }

    private void Report(Rule rule, SyntaxNode syntax, params string[] arguments) =>
        report(Diagnostic.Create(Descriptors.Of(rule), syntax.GetLocation(), [.. arguments]));

    private static string Text(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
