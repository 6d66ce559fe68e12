using System.Collections.Immutable;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Folds a batch norm into the convolution or linear layer before it, whose output nobody else reads. With running
/// statistics the norm is <c>s x + (beta - s mean)</c>, <c>s = gamma / sqrt(var + eps)</c>, so that the layer's weight
/// becomes <c>s w</c> and its bias <c>s (b - mean) + beta</c>. Norms in front of an activation, as in pre-activation
/// networks, stay.
/// </summary>
internal static class NormFolding
{
    /// <summary>Folds what can be folded.</summary>
    /// <param name="operations">The operations in execution order.</param>
    /// <param name="values">Their tensors; those of folded layers are replaced, those of folded norms disposed.</param>
    /// <returns>The operations that remain.</returns>
    public static ImmutableArray<Operation> Fold(ImmutableArray<Operation> operations, Dictionary<string, Tensor> values)
    {
        int[] readers = OperationList.Readers(operations);
        Operation[] result = [.. operations];
        var folded = new HashSet<Operation>(ReferenceEqualityComparer.Instance);
        foreach (Operation norm in operations)
        {
            if (norm is BatchNormOperation
                && norm.Inputs is [>= 0 and int producer]
                && readers[producer] == 1
                && operations[producer] is ConvolutionOperation or DepthwiseConvolutionOperation or LinearOperation)
            {
                result[producer] = Fold(operations[producer], norm, values);
                folded.Add(norm);
            }
        }

        // A norm behind a norm has the layer itself before it, once the first is gone.
        return folded.Count == 0 ? operations : Fold(OperationList.Without([.. result], folded.Contains), values);
    }

    private static Operation Fold(Operation layer, Operation norm, Dictionary<string, Tensor> values)
    {
        using var scope = NewDisposeScope();
        TensorLayout weight = layer.Tensors[0];
        TensorLayout bias = layer.Tensors.Length > 1
            ? layer.Tensors[1]
            : new TensorLayout(weight.Name[..weight.Name.LastIndexOf('.')] + ".bias", false, [weight.Axes[0]], []);
        ScalarType type = values[weight.Name].dtype;
        Tensor gamma = Take(norm.Tensors[0]);
        Tensor beta = Take(norm.Tensors[1]);
        Tensor mean = Take(norm.Tensors[2]);
        Tensor variance = Take(norm.Tensors[3]);
        Tensor scale = gamma / (variance + BatchNormOperation.Epsilon).sqrt();
        Tensor shift = values.ContainsKey(bias.Name) ? Take(bias) - mean : -mean;
        Tensor full = Take(weight);
        long[] perOutput = [-1, .. Enumerable.Repeat(1L, (int)full.dim() - 1)];
        values[weight.Name] = (full * scale.view(perOutput)).to(type).DetachFromDisposeScope();
        values[bias.Name] = ((shift * scale) + beta).to(type).DetachFromDisposeScope();
        return layer with { Tensors = [weight, bias] };

        // In double precision: what is folded shall differ from what is not by one rounding.
        Tensor Take(TensorLayout layout)
        {
            values.Remove(layout.Name, out Tensor? value);
            using (value)
            {
                return value!.to(ScalarType.Float64, copy: true);
            }
        }
    }
}
