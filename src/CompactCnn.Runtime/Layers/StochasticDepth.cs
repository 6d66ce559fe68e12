using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Zeroes whole images at random while training and scales the others, as torchvision's <c>StochasticDepth</c> by row.</summary>
public sealed class StochasticDepth : nn.Module<Tensor, Tensor>
{
    private readonly double _probability;

    /// <summary>Makes the layer.</summary>
    /// <param name="probability">Probability of an image to be zeroed, 0 or more and below 1.</param>
    public StochasticDepth(double probability)
        : base(TorchLibrary.Before(nameof(StochasticDepth)))
    {
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(probability, 1);
        _probability = probability;
    }

    /// <summary>Zeroes images in training, nothing elsewhere.</summary>
    /// <param name="input">[batch, ...].</param>
    /// <returns>The same shape.</returns>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!training || _probability == 0)
        {
            return input.alias();
        }

        using var scope = NewDisposeScope();
        long[] shape = [input.size(0), .. Enumerable.Repeat(1L, (int)input.dim() - 1)];
        Tensor factors = nn.functional.dropout(ones(shape, input.dtype, input.device), _probability, training: true);
        return (input * factors).MoveToOuterDisposeScope();
    }
}
