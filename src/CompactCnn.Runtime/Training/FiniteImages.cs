using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Images that hold NaN or infinity: nothing can be learned from them, and statistics over them are lost.</summary>
internal static class FiniteImages
{
    /// <summary>Images that are looked at at a time: data sets are large.</summary>
    private const int AtOnce = 4096;

    /// <summary>The first image of several pieces that holds a number that is not finite; null if none does.</summary>
    /// <param name="pieces">[count, ...] each, one after the other.</param>
    public static long? FirstFault(IEnumerable<Tensor> pieces)
    {
        long before = 0;
        foreach (Tensor piece in pieces)
        {
            if (FirstFault(piece) is { } fault)
            {
                return before + fault;
            }

            before += piece.size(0);
        }

        return null;
    }

    /// <summary>The first image that holds a number that is not finite; null if none does.</summary>
    /// <param name="images">[count, ...].</param>
    public static long? FirstFault(Tensor images)
    {
        if (!images.is_floating_point())
        {
            return null;
        }

        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        for (long first = 0; first < images.size(0); first += AtOnce)
        {
            using Tensor part = images.narrow(0, first, Math.Min(AtOnce, images.size(0) - first)).detach();
            if (IsFinite(part))
            {
                continue;
            }

            using Tensor faults = part.isfinite().flatten(1).all(1).logical_not().nonzero();
            return first + faults.min().item<long>();
        }

        return null;
    }

    /// <summary>True if every number is finite.</summary>
    public static bool IsFinite(Tensor values)
    {
        if (!values.is_floating_point())
        {
            return true;
        }

        using Tensor finite = values.isfinite();
        using Tensor all = finite.all();
        return all.item<bool>();
    }

    /// <summary>The refusal of a batch that holds such an image: a lower learning rate would not help.</summary>
    /// <param name="model">Name of the model that was given it.</param>
    /// <param name="images">The batch's images.</param>
    /// <param name="step">The step of a training; null where nothing is trained.</param>
    public static TrainingDivergedException InBatch(string model, Tensor images, StepContext? step = null)
    {
        string place = step is { } trained ? FormattableString.Invariant($" at step {trained.Number}") : "";
        return TrainingDivergedException.Of(
            FormattableString.Invariant($"'{model}' was given a batch{place} whose image {FirstFault(images)} holds NaN or infinity; take it out, or change the transform that made it so"), "the images", step);
    }
}
