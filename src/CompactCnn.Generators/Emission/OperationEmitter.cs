using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;
using static CompactCnn.Generators.Emission.CSharpText;

namespace CompactCnn.Generators.Emission;

/// <summary>One row of the table of operations.</summary>
internal static class OperationEmitter
{
    /// <summary>Emits an operation.</summary>
    /// <param name="node">The operation.</param>
    /// <param name="output">The local that holds the layout of its output.</param>
    /// <param name="input">The local that holds the layout of the channels that each output channel reads.</param>
    /// <param name="writer">The writer.</param>
    public static void Emit(GraphNode node, string output, string input, IndentedWriter writer)
    {
        Operation operation = node.Operation;
        string inputs = string.Join(", ", operation.Inputs.Select(Number));
        string creation = $"new global::CompactCnn.{Type(operation)}({Literal(operation.Name)}, [{inputs}], {output}, {Number(node.Shape.Height)}, {Number(node.Shape.Width)})";
        string options = Options(node);
        if (Tensors(operation, output, input) is not { } tensors)
        {
            writer.Line(options.Length == 0 ? creation + "," : $"{creation} {{ {options} }},");
            return;
        }

        writer.Line(creation);
        writer.Open();
        if (options.Length > 0)
        {
            writer.Line(options + ",");
        }

        writer.Line($"Tensors = global::CompactCnn.TensorLayout.{tensors},");
        writer.Close("},");
    }

    /// <summary>The run-time library's record of the same name.</summary>
    private static string Type(Operation operation) => operation.GetType().Name;

    private static string Options(GraphNode node) => node.Operation switch
    {
        ConvolutionOperation convolution =>
            $"Kernel = {Size(convolution.Kernel)}, Stride = {Size(convolution.Stride)}, Padding = {Size(convolution.Padding)}, Dilation = {Size(convolution.Dilation)}"
            + (convolution.Groups == 1 ? "" : $", Groups = {Number(convolution.Groups)}"),
        DepthwiseConvolutionOperation convolution =>
            $"Kernel = {Size(convolution.Kernel)}, Stride = {Size(convolution.Stride)}, Padding = {Size(convolution.Padding)}, Dilation = {Size(convolution.Dilation)}",
        PoolOperation pool =>
            $"Kind = global::CompactCnn.PoolKind.{pool.Kind}, Kernel = {Size(pool.Kernel)}, Stride = {Size(pool.Stride)}, Padding = {Size(pool.Padding)}"
            + (pool.Ceil ? ", Ceil = true" : ""),
        SliceOperation => $"Skipped = {LayoutText.Of(node.Skipped!)}",
        ChannelShuffleOperation shuffle => $"Groups = {Number(shuffle.Groups)}",
        ActivationOperation activation => $"Kind = global::CompactCnn.Activation.{activation.Kind}",
        DropoutOperation dropout => $"Probability = {Number(dropout.Probability)}" + (dropout.Of == DropoutKind.Elements ? "" : $", Of = global::CompactCnn.DropoutOf.{dropout.Of}"),
        _ => "",
    };

    private static string Size(Sides size) => size.IsSquare ? Number(size.Height) : $"new({Number(size.Height)}, {Number(size.Width)})";

    private static string? Tensors(Operation operation, string output, string input) => operation switch
    {
        ConvolutionOperation convolution => $"Convolution({Literal(State(operation))}, {output}, {input}, kernel: {Size(convolution.Kernel)}, bias: {Flag(convolution.Bias)})",
        DepthwiseConvolutionOperation convolution => $"DepthwiseConvolution({Literal(State(operation))}, {output}, kernel: {Size(convolution.Kernel)}, bias: {Flag(convolution.Bias)})",
        LinearOperation linear => $"Linear({Literal(State(operation))}, {output}, {input}, bias: {Flag(linear.Bias)})",
        PReLUOperation => $"Slopes({Literal(State(operation))}, {output})",
        LayerScaleOperation => $"Scales({Literal(State(operation))}, {output})",
        BatchNormOperation => $"BatchNorm({Literal(State(operation))}, {output})",
        _ => null,
    };
}
