using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Labelled images in memory, as one tensor: what <c>Train</c>, <c>FineTune</c> and <c>Evaluate</c> take. Batches are
/// gathered from it by index. It owns its tensors.
/// </summary>
public sealed class TrainingData : IDisposable
{
    private Lazy<long?>? _fault;

    /// <summary>Takes ownership of images and labels.</summary>
    /// <param name="images">uint8 (0..255) or float32, [count, channels, height, width].</param>
    /// <param name="labels">int64 [count], 0 or more.</param>
    /// <param name="transform">What turns raw images into input; absent: uint8 is divided by 255, float32 is taken as it is.</param>
    /// <param name="validation">A part held out of training, which this object then owns.</param>
    /// <exception cref="ArgumentException">Shapes or types are not as stated.</exception>
    public TrainingData(Tensor images, Tensor labels, BatchTransform? transform = null, TrainingData? validation = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(labels);
        if (images.dim() != 4 || images.dtype is not (ScalarType.Byte or ScalarType.Float32))
        {
            throw new ArgumentException($"images must be uint8 or float32 [count, channels, height, width], but are {images.dtype} [{string.Join(", ", images.shape)}]", nameof(images));
        }

        if (labels.dim() != 1 || labels.dtype != ScalarType.Int64 || labels.size(0) != images.size(0) || !InputCheck.IsBeside(labels, images))
        {
            throw new ArgumentException($"labels must be int64 [{images.size(0)}], one for each image, on {images.device}, but are {labels.dtype} [{string.Join(", ", labels.shape)}] on {labels.device}", nameof(labels));
        }

        if (images.size(0) == 0)
        {
            throw new ArgumentException("images must hold at least one image, but hold none", nameof(images));
        }

        if (validation is not null && !validation.Images.shape.AsSpan(1).SequenceEqual(images.shape.AsSpan(1)))
        {
            throw new ArgumentException($"the validation part must have images of [{string.Join(", ", images.shape[1..])}] as the data has, but has [{string.Join(", ", validation.Images.shape[1..])}]", nameof(validation));
        }

        Images = images.DetachFromDisposeScope();
        Labels = labels.DetachFromDisposeScope();
        Transform = transform ?? ToUnitRange;
        Validation = validation;
    }

    /// <summary>uint8 or float32 [count, channels, height, width].</summary>
    public Tensor Images { get; }

    /// <summary>int64 [count].</summary>
    public Tensor Labels { get; }

    /// <summary>What turns raw images into the network's input.</summary>
    public BatchTransform Transform { get; }

    /// <summary>The part held out of training, or null.</summary>
    public TrainingData? Validation { get; }

    /// <summary>Number of images.</summary>
    public int Count => (int)Labels.size(0);

    /// <summary>Channels, height and width of an image.</summary>
    public FeatureShape ImageShape => new((int)Images.size(1), (int)Images.size(2), (int)Images.size(3));

    /// <summary>The first image that holds NaN or infinity, or null; looked for once, when it is first asked for.</summary>
    internal long? FirstImageNotFinite => (_fault ??= new Lazy<long?>(() => FiniteImages.FirstFault(Images))).Value;

    /// <summary>Gathers a batch by index and transforms it.</summary>
    /// <param name="indices">int64 [batch], each 0 or more and below <see cref="Count"/>.</param>
    /// <param name="context">Which batch this is.</param>
    /// <param name="device">Where the batch is needed; absent: where the images are.</param>
    /// <returns>The batch, owned by the caller.</returns>
    /// <exception cref="ArgumentException">The indices are of another type, shape or device, or one is out of its range.</exception>
    public TrainingBatch Batch(Tensor indices, BatchContext context, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(indices);
        if (indices.dtype != ScalarType.Int64 || indices.dim() != 1 || !InputCheck.IsBeside(indices, Images))
        {
            throw new ArgumentException($"indices must be int64 [batch] on {Images.device}, but are {indices.dtype} [{string.Join(", ", indices.shape)}] on {indices.device}", nameof(indices));
        }

        using var scope = NewDisposeScope();
        Tensor images = TensorRows.Select(Images, indices);
        Tensor labels = TensorRows.Select(Labels, indices);
        if (device is not null)
        {
            images = images.to(device);
            labels = labels.to(device);
        }

        return new TrainingBatch(
            Transform(images, context).MoveToOuterDisposeScope(),
            labels.MoveToOuterDisposeScope());
    }

    /// <summary>As <c>6,000 images of 1x28x28, 500 held out</c>.</summary>
    public override string ToString() => $"{Printed.Of(Count, "image")} of {ImageShape}{(Validation is null ? "" : $", {Printed.Count(Validation.Count)} held out")}";

    /// <summary>Frees the images, the labels and the validation part.</summary>
    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
        Validation?.Dispose();
    }

    private static Tensor ToUnitRange(Tensor images, BatchContext context) =>
        images.dtype == ScalarType.Byte ? images.to(ScalarType.Float32).div_(255f) : images;
}
