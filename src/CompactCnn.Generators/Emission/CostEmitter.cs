using CompactCnn.Generators.Graph;
using static CompactCnn.Generators.Emission.CSharpText;

namespace CompactCnn.Generators.Emission;

/// <summary>The cost tables: constant for the full network, in closed form for any widths.</summary>
internal static class CostEmitter
{
    /// <summary>The constant table.</summary>
    public static void EmitConstant(EmittedModel model, IndentedWriter writer)
    {
        writer.Separate();
        writer.Line("/// <summary>Parameters and multiply-accumulates of the full network, layer by layer.</summary>");
        writer.Mark();
        writer.Line($"public static global::CompactCnn.CostTable Cost {{ get; }} = new global::CompactCnn.CostTable({Literal(model.Class.Name)},");
        EmitRows(model, writer, polynomial => Polynomial.Constant(model.Full(polynomial)));
    }

    /// <summary>The table for a keep-list.</summary>
    public static void EmitOfKeep(EmittedModel model, IndentedWriter writer)
    {
        writer.Separate();
        writer.Line("/// <summary>Exact parameters and multiply-accumulates of the compact network; no tensor is touched.</summary>");
        writer.Line($"/// <param name=\"keep\">For each group ({GroupText.Names(model.Graph)}) the sorted indices of the channels to keep.</param>");
        writer.Line("/// <returns>The table, layer by layer.</returns>");
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">The keep-list does not fit; the message names the group.</exception>");
        writer.Mark();
        writer.Line("public static global::CompactCnn.CostTable CostOf(int[][] keep)");
        writer.Open();
        writer.Line("global::CompactCnn.KeepList.Check(Graph, keep, nameof(keep));");
        writer.Line("return Compact.CostOf(global::CompactCnn.KeepList.Widths(keep));");
        writer.Close();
    }

    /// <summary>The table for widths.</summary>
    public static void EmitOfWidths(EmittedModel model, IndentedWriter writer)
    {
        writer.Separate();
        writer.Line("/// <summary>Exact parameters and multiply-accumulates where the groups have these widths; no tensor is touched.</summary>");
        writer.Line($"/// <param name=\"widths\">Channels of each group: {GroupText.Ranges(model.Graph)}.</param>");
        writer.Line("/// <returns>The table, layer by layer.</returns>");
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">The widths do not fit; the message names the group.</exception>");
        writer.Mark();
        writer.Line("public static global::CompactCnn.CostTable CostOf(global::System.Collections.Generic.IReadOnlyList<int> widths)");
        writer.Open();
        writer.Line("global::CompactCnn.KeepList.CheckWidths(Graph, widths, nameof(widths));");
        writer.Line($"return new global::CompactCnn.CostTable({Literal(model.Class.Name + ".Compact")},");
        EmitRows(model, writer, polynomial => polynomial);
        writer.Close();
    }

    private static void EmitRows(EmittedModel model, IndentedWriter writer, Func<Polynomial, Polynomial> value)
    {
        writer.Open("[");
        foreach (GraphNode node in model.Modules)
        {
            string channels = PolynomialText.Int(value(node.Layout.Width));
            string shape = $"new global::CompactCnn.FeatureShape({channels}, {Number(node.Shape.Height)}, {Number(node.Shape.Width)})";
            string readsImage = node.ReadsImage ? " { ReadsImage = true }" : "";
            writer.Line($"new global::CompactCnn.LayerCost({Literal(node.Operation.Name)}, {Literal(TorchModule.Kind(node))}, {shape}, "
                + $"{PolynomialText.Long(value(node.Cost.Parameters))}, {PolynomialText.Long(value(node.Cost.Macs))}){readsImage},");
        }

        writer.Close("]);");
    }
}
