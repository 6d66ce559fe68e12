using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;

namespace CompactCnn.Generators.Emission;

/// <summary>A model's source file, concern by concern.</summary>
internal static class ModelEmitter
{
    /// <summary>The text of the file.</summary>
    public static string Emit(ModelDeclaration declaration, LayerGraph graph)
    {
        ModelClass type = declaration.Class;
        var model = new EmittedModel(type, graph, declaration.Limits) { FormerNames = declaration.Title.FormerNames };
        var writer = new IndentedWriter();
        using (SourceFile.Open(type, writer, []))
        {
            SummaryEmitter.Emit(model, writer);
            SourceFile.EmitAttributes(type, writer);
            writer.Line($"partial class {model.Type} : global::CompactCnn.GatedModel<{model.QualifiedType}.Compact>, global::CompactCnn.IGatedModel<{model.QualifiedType}>");
            writer.Open();
            ConstructorEmitter.EmitModel(model, writer);
            GraphEmitter.EmitProperty(writer);
            CostEmitter.EmitConstant(model, writer);
            PropertyEmitter.EmitModel(model, writer);
            EmitCreation(model, writer);
            CostEmitter.EmitOfKeep(model, writer);
            SlicingEmitter.Emit(model, writer);
            ForwardEmitter.Emit(model, writer, "Executes all channels.");
            GraphEmitter.EmitCreation(model, writer);
            ChannelsEmitter.Emit(model, writer);
            CompactEmitter.Emit(model, writer);
            writer.Close();
        }

        return writer.ToString();
    }

    private static void EmitCreation(EmittedModel model, IndentedWriter writer)
    {
        writer.Separate();
        writer.Mark();
        writer.Line($"static {model.QualifiedType} global::CompactCnn.IGatedModel<{model.QualifiedType}>.Create(global::TorchSharp.torch.Device? device, long? seed, int? classes) =>");
        writer.Line($"    new {model.QualifiedType}(device, seed, classes);");
    }
}
