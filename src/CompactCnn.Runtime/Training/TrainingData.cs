using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Labelled images in memory, as one tensor: what <c>Train</c>, <c>FineTune</c> and <c>Evaluate</c> take. Batches are
/// gathered from it by index. It owns its tensors; a selection of it shares the images' memory.
/// </summary>
public sealed class TrainingData : IDisposable
{
    /// <summary>Rows that are gathered at a time where all are gone through: data sets are large.</summary>
    private const int RowsAtOnce = 4096;

    /// <summary>All images that are in memory, of which a selection has some.</summary>
    private readonly Tensor _resident;

    /// <summary>int64 [count]: the row of each image among all that are in memory; null where they are the same.</summary>
    private readonly Tensor? _rows;

    private Tensor? _gathered;
    private IReadOnlyList<string>? _classNames;
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

        if (validation is not null && !validation._resident.shape.AsSpan(1).SequenceEqual(images.shape.AsSpan(1)))
        {
            throw new ArgumentException($"the validation part must have images of [{string.Join(", ", images.shape[1..])}] as the data has, but has [{string.Join(", ", validation._resident.shape[1..])}]", nameof(validation));
        }

        _resident = images.DetachFromDisposeScope();
        Labels = labels.DetachFromDisposeScope();
        Transform = transform ?? ToUnitRange;
        Validation = validation;
    }

    private TrainingData(Tensor resident, Tensor? rows, Tensor labels, TrainingData from, BatchTransform? transform, TrainingData? validation)
    {
        _resident = resident.DetachFromDisposeScope();
        _rows = rows?.DetachFromDisposeScope();
        Labels = labels.DetachFromDisposeScope();
        Transform = transform ?? from.Transform;
        Validation = validation;
        _classNames = from.ClassNames;
    }

    /// <summary>
    /// uint8 or float32 [count, channels, height, width]. Of a selection they are gathered, which takes memory of their
    /// own, when they are first asked for; batches do without.
    /// </summary>
    public Tensor Images => _rows is null ? _resident : _gathered ??= Raw(_rows).DetachFromDisposeScope();

    /// <summary>int64 [count].</summary>
    public Tensor Labels { get; }

    /// <summary>What turns raw images into the network's input.</summary>
    public BatchTransform Transform { get; }

    /// <summary>The part held out of training, or null.</summary>
    public TrainingData? Validation { get; }

    /// <summary>
    /// The name of each label, from 0; null where nothing was said of them. A <c>Dataset</c> says it of its parts. A
    /// network that has names of its own, too, is evaluated by name, whatever the order.
    /// </summary>
    public IReadOnlyList<string>? ClassNames
    {
        get => _classNames;
        init => _classNames = value is null ? null : [.. value];
    }

    /// <summary>Number of images.</summary>
    public int Count => (int)Labels.size(0);

    /// <summary>Channels, height and width of an image.</summary>
    public FeatureShape ImageShape => new((int)_resident.size(1), (int)_resident.size(2), (int)_resident.size(3));

    /// <summary>Where the images are.</summary>
    internal Device Device => _resident.device;

    /// <summary>uint8 or float32.</summary>
    internal ScalarType ImageType => _resident.dtype;

    /// <summary>The first image that holds NaN or infinity, or null; looked for once, when it is first asked for.</summary>
    internal long? FirstImageNotFinite => (_fault ??= new Lazy<long?>(() => FiniteImages.FirstFault(Pieces()))).Value;

    /// <summary>Gathers a batch by index and transforms it.</summary>
    /// <param name="indices">int64 [batch], each 0 or more and below <see cref="Count"/>.</param>
    /// <param name="context">Which batch this is.</param>
    /// <param name="device">Where the batch is needed; absent: where the images are.</param>
    /// <returns>The batch, owned by the caller.</returns>
    /// <exception cref="ArgumentException">The indices are of another type, shape or device, or one is out of its range.</exception>
    public TrainingBatch Batch(Tensor indices, BatchContext context, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(indices);
        if (indices.dtype != ScalarType.Int64 || indices.dim() != 1 || !InputCheck.IsBeside(indices, _resident))
        {
            throw new ArgumentException($"indices must be int64 [batch] on {_resident.device}, but are {indices.dtype} [{string.Join(", ", indices.shape)}] on {indices.device}", nameof(indices));
        }

        using var scope = NewDisposeScope();
        Tensor images = Raw(_rows is null ? indices : TensorRows.Select(_rows, indices));
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

    /// <summary>Some of the images, in an order of one's own; their memory is shared, not copied.</summary>
    /// <param name="positions">Which ones: each 0 or more and below <see cref="Count"/>.</param>
    /// <param name="transform">What turns raw images into input; absent: the same as here.</param>
    /// <param name="validation">A part held out of training, which the selection then owns; absent: none.</param>
    /// <returns>Data of its own; this one stays valid. Both must be disposed.</returns>
    /// <exception cref="ArgumentException">There are no positions, or one is that of no image.</exception>
    public TrainingData Select(IReadOnlyList<long> positions, BatchTransform? transform = null, TrainingData? validation = null)
    {
        ArgumentNullException.ThrowIfNull(positions);
        if (positions.Count == 0)
        {
            throw new ArgumentException("positions must be at least one, but are none", nameof(positions));
        }

        using var scope = NewDisposeScope();
        Tensor indices = tensor([.. positions], device: _resident.device);
        Tensor rows = _rows is null ? Checked(indices) : TensorRows.Select(_rows, Checked(indices));
        return new TrainingData(_resident.alias(), rows, TensorRows.Select(Labels, indices), this, transform, validation);
    }

    /// <summary>The same images, with labels that count by other class names.</summary>
    /// <param name="classNames">The name of each label, from 0; every name that this data has must be among them.</param>
    /// <returns>Data of its own, whose images share memory with these; this one stays valid. Both must be disposed.</returns>
    /// <exception cref="InvalidOperationException">This data has no class names.</exception>
    /// <exception cref="ArgumentException">A name is not among them; the message has both lists.</exception>
    public TrainingData WithClasses(IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        if (ClassNames is null)
        {
            throw new InvalidOperationException("the data has no class names, so that its labels cannot be matched with others; say what they are called");
        }

        if (ClassOrder.Of(ClassNames, classNames, out string? fault) is not { } order)
        {
            throw new ArgumentException(fault, nameof(classNames));
        }

        return Relabelled(order, classNames);
    }

    /// <summary>The same images with another transform; of a part held out, too.</summary>
    /// <param name="transform">What turns raw images into input.</param>
    /// <returns>Data of its own, which shares the images' memory; this one stays valid. Both must be disposed.</returns>
    public TrainingData WithTransform(BatchTransform transform)
    {
        ArgumentNullException.ThrowIfNull(transform);
        return Share(transform, Validation?.WithTransform(transform));
    }

    /// <summary>The same images under handles of their own; the part held out, unless another is given, with the transform that it has.</summary>
    internal TrainingData Share(BatchTransform? transform = null, TrainingData? validation = null) =>
        new(_resident.alias(), _rows?.alias(), Labels.alias(), this, transform, validation ?? Validation?.Share());

    /// <summary>Says what the labels of all parts are called.</summary>
    internal void NameClasses(IReadOnlyList<string> classNames)
    {
        _classNames = classNames;
        Validation?.NameClasses(classNames);
    }

    /// <summary>A raw image on the CPU, [1, channels, height, width], owned by the caller.</summary>
    internal Tensor RawImage(long position)
    {
        using var scope = NewDisposeScope();
        return Piece(position, 1).cpu().contiguous().clone().MoveToOuterDisposeScope();
    }

    /// <summary>The raw images, some thousands at a time; each piece is freed when the next is asked for.</summary>
    internal IEnumerable<Tensor> Pieces()
    {
        for (long first = 0; first < Count; first += RowsAtOnce)
        {
            long length = Math.Min(RowsAtOnce, Count - first);
            using Tensor piece = Piece(first, length);
            yield return piece;
        }
    }

    /// <summary>Frees the images, the labels and the validation part; images that a selection shares live as long as it does.</summary>
    public void Dispose()
    {
        _resident.Dispose();
        _rows?.Dispose();
        _gathered?.Dispose();
        Labels.Dispose();
        Validation?.Dispose();
    }

    /// <summary>Rows of what is in memory.</summary>
    private Tensor Raw(Tensor rows) => TensorRows.Select(_resident, rows);

    private Tensor Piece(long first, long length)
    {
        if (_rows is null)
        {
            return _resident.narrow(0, first, length).DetachFromDisposeScope();
        }

        using Tensor rows = _rows.narrow(0, first, length);
        return Raw(rows).DetachFromDisposeScope();
    }

    private TrainingData Relabelled(long[] order, IReadOnlyList<string> classNames)
    {
        using Tensor labels = tensor(order, device: Labels.device);
        return new TrainingData(_resident.alias(), _rows?.alias(), TensorRows.Select(labels, Labels), this, Transform, Validation?.Relabelled(order, classNames)) { ClassNames = classNames };
    }

    private Tensor Checked(Tensor positions)
    {
        using Tensor least = positions.min();
        using Tensor most = positions.max();
        return least.item<long>() >= 0 && most.item<long>() < Count
            ? positions
            : throw new ArgumentException(FormattableString.Invariant($"positions must be 0 to {Count - 1}, but are {least.item<long>()} to {most.item<long>()}"), nameof(positions));
    }

    private static Tensor ToUnitRange(Tensor images, BatchContext context) =>
        images.dtype == ScalarType.Byte ? images.to(ScalarType.Float32).div_(255f) : images;
}
