using CompactCnn.Generators.Graph;
using static CompactCnn.Generators.Emission.CSharpText;

namespace CompactCnn.Generators.Emission;

/// <summary>The constructors: every module is created without memory and registered by name, in order.</summary>
internal static class ConstructorEmitter
{
    /// <summary>The model's constructor.</summary>
    public static void EmitModel(EmittedModel model, IndentedWriter writer)
    {
        writer.Separate();
        writer.Line("/// <summary>Creates the model with fresh parameters.</summary>");
        EmitDeviceAndSeedDocumentation(writer);
        EmitClassesDocumentation(model, writer);
        writer.Mark();
        writer.Line($"public {model.Type}(global::TorchSharp.torch.Device? device = null, long? seed = null, int? classes = null)");
        writer.Line($"    : base({Literal(model.Class.Name)}, classes)");
        writer.Open();
        EmitModules(model, writer, layout => PolynomialText.Int(Polynomial.Constant(model.Full(layout.Width))));
        writer.Separate();
        writer.Line("Initialize(device, seed);");
        writer.Close();
    }

    /// <summary>The constructors of the compact network.</summary>
    public static void EmitCompact(EmittedModel model, IndentedWriter writer)
    {
        writer.Separate();
        writer.Line("/// <summary>Creates a network of these widths with fresh parameters.</summary>");
        writer.Line($"/// <param name=\"widths\">Channels of each group: {GroupText.Ranges(model.Graph)}.</param>");
        EmitDeviceAndSeedDocumentation(writer);
        EmitClassesDocumentation(model, writer);
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">The widths do not fit; the message names the group.</exception>");
        writer.Mark();
        writer.Line("public Compact(global::System.Collections.Generic.IReadOnlyList<int> widths, global::TorchSharp.torch.Device? device = null, long? seed = null, int? classes = null)");
        writer.Line("    : this(widths, classes)");
        writer.Open();
        writer.Line("Initialize(device, seed);");
        writer.Close();

        writer.Separate();
        writer.Mark();
        writer.Line("private Compact(global::System.Collections.Generic.IReadOnlyList<int> widths, int? classes)");
        writer.Line("    : base(widths, classes)");
        writer.Open();
        EmitModules(model, writer, layout => PolynomialText.Int(layout.Width));
        writer.Close();
    }

    /// <summary>The documentation of the two arguments that every public constructor takes.</summary>
    public static void EmitDeviceAndSeedDocumentation(IndentedWriter writer)
    {
        writer.Line("/// <param name=\"device\">Where its parameters live; absent: the CPU.</param>");
        writer.Line("/// <param name=\"seed\">Seed of the initial values; absent: another at every call.</param>");
    }

    /// <summary>The documentation of the argument that says how many classes there are.</summary>
    private static void EmitClassesDocumentation(EmittedModel model, IndentedWriter writer) =>
        writer.Line($"/// <param name=\"classes\">Classes to distinguish; absent: {Classes(model)}, as declared.</param>");

    private static string Classes(EmittedModel model) => PolynomialText.Int(Polynomial.Constant(model.Full(Last(model).Layout.Width)));

    /// <summary>
    /// The classifier and what is behind it, whose channels are the classes: how many is not part of what the declaration
    /// fixes. The run time refuses other numbers where something else reads them.
    /// </summary>
    private static IEnumerable<GraphNode> OfClasses(EmittedModel model)
    {
        GraphNode[] behind = [.. model.Graph.Nodes.Reverse().TakeWhile(node => model.Full(node.Layout.Width) == model.Full(Last(model).Layout.Width))];
        int classifier = Array.FindIndex(behind, node => node.Operation is MixingOperation);
        return behind.Take(classifier + 1);
    }

    private static GraphNode Last(EmittedModel model) => model.Graph.Nodes[model.Graph.Nodes.Count - 1];

    private static void EmitModules(EmittedModel model, IndentedWriter writer, Func<ChannelLayout, string> width)
    {
        // Layers leave temporaries behind; their parameters and buffers detach themselves from the scope.
        writer.Line("using var scope = global::TorchSharp.torch.NewDisposeScope();");
        HashSet<GraphNode> ofClasses = [.. OfClasses(model)];
        foreach ((GraphNode node, string type) in model.TypedModules)
        {
            string output = ofClasses.Contains(node) ? $"classes ?? {Classes(model)}" : width(node.Layout);
            string input = ofClasses.Contains(node) && node.Operation is not MixingOperation ? output : width(node.Skipped ?? model.Graph.InputLayout(node));
            string creation = TorchModule.Creation(node, type, input, output);
            writer.Line($"{Property(node.Operation.Name)} = {creation};");
        }

        writer.Separate();
        foreach (GraphNode node in model.Modules)
        {
            writer.Line($"register_module({Literal(State(node.Operation))}, {Property(node.Operation.Name)});");
        }
    }
}
