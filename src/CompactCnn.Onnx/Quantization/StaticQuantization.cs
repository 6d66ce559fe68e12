using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// How a network is written in 8-bit integers: weights int8 with a scale for each output channel, activations with a range
/// for each tensor that is observed on calibration images. Activations that have no integer form, and the logits, stay float.
/// </summary>
public sealed class StaticQuantization
{
    /// <summary>So many images are enough where nothing else is said; more change answers by noise.</summary>
    public const int DefaultImages = 128;

    private readonly int _weightBits = 7;
    private readonly double _percentile = 99.99;

    /// <summary>Takes calibration images; they stay the caller's and must live until the export is done.</summary>
    /// <param name="images">[count, channels, height, width], normalised as in training: some dozens to some hundreds of training images.</param>
    public StaticQuantization(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        Images = images;
    }

    /// <summary>The calibration images.</summary>
    public Tensor Images { get; }

    /// <summary>How ranges of activations are chosen. Default <see cref="ActivationRanges.MinMax"/>.</summary>
    public ActivationRanges Ranges { get; init; } = ActivationRanges.MinMax;

    /// <summary>The share of values, in percent, that lies within a range of <see cref="ActivationRanges.Percentile"/>. Default 99.99.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not over 50 and at most 100.</exception>
    public double Percentile
    {
        get => _percentile;
        init => _percentile = value is > 50 and <= 100
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, FormattableString.Invariant($"{nameof(Percentile)} must be over 50 and at most 100, but is {value}"));
    }

    /// <summary>
    /// Bits of a weight, 7 or 8. Default 7: processors with AVX2 but without VNNI add products of 8-bit weights in 16 bits,
    /// which overflow. With 8 the answers are a little nearer where every device has VNNI, or is ARM.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is neither 7 nor 8.</exception>
    public int WeightBits
    {
        get => _weightBits;
        init => _weightBits = value is 7 or 8
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, FormattableString.Invariant($"{nameof(WeightBits)} must be 7 or 8, but is {value}"));
    }

    /// <summary>Whether the first convolution is of integers. Default: as <see cref="FirstLayerForm.Automatic"/> says.</summary>
    public FirstLayerForm FirstLayer { get; init; } = FirstLayerForm.Automatic;

    /// <summary>Whether the layer that makes the logits stays float. Default false.</summary>
    public bool FloatLastLayer { get; init; }

    /// <summary>
    /// Whether activations are int8 around zero instead of uint8 with a zero point. Default false. TensorRT asks for it; ONNX
    /// Runtime leaves much of such a file float on a processor, so that it is slower there than the float one.
    /// </summary>
    public bool SymmetricActivations { get; init; }

    /// <summary>
    /// Calibration images of a data set, evenly over its order and transformed as its batches are. Dispose
    /// <see cref="Images"/> after the export.
    /// </summary>
    /// <param name="data">Training images: with those that accuracy is told of, it would be told too high.</param>
    /// <param name="count">How many at most.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is less than 1.</exception>
    public static Tensor ImagesOf(TrainingData data, int count = DefaultImages)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        using var noGradient = no_grad();
        int taken = Math.Min(count, data.Count);
        using TrainingData chosen = data.Select([.. Enumerable.Range(0, taken).Select(i => (long)i * data.Count / taken)]);
        using Tensor all = arange(taken, ScalarType.Int64, chosen.Labels.device);
        TrainingBatch batch = chosen.Batch(all, default);
        batch.Labels.Dispose();
        return batch.Images;
    }

    /// <summary>As <c>int8, weights of 7 bits, uint8 activations, MinMax ranges of 128 images</c>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"int8, weights of {WeightBits} bits, {(SymmetricActivations ? "symmetric int8" : "uint8")} activations, {Ranges} ranges of {Images.shape[0]} images");
}
