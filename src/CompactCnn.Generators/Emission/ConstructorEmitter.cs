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
        writer.Line($"public {model.Type}(global::TorchSharp.torch.Device? device = null, long? seed = null)");
        writer.Line($"    : base({Literal(model.Class.Name)})");
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
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">The widths do not fit; the message names the group.</exception>");
        writer.Line("public Compact(global::System.Collections.Generic.IReadOnlyList<int> widths, global::TorchSharp.torch.Device? device = null, long? seed = null)");
        writer.Line("    : this(widths)");
        writer.Open();
        writer.Line("Initialize(device, seed);");
        writer.Close();

        writer.Separate();
        writer.Line("private Compact(global::System.Collections.Generic.IReadOnlyList<int> widths)");
        writer.Line("    : base(widths)");
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

    private static void EmitModules(EmittedModel model, IndentedWriter writer, Func<ChannelLayout, string> width)
    {
        // Layers leave temporaries behind; their parameters and buffers detach themselves from the scope.
        writer.Line("using var scope = global::TorchSharp.torch.NewDisposeScope();");
        foreach ((GraphNode node, string type) in model.TypedModules)
        {
            string creation = TorchModule.Creation(node, type, width(model.Graph.InputLayout(node)), width(node.Layout));
            writer.Line($"{Property(node.Operation.Name)} = {creation};");
        }

        writer.Separate();
        foreach (GraphNode node in model.Modules)
        {
            writer.Line($"register_module({Literal(State(node.Operation))}, {Property(node.Operation.Name)});");
        }
    }
}
