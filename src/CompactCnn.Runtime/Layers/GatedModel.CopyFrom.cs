using static TorchSharp.torch;

namespace CompactCnn;

public abstract partial class GatedModel<TCompact>
{
    /// <summary>
    /// Writes a compact network back, the inverse of <c>ToCompact</c>: the parameters and norm statistics of the channels that
    /// it has; all other channels stay as they are.
    /// </summary>
    /// <param name="compact">
    /// A network of this model, sliced by <c>ToCompact</c> or of the full widths, on the model's device and in its precision.
    /// It stays the caller's.
    /// </param>
    /// <exception cref="ArgumentException">
    /// It does not say which channels it has, or is on another device or of another precision; nothing was changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model is in training, whose next step would overwrite what was written.</exception>
    public void CopyFrom(TCompact compact)
    {
        ArgumentNullException.ThrowIfNull(compact);
        RequireNoTraining("what is copied into it", "copy");
        if (compact.Structure.Classes != Structure.Classes)
        {
            throw new ArgumentException(FormattableString.Invariant($"the compact network distinguishes {compact.Structure.Classes} classes, but '{Structure.Name}' {Structure.Classes}; give one of the same classes"), nameof(compact));
        }

        int[][] keep = KeepOf(compact);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Dictionary<string, Tensor> full = NetworkTensors.ByName(this);
        Dictionary<string, Tensor> sliced = NetworkTensors.ByName(compact);
        foreach ((string name, Tensor tensor) in sliced)
        {
            if (tensor.dtype != full[name].dtype || tensor.device.ToString() != full[name].device.ToString())
            {
                throw new ArgumentException($"'{name}' of the compact network is {tensor.dtype} on '{tensor.device}', but {full[name].dtype} on '{full[name].device}' in '{Structure.Name}'; move or convert the compact network first", nameof(compact));
            }
        }

        NetworkSlicer.Scatter(Structure, keep, full, sliced);
        NetworkTensors.CopyCounters(sliced, full);
    }

    /// <summary>Refuses to overwrite parameters that a training works on.</summary>
    /// <param name="what">What would be lost.</param>
    /// <param name="act">What to do earlier.</param>
    private void RequireNoTraining(string what, string act)
    {
        if (Training is not null)
        {
            throw new InvalidOperationException($"'{Structure.Name}' is in training, and its next step would overwrite {what}; {act} before the training begins, or dispose of the training first");
        }
    }

    private static int[][] KeepOf(TCompact compact)
    {
        if (compact.Keep is { } keep)
        {
            return [.. keep.Select(group => group.ToArray())];
        }

        return compact.Widths.SequenceEqual(TCompact.Graph.FullWidths)
            ? TCompact.Graph.KeepAll()
            : throw new ArgumentException($"the compact network was made from widths alone and does not say which channels of '{TCompact.Graph.Name}' it has; give one that ToCompact sliced, or one of the full widths", nameof(compact));
    }
}
