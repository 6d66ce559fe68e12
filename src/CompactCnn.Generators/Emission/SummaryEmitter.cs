using System.Numerics;
using CompactCnn.Generators.Graph;
using static CompactCnn.Generators.Emission.CSharpText;

namespace CompactCnn.Generators.Emission;

/// <summary>The documentation of the class: one line, unless the user wrote one, and the table of its layers.</summary>
internal static class SummaryEmitter
{
    private const string Gap = "  ";

    /// <summary>Emits the documentation.</summary>
    public static void Emit(EmittedModel model, IndentedWriter writer)
    {
        string parameters = Total(model, cost => cost.Parameters);
        string macs = Total(model, cost => cost.Macs);
        if (!model.Class.HasSummary)
        {
            writer.Line($"/// <summary>A convolutional network for images of {model.Graph.Input}, with {Number(model.Graph.Classes)} classes: {parameters} parameters and {macs} MACs for one image.</summary>");
        }

        List<string[]> rows = [["layer", "kind", "output", "parameters", "MACs", "group"]];
        rows.AddRange(model.Modules.Select(node => Row(model, node)));
        rows.Add([model.Class.Name, "", "", parameters, macs, ""]);
        writer.Line("/// <remarks>");
        writer.Line("/// <code>");
        foreach (string line in Align(rows))
        {
            writer.Line("/// " + line);
        }

        writer.Line("/// </code>");
        writer.Line("/// </remarks>");
    }

    private static string Total(EmittedModel model, Func<LayerCost, Polynomial> part) =>
        ForPeople(model.Modules.Aggregate(BigInteger.Zero, (sum, node) => sum + model.Full(part(node.Cost))));

    private static string[] Row(EmittedModel model, GraphNode node) =>
    [
        node.Operation.Name,
        TorchModule.Kind(node),
        node.Shape.ToString(),
        ForPeople(model.Full(node.Cost.Parameters)),
        ForPeople(model.Full(node.Cost.Macs)),
        model.GroupsOf(node) ?? "fixed",
    ];

    private static IEnumerable<string> Align(List<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        return rows.Select(row => string.Join(Gap, row.Select((cell, column) =>
            column is 3 or 4 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());
    }
}
