using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;
using static CompactCnn.Generators.Emission.CSharpText;

namespace CompactCnn.Generators.Emission;

/// <summary>
/// The file of a model whose declaration is wrong: every member that can still be named, so that code which uses the
/// model shows no errors beside the one that matters. Nothing in it can be executed.
/// </summary>
internal static class StubEmitter
{
    private const string Throw = "=> throw DeclarationError;";
    private const string Tensor = "global::TorchSharp.torch.Tensor";
    private const string Widths = "global::System.Collections.Generic.IReadOnlyList<int> widths";
    private const string DeviceAndSeed = "global::TorchSharp.torch.Device? device = null, long? seed = null, int? classes = null";

    /// <summary>The text of the file.</summary>
    /// <param name="interpretation">The declaration and its issues.</param>
    /// <param name="error">What is wrong.</param>
    public static string Emit(ModelInterpretation interpretation, string error)
    {
        ModelClass model = interpretation.Declaration.Class;
        var writer = new IndentedWriter();
        using (SourceFile.Open(model, writer, "CS1591 // A stub is not documented."))
        {
            if (!model.HasSummary)
            {
                writer.Line("/// <summary>A stub, because the declaration of the model is wrong.</summary>");
            }

            SourceFile.EmitAttributes(model, writer);
            writer.Line($"partial class {TypeIdentifier(model.Name)} : {Bases(model)}");
            writer.Open();
            EmitModel(model, error, writer);
            EmitProperties(interpretation, writer);
            EmitChannels(interpretation, writer);
            EmitCompact(interpretation, writer);
            writer.Close();
        }

        return writer.ToString();
    }

    private static bool HasBase(ModelClass model) => model.Extension.HasFlag(ClassExtension.BaseClass);

    private static string Bases(ModelClass model)
    {
        string type = Qualified(model);
        string description = $"global::CompactCnn.IGatedModel<{type}>";
        return HasBase(model) ? $"global::CompactCnn.GatedModel<{type}.Compact>, {description}" : description;
    }

    private static void EmitModel(ModelClass model, string error, IndentedWriter writer)
    {
        string type = Qualified(model);
        if (model.Extension.HasFlag(ClassExtension.Constructor))
        {
            string initializer = HasBase(model) ? $" : base({Literal(model.Name)})" : "";
            writer.Line($"public {TypeIdentifier(model.Name)}({DeviceAndSeed}){initializer} {Throw}");
        }

        writer.Line($"public static global::CompactCnn.ModelGraph Graph {Throw}");
        writer.Line($"public static global::CompactCnn.CostTable Cost {Throw}");
        writer.Line($"public static global::CompactCnn.CostTable CostOf(int[][] keep) {Throw}");
        writer.Line($"static {type} global::CompactCnn.IGatedModel<{type}>.Create(global::TorchSharp.torch.Device? device, long? seed, int? classes) {Throw}");
        writer.Line($"public Compact ToCompact(int[][] keep) {Throw}");
        writer.Line($"public Compact ToCompact(Channels keep) {Throw}");
        writer.Line($"public {(HasBase(model) ? "override " : "")}{Tensor} forward({Tensor} input) {Throw}");
        writer.Line($"private static global::System.InvalidOperationException DeclarationError => new({Literal(error)});");
    }

    private static void EmitProperties(ModelInterpretation interpretation, IndentedWriter writer)
    {
        writer.Separate();
        foreach (StubProperty property in StubProperty.Of(interpretation))
        {
            writer.Line($"public {property.Type} {Identifier(property.Name)} {Throw}");
        }
    }

    private static void EmitChannels(ModelInterpretation interpretation, IndentedWriter writer)
    {
        writer.Separate();
        writer.Line("public sealed class Channels");
        writer.Open();
        foreach (StubProperty property in StubProperty.Of(interpretation).Where(property => property.IsGroup))
        {
            writer.Line($"public int[] {Identifier(property.Name)} {{ get; init; }} = [];");
        }

        writer.Line($"public int[][] ToKeep() {Throw}");
        writer.Close();
    }

    private static void EmitCompact(ModelInterpretation interpretation, IndentedWriter writer)
    {
        writer.Separate();
        writer.Line("public sealed class Compact : global::CompactCnn.CompactNetwork<Compact>, global::CompactCnn.ICompactNetwork<Compact>");
        writer.Open();
        writer.Line($"public Compact({Widths}, {DeviceAndSeed}) : base(widths) {Throw}");
        writer.Line($"static global::CompactCnn.ModelGraph global::CompactCnn.IModelDescription.Graph {Throw}");
        writer.Line($"static global::CompactCnn.CostTable global::CompactCnn.IModelDescription.Cost {Throw}");
        writer.Line($"public static global::CompactCnn.CostTable CostOf({Widths}) {Throw}");
        writer.Line($"static Compact global::CompactCnn.ICompactNetwork<Compact>.CreateUnallocated({Widths}, int? classes) {Throw}");
        writer.Line($"public override {Tensor} forward({Tensor} input) {Throw}");
        EmitProperties(interpretation, writer);
        writer.Close();
    }
}
