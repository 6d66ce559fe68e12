using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace CompactCnn;

/// <summary>
/// Parameters and multiply-accumulates (MACs; FLOPs = 2 x MACs) of a network, layer by layer, for one image. The
/// convention is the one of fvcore and of torchvision's tables: bias, norm, activation, pooling and addition count no MACs.
/// </summary>
/// <param name="model">Name of the model.</param>
/// <param name="layers">The layers in execution order.</param>
public sealed class CostTable(string model, ImmutableArray<LayerCost> layers)
{
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
    /// weights, gradients of the inputs) less those of the first layer, whose input needs no gradient.
    /// </summary>
    public long TrainingMacs { get; } = (3 * layers.Sum(layer => layer.Macs)) - (layers.FirstOrDefault(layer => layer.Macs > 0)?.Macs ?? 0);

    /// <summary>The table as text, for people; numbers as <c>1,234</c> in every culture.</summary>
    public override string ToString()
    {
        string[] header = ["layer", "kind", "output", "parameters", "MACs"];
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
