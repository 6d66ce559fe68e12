using CompactCnn.Generators.Analysis;
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
    /// <param name="text">What is wrong.</param>
    public static string Emit(ModelInterpretation interpretation, StubText text)
    {
        ModelClass model = interpretation.Declaration.Class;
        var writer = new IndentedWriter();
        using (SourceFile.Open(model, writer, text.Errors, "CS0108, CS0114, CS1591 // A stub is not documented, and may hide what a base class of your own has."))
        {
            if (!model.HasSummary)
            {
                writer.Line("/// <summary>A stub, because the declaration of the model is wrong.</summary>");
            }

            SourceFile.EmitAttributes(model, writer);
            var members = new StubMembers(interpretation);
            writer.Line($"partial class {TypeIdentifier(model.Name)} : {Bases(members)}");
            writer.Open();
            EmitModel(members, text, writer);
            EmitProperties(members, "", writer);
            EmitChannels(members, writer);
            EmitCompact(members, writer);
            writer.Close();
        }

        return writer.ToString();
    }

    private static string Bases(StubMembers members)
    {
        string type = Qualified(members.Class);
        string description = $"global::CompactCnn.IGatedModel<{type}>";
        return members.HasBase ? $"global::CompactCnn.GatedModel<{type}.Compact>, {description}" : description;
    }

    private static void EmitModel(StubMembers members, StubText text, IndentedWriter writer)
    {
        ModelClass model = members.Class;
        string type = Qualified(model);
        if (model.Extension.HasFlag(ClassExtension.Constructor))
        {
            string initializer = members.HasBase ? $" : base({Literal(model.Name)})" : "";
            writer.Line($"public {TypeIdentifier(model.Name)}({DeviceAndSeed}){initializer} {Throw}");
        }

        // Where a member of the user's own has the name, the interface is implemented all the same.
        writer.Line($"{(members.IsFree("", "Graph") ? "public static" : "static")} global::CompactCnn.ModelGraph {(members.IsFree("", "Graph") ? "" : "global::CompactCnn.IModelDescription.")}Graph {Throw}");
        writer.Line($"{(members.IsFree("", "Cost") ? "public static" : "static")} global::CompactCnn.CostTable {(members.IsFree("", "Cost") ? "" : "global::CompactCnn.IModelDescription.")}Cost {Throw}");
        Emit("", "CostOf", "int[][]", $"public static global::CompactCnn.CostTable CostOf(int[][] keep) {Throw}");
        writer.Line($"static {type} global::CompactCnn.IGatedModel<{type}>.Create(global::TorchSharp.torch.Device? device, long? seed, int? classes) {Throw}");
        if (members.HasCompact)
        {
            Emit("", "ToCompact", "int[][]", $"public Compact ToCompact(int[][] keep) {Throw}");
        }

        if (members.HasCompact && members.HasChannels)
        {
            Emit("", "ToCompact", "Channels", $"public Compact ToCompact(Channels keep) {Throw}");
        }

        Emit("", "forward", "Tensor", $"public {(members.HasBase ? "override " : "")}{Tensor} forward({Tensor} input) {Throw}");
        writer.Line($"private static global::System.InvalidOperationException DeclarationError => new({Literal(text.Thrown)});");
        if (text.Note.Length > 0)
        {
            writer.Line($"private const string {StubNote.Name} = {Literal(text.Note)};");
        }

        void Emit(string container, string name, string parameters, string line)
        {
            if (members.IsFree(container, name, parameters))
            {
                writer.Line(line);
            }
        }
    }

    private static void EmitProperties(StubMembers members, string container, IndentedWriter writer)
    {
        writer.Separate();
        foreach (StubProperty property in members.Properties.Where(property => members.IsFree(container, property.Name)))
        {
            writer.Line($"public {property.Type} {Identifier(property.Name)} {Throw}");
        }
    }

    private static void EmitChannels(StubMembers members, IndentedWriter writer)
    {
        if (!members.HasChannels)
        {
            return;
        }

        writer.Separate();
        writer.Line("public sealed partial class Channels");
        writer.Open();
        foreach (StubProperty property in members.Properties.Where(property => property.IsGroup && members.IsFree("Channels", property.Name)))
        {
            writer.Line($"public int[] {Identifier(property.Name)} {{ get; init; }} = [];");
        }

        if (members.IsFree("Channels", "ToKeep", ""))
        {
            writer.Line($"public int[][] ToKeep() {Throw}");
        }

        writer.Close();
    }

    private static void EmitCompact(StubMembers members, IndentedWriter writer)
    {
        if (!members.HasCompact)
        {
            return;
        }

        writer.Separate();
        writer.Line("public sealed partial class Compact : global::CompactCnn.CompactNetwork<Compact>, global::CompactCnn.ICompactNetwork<Compact>");
        writer.Open();
        if (members.IsFree("Compact", "Compact", "IReadOnlyList<int>, Device, long, int"))
        {
            writer.Line($"public Compact({Widths}, {DeviceAndSeed}) : base(widths) {Throw}");
        }

        writer.Line($"static global::CompactCnn.ModelGraph global::CompactCnn.IModelDescription.Graph {Throw}");
        writer.Line($"static global::CompactCnn.CostTable global::CompactCnn.IModelDescription.Cost {Throw}");
        if (members.IsFree("Compact", "CostOf", "IReadOnlyList<int>"))
        {
            writer.Line($"public static global::CompactCnn.CostTable CostOf({Widths}) {Throw}");
        }

        writer.Line($"static Compact global::CompactCnn.ICompactNetwork<Compact>.CreateUnallocated({Widths}, int? classes) {Throw}");
        if (members.IsFree("Compact", "forward", "Tensor"))
        {
            writer.Line($"public override {Tensor} forward({Tensor} input) {Throw}");
        }

        EmitProperties(members, "Compact", writer);
        writer.Close();
    }
}
