using CompactCnn.Generators.Graph;
using static CompactCnn.Generators.Emission.CSharpText;

namespace CompactCnn.Generators.Emission;

/// <summary>The straight-line forward pass; a model's and its compact network's are the same text.</summary>
internal static class ForwardEmitter
{
    /// <summary>Emits <c>forward</c>.</summary>
    public static void Emit(EmittedModel model, IndentedWriter writer, string summary)
    {
        FeatureShape image = model.Graph.Input;
        writer.Separate();
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line($"/// <param name=\"input\">float [batch, {Number(image.Channels)}, {Number(image.Height)}, {Number(image.Width)}].</param>");
        writer.Line($"/// <returns>Logits [batch, {Number(model.Graph.Classes)}].</returns>");
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">The input is no batch of such images.</exception>");
        writer.Mark();
        writer.Line("public override global::TorchSharp.torch.Tensor forward(global::TorchSharp.torch.Tensor input)");
        writer.Open();
        writer.Line("using var scope = global::TorchSharp.torch.NewDisposeScope();");
        writer.Line("CheckInput(input);");
        var variables = new ForwardVariables(model);
        for (int i = 0; i < model.Graph.Nodes.Count; i++)
        {
            string value = Value(model, i, variables);
            // What the ReLU makes, and the pooling behind it, its norm has made already.
            i += model.HasPool(i) ? 2 : model.HasReLU(i) ? 1 : 0;
            writer.Line($"{variables.Declare(i)} = {value};");
        }

        writer.Line($"return {variables.Of(model.Graph.Nodes.Count - 1)}.MoveToOuterDisposeScope();");
        writer.Close();
    }

    private static string Value(EmittedModel model, int index, ForwardVariables variables)
    {
        Operation operation = model.Graph.Nodes[index].Operation;
        string from = variables.Of(operation.Inputs[0]);
        if (model.HasPool(index))
        {
            return $"{Property(operation.Name)}.CallPooled({from}, {Property(model.Graph.Nodes[index + 2].Operation.Name)})";
        }

        return operation switch
        {
            ActivationOperation { IsFused: true } activation => TorchModule.Function(activation, from),
            FlattenOperation => $"{from}.flatten(1)",
            AddOperation => string.Join(" + ", operation.Inputs.Select(variables.Of)),
            MultiplyOperation => string.Join(" * ", operation.Inputs.Select(variables.Of)),
            ConcatOperation => $"global::TorchSharp.torch.cat([{string.Join(", ", operation.Inputs.Select(variables.Of))}], 1)",
            // Unlike forward, call runs the hooks that users and saliency meters register.
            _ => $"{Property(operation.Name)}.call({from})",
        };
    }
}
