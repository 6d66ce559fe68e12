using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>The loss of a batch: a scalar tensor that can be differentiated.</summary>
/// <param name="logits">The network's output, float [batch, classes].</param>
/// <param name="labels">The labels of the batch: int64 [batch], or what a loop of your own puts in its batches.</param>
/// <returns>A scalar, the loss to go down; its gradient reaches the logits.</returns>
public delegate Tensor LossFunction(Tensor logits, Tensor labels);

/// <summary>Losses that come with the library.</summary>
public static class Losses
{
    /// <summary>The mean cross-entropy, with label smoothing.</summary>
    /// <param name="labelSmoothing">Probability mass that is spread over all classes, 0 or more and below 1.</param>
    /// <returns>The loss: natural logarithms, the mean over the batch.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The mass is out of its range.</exception>
    public static LossFunction CrossEntropy(double labelSmoothing = 0)
    {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(labelSmoothing), labelSmoothing, "label smoothing must be 0 or more and below 1");
        }

        return (logits, labels) => nn.functional.cross_entropy(logits, labels, label_smoothing: labelSmoothing);
    }
}
