namespace CompactCnn.Generators.Emission;

/// <summary>The compact network: plain TorchSharp layers of the kept widths.</summary>
internal static class CompactEmitter
{
    /// <summary>Emits <c>Compact</c>.</summary>
    public static void Emit(EmittedModel model, IndentedWriter writer)
    {
        writer.Separate();
        writer.Line($"/// <summary>The compact network of <see cref=\"{model.QualifiedType}\"/>: plain TorchSharp layers of the kept widths.</summary>");
        writer.Line("public sealed partial class Compact : global::CompactCnn.CompactNetwork<Compact>, global::CompactCnn.ICompactNetwork<Compact>");
        writer.Open();
        ConstructorEmitter.EmitCompact(model, writer);
        writer.Separate();
        writer.Mark();
        writer.Line($"static global::CompactCnn.ModelGraph global::CompactCnn.IModelDescription.Graph => {model.QualifiedType}.Graph;");
        writer.Separate();
        writer.Mark();
        writer.Line($"static global::CompactCnn.CostTable global::CompactCnn.IModelDescription.Cost => {model.QualifiedType}.Cost;");
        PropertyEmitter.EmitCompact(model, writer);
        CostEmitter.EmitOfWidths(model, writer);
        writer.Separate();
        writer.Mark();
        writer.Line("static Compact global::CompactCnn.ICompactNetwork<Compact>.CreateUnallocated(global::System.Collections.Generic.IReadOnlyList<int> widths, int? classes) => new Compact(widths, classes);");
        ForwardEmitter.Emit(model, writer, "Executes the network.");
        writer.Close();
    }
}
