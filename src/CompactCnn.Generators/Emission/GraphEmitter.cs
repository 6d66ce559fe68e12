using CompactCnn.Generators.Graph;
using static CompactCnn.Generators.Emission.CSharpText;

namespace CompactCnn.Generators.Emission;

/// <summary>The static table of operations, groups and layouts.</summary>
internal static class GraphEmitter
{
    /// <summary>The property that holds the table.</summary>
    public static void EmitProperty(IndentedWriter writer)
    {
        writer.Separate();
        writer.Line("/// <summary>The model's operations, channel groups and layouts.</summary>");
        writer.Mark();
        writer.Line("public static global::CompactCnn.ModelGraph Graph { get; } = CreateGraph();");
    }

    /// <summary>The method that creates the table.</summary>
    public static void EmitCreation(EmittedModel model, IndentedWriter writer)
    {
        FeatureShape image = model.Graph.Input;
        LayoutLocals layouts = LayoutLocals.Of(model.Graph);
        writer.Separate();
        writer.Mark();
        writer.Line("private static global::CompactCnn.ModelGraph CreateGraph()");
        writer.Open();
        foreach (LayoutLocal local in layouts.Locals)
        {
            writer.Line($"var {local.Name} = {LayoutText.Of(local.Layout)};");
        }

        writer.Line("return new global::CompactCnn.ModelGraph(");
        writer.Indent();
        writer.Line($"{Literal(model.Class.Name)},");
        writer.Line($"new global::CompactCnn.FeatureShape({Number(image.Channels)}, {Number(image.Height)}, {Number(image.Width)}),");
        writer.Open("[");
        foreach (ChannelGroup group in model.Graph.Groups)
        {
            EmitGroup(model.Graph, group, writer);
        }

        writer.Close("],");
        writer.Open("[");
        for (int i = 0; i < model.Graph.Nodes.Count; i++)
        {
            OperationEmitter.Emit(model.Graph.Nodes[i], layouts.Of(i), layouts.OfFilter(i), writer);
        }

        string[] options = [.. Options(model)];
        writer.Close(options.Length == 0 ? "]);" : $"]) {{ {string.Join(", ", options)} }};");
        writer.Unindent();
        writer.Close();
    }

    /// <summary>What is said of a model that not every model has.</summary>
    private static IEnumerable<string> Options(EmittedModel model)
    {
        if (model.Class.FullName != model.Class.Name)
        {
            yield return $"FullName = {Literal(model.Class.FullName)}";
        }

        if (model.FormerNames.Count > 0)
        {
            yield return $"FormerNames = [{string.Join(", ", model.FormerNames.Select(Literal))}]";
        }

        if (model.Limits is { } limits)
        {
            yield return $"DeviceFraction = {Number(LimitRules.LargestFraction(model.Graph, limits))}";
        }
    }

    private static void EmitGroup(LayerGraph graph, ChannelGroup group, IndentedWriter writer)
    {
        writer.Line($"new global::CompactCnn.ChannelGroup({Literal(group.Name)}, {Number(group.Count)}, [{Names(group.Producers)}], [{Names(group.Consumers)}],");
        writer.Line($"    [{Terms(group.Gate)}],");
        string arms = group.Arms == group.Count ? "" : $" {{ Arms = {Number(group.Arms)} }}";
        writer.Line($"    [{Terms(group.General)}]){arms},");

        string Names(IEnumerable<int> operations) => string.Join(", ", operations.Select(operation => Literal(graph.Nodes[operation].Operation.Name)));

        string Terms(IEnumerable<SaliencyTerm> terms) => string.Join(", ", terms.Select(term =>
            $"new({Literal(State(graph.Nodes[term.Operation].Operation) + "." + term.Parameter)}, {Number(term.Axis)})"));
    }
}
