using CompactCnn.Generators.Graph;
using static CompactCnn.Generators.Emission.CSharpText;

namespace CompactCnn.Generators.Emission;

/// <summary>The straight-line forward pass; a model's and its compact network's are the same text.</summary>
internal static class ForwardEmitter
{
    private const string Variable = "x";

    /// <summary>Emits <c>forward</c>.</summary>
    public static void Emit(EmittedModel model, IndentedWriter writer, string summary)
    {
        FeatureShape image = model.Graph.Input;
        writer.Separate();
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line($"/// <param name=\"input\">float [batch, {Number(image.Channels)}, {Number(image.Height)}, {Number(image.Width)}].</param>");
        writer.Line($"/// <returns>Logits [batch, {Number(model.Graph.Classes)}].</returns>");
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">The input is no batch of such images.</exception>");
        writer.Line("public override global::TorchSharp.torch.Tensor forward(global::TorchSharp.torch.Tensor input)");
        writer.Open();
        writer.Line("using var scope = global::TorchSharp.torch.NewDisposeScope();");
        writer.Line("CheckInput(input);");
        for (int i = 0; i < model.Graph.Nodes.Count; i++)
        {
            writer.Line($"{(i == 0 ? "var " : "")}{Variable} = {Call(model.Graph.Nodes[i].Operation)};");
        }

        writer.Line($"return {Variable}.MoveToOuterDisposeScope();");
        writer.Close();
    }

    private static string Call(Operation operation)
    {
        string from = operation.Inputs[0] == Operation.ModelInput ? "input" : Variable;
        return operation switch
        {
            ActivationOperation { IsFused: true } activation => TorchModule.Function(activation.Kind, from),
            FlattenOperation => $"{from}.flatten(1)",
            _ => $"{Property(operation.Name)}.forward({from})",
        };
    }
}
