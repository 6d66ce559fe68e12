using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace CompactCnn;

/// <summary>
/// Parameters and multiply-accumulates (MACs; FLOPs = 2 x MACs) of a network, layer by layer, for one image. A generated
/// table counts as fvcore and torchvision's tables do: bias, norm, activation, pooling and addition count no MACs.
/// <see cref="ByPtflops"/> counts in the other way that the literature knows.
/// </summary>
/// <param name="model">Name of the model.</param>
/// <param name="layers">The layers in execution order.</param>
public sealed class CostTable(string model, ImmutableArray<LayerCost> layers)
{
    /// <summary>What this table counts as a multiply-accumulate.</summary>
    public CostConvention Convention { get; private init; } = CostConvention.Macs;

    /// <summary>Name of the model.</summary>
    public string Model { get; } = model;

    /// <summary>The layers in execution order.</summary>
    public ImmutableArray<LayerCost> Layers { get; } = layers;

    /// <summary>Parameters of the whole network.</summary>
    public long Parameters { get; } = layers.Sum(layer => layer.Parameters);

    /// <summary>Multiply-accumulates of the whole network, for one image.</summary>
    public long Macs { get; } = layers.Sum(layer => layer.Macs);

    /// <summary>
    /// Multiply-accumulates of one image in a training step: three times <see cref="Macs"/> (forward, gradients of the
    /// weights, gradients of the inputs) less those of every layer that reads the image, which needs no gradient
    /// (<see cref="LayerCost.ReadsImage"/>). Always by <see cref="CostConvention.Macs"/>.
    /// </summary>
    public long TrainingMacs { get; private init; } = layers.Sum(layer => (layer.ReadsImage ? 2 : 3) * layer.Macs);

    /// <summary>
    /// The same network counted by <see cref="CostConvention.Ptflops"/>. Activations that belong to a layer get a row of
    /// their own.
    /// </summary>
    /// <param name="graph">The graph of the model that this table is of.</param>
    /// <param name="widths">Channels of each group in the network that this table is of.</param>
    /// <returns>A table of its own, by the other convention.</returns>
    /// <exception cref="ArgumentException">The widths do not fit; the message names the group.</exception>
    /// <exception cref="InvalidOperationException">This table counts by another convention than <see cref="CostConvention.Macs"/>.</exception>
    public CostTable ByPtflops(ModelGraph graph, IReadOnlyList<int> widths)
    {
        KeepList.CheckWidths(graph, widths, nameof(widths));
        if (Convention != CostConvention.Macs)
        {
            throw new InvalidOperationException($"the table of '{Model}' counts by {Convention} already; start from the model's own table");
        }

        var additions = new PtflopsAdditions(graph, widths);
        Dictionary<string, LayerCost> rows = Layers.ToDictionary(layer => layer.Name, StringComparer.Ordinal);
        IEnumerable<LayerCost> counted =
            from operation in graph.Operations
            let added = additions.Of(operation)
            let row = rows.GetValueOrDefault(operation.Name)
            where row is not null || added > 0
            select row is not null
                ? row with { Macs = row.Macs + added }
                : new LayerCost(operation.Name, ((ActivationOperation)operation).Kind.ToString(), additions.Shape(operation), 0, added);
        return new CostTable(Model, [.. counted]) { Convention = CostConvention.Ptflops, TrainingMacs = TrainingMacs };
    }

    /// <summary>The table of the same network for another number of classes: the classifier, and what is behind it, costs in proportion.</summary>
    /// <param name="declared">The graph of the classes that this table is of.</param>
    /// <param name="classes">Classes to distinguish.</param>
    internal CostTable WithClasses(ModelGraph declared, int classes)
    {
        if (classes == declared.Classes || declared.Classifier is not { } classifier)
        {
            return this;
        }

        string[] changed = [.. declared.Operations[classifier..].Select(operation => operation.Name)];
        return new CostTable(Model, [.. Layers.Select(layer => !changed.Contains(layer.Name) ? layer : layer with
        {
            Output = layer.Output with { Channels = classes },
            Parameters = layer.Parameters / declared.Classes * classes,
            Macs = layer.Macs / declared.Classes * classes,
        })]);
    }

    /// <summary>The table as text, for people; numbers as <c>1,234</c> in every culture.</summary>
    public override string ToString()
    {
        string[] header = ["layer", "kind", "output", "parameters", Convention == CostConvention.Macs ? "MACs" : "MACs by ptflops"];
        var rows = new List<string[]> { header };
        rows.AddRange(Layers.Select(layer => new[] { layer.Name, layer.Kind, layer.Output.ToString(), Number(layer.Parameters), Number(layer.Macs) }));
        rows.Add([Model, "total", "", Number(Parameters), Number(Macs)]);
        int[] widths = [.. Enumerable.Range(0, header.Length).Select(column => rows.Max(row => row[column].Length))];

        var text = new StringBuilder();
        for (int i = 0; i < rows.Count; i++)
        {
            AppendRow(text, rows[i], widths);
            if (i == 0 || i == rows.Count - 2)
            {
                text.AppendJoin("  ", widths.Select(width => new string('-', width))).Append('\n');
            }
        }

        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, string[] row, int[] widths)
    {
        IEnumerable<string> cells = row.Select((cell, column) => column >= 3 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
        text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
