using System.Collections.Frozen;
using CompactCnn.OnnxFormat;

namespace CompactCnn;

/// <summary>What ONNX operators are to integers. One that is in no list stays float.</summary>
internal static class OperatorForms
{
    /// <summary>Integers of any scale in, integers of another scale out.</summary>
    private static readonly FrozenSet<string> Rescaling =
        FrozenSet.Create(StringComparer.Ordinal, "Add", "Mul", "Concat", "AveragePool", "GlobalAveragePool");

    /// <summary>What goes in comes out, in another order or not all of it: the scale stays.</summary>
    private static readonly FrozenSet<string> Passing =
        FrozenSet.Create(StringComparer.Ordinal, "MaxPool", "Flatten", "Reshape", "Transpose");

    /// <summary>Element by element, so that they belong to the layer before them.</summary>
    private static readonly FrozenSet<string> Elementwise = FrozenSet.Create(
        StringComparer.Ordinal,
        "Relu", "Clip", "LeakyRelu", "PRelu", "Sigmoid", "HardSigmoid", "HardSwish", "Tanh", "Elu", "Softplus", "Erf", "Mul", "Add", "Identity");

    /// <summary>Products with constant weights: those are integers, too.</summary>
    public static bool IsWeighted(NodeProto node, IReadOnlyDictionary<string, TensorProto> constants) =>
        node.Input.Skip(1).All(constants.ContainsKey)
        && (node.OpType == "Conv" || (node.OpType == "Gemm" && node.Attribute is [{ Name: "transB", I: 1 }]));

    public static bool IsRescaling(NodeProto node) => Rescaling.Contains(node.OpType);

    public static bool IsPassing(NodeProto node) => Passing.Contains(node.OpType);

    public static bool IsElementwise(NodeProto node) => Elementwise.Contains(node.OpType);

    /// <summary>Activations that a range says which starts at 0 and ends where they end.</summary>
    public static bool IsRange(NodeProto node, IReadOnlyDictionary<string, TensorProto> constants) =>
        node.OpType == "Relu"
        || (node.OpType == "Clip" && node.Input.Count > 1 && constants.TryGetValue(node.Input[1], out TensorProto? least) && IntegerTensor.Floats(least) is [0]);
}
