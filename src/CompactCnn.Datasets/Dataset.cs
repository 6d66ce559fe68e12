using static System.FormattableString;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// A data set in memory: images to train on, images to test on, and what their labels mean. It owns its tensors.
/// </summary>
public sealed class Dataset : IDisposable
{
    /// <summary>Takes ownership of both parts.</summary>
    /// <param name="name">What it is called in reports.</param>
    /// <param name="train">The images to train on, with a validation part or without.</param>
    /// <param name="test">The images to test on, of the same shape.</param>
    /// <param name="classNames">The name of each label, from 0.</param>
    /// <param name="normalization">How the transforms of both parts normalise.</param>
    /// <exception cref="ArgumentException">Shapes, channels or labels do not fit together; the parts still belong to the caller.</exception>
    public Dataset(string name, TrainingData train, TrainingData test, IReadOnlyList<string> classNames, Normalization normalization)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentNullException.ThrowIfNull(normalization);
        if (test.ImageShape != train.ImageShape)
            throw new ArgumentException($"test must have images of {train.ImageShape} as train has, but has {test.ImageShape}", nameof(test));

        if (normalization.Channels != train.ImageShape.Channels)
            throw new ArgumentException($"normalization must have {train.ImageShape.Channels} channels as the images have, but has {normalization.Channels}", nameof(normalization));

        CheckLabels(train, classNames, nameof(train));
        CheckLabels(test, classNames, nameof(test));
        Name = name;
        Train = train;
        Test = test;
        ClassNames = [.. classNames];
        train.NameClasses(ClassNames);
        test.NameClasses(ClassNames);
        Normalization = normalization;
    }

    /// <summary>What it is called in reports.</summary>
    public string Name { get; }

    /// <summary>The images to train on. Its <see cref="TrainingData.Validation"/> is what <see cref="WithValidation"/> held out.</summary>
    public TrainingData Train { get; }

    /// <summary>The images to test on.</summary>
    public TrainingData Test { get; }

    /// <summary>The name of each label, from 0.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>How pixels become the network's input.</summary>
    public Normalization Normalization { get; }

    /// <summary>The mean of each channel, in units where black is 0 and white is 1.</summary>
    public IReadOnlyList<float> Mean => Normalization.Mean;

    /// <summary>The standard deviation of each channel, in units where black is 0 and white is 1.</summary>
    public IReadOnlyList<float> Deviation => Normalization.Deviation;

    /// <summary>Channels, height and width of an image.</summary>
    public FeatureShape ImageShape => Train.ImageShape;

    /// <summary>How many training images each class has, by label.</summary>
    public IReadOnlyList<int> TrainCounts => CountsOf(Train);

    /// <summary>How many test images each class has, by label.</summary>
    public IReadOnlyList<int> TestCounts => CountsOf(Test);

    /// <summary>Files of which no image was made, and why.</summary>
    public IReadOnlyList<LeftOutFile> LeftOut { get; internal init; } = [];

    /// <summary>The packed file that the images lie in, mapped into memory (<see cref="PackedCache"/>); null where they are in memory.</summary>
    public string? PackedFile { get; internal init; }

    /// <summary>
    /// Holds a random part of the training images out for validation, with every class in proportion, and one image of each
    /// class at least left to train on where there are enough. The test images stay as they are. No images are copied.
    /// </summary>
    /// <param name="count">Images to hold out; at least one stays to train on.</param>
    /// <param name="seed">Decides which images.</param>
    /// <returns>A data set of its own; this one stays valid. Both must be disposed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is not in 1..(training images - 1).</exception>
    /// <exception cref="InvalidOperationException">A validation part is held out already.</exception>
    public Dataset WithValidation(int count, long seed)
    {
        RequireCount(count);
        if (Train.Validation is not null)
            throw new InvalidOperationException($"'{Name}' has a validation part of {Train.Validation.Count} images already; hold images out of the whole data set");

        (long[] heldOut, long[] remaining) = StratifiedSelection.Choose(LabelsOf(Train), count, seed, Leave.OneOfEach);
        return With(Train.Select(remaining, validation: Train.Select(heldOut)));
    }

    /// <summary>
    /// Keeps a random part of the training images, with every class in proportion, and one image of each class at least
    /// where there are enough. The validation and the test images stay as they are. No images are copied.
    /// </summary>
    /// <param name="count">Training images to keep.</param>
    /// <param name="seed">Decides which images.</param>
    /// <returns>A data set of its own; this one stays valid. Both must be disposed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is not in 1..(training images - 1).</exception>
    public Dataset Subset(int count, long seed)
    {
        RequireCount(count);
        (long[] kept, _) = StratifiedSelection.Choose(LabelsOf(Train), count, seed, Leave.AllButOneOfEach);
        return With(Train.Select(kept, validation: Train.Validation?.Share()));
    }

    /// <summary>Has the training images varied while a network is trained on them.</summary>
    /// <param name="augmentation">How.</param>
    /// <returns>A data set of its own, which shares the images; this one stays valid. Both must be disposed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number of pixels is below 0.</exception>
    public Dataset WithAugmentation(Augmentation augmentation)
    {
        ArgumentNullException.ThrowIfNull(augmentation);
        BatchTransform transform = augmentation.With(Normalization);
        return With(Train.Share(transform));
    }

    /// <summary>Has the labels count by other class names, as a network trained elsewhere has them.</summary>
    /// <param name="classNames">The name of each label, from 0; every name that this data set has must be among them.</param>
    /// <returns>A data set of its own, which shares the images; this one stays valid. Both must be disposed.</returns>
    /// <exception cref="ArgumentException">A name is not among them; the message has both lists.</exception>
    public Dataset WithClasses(IReadOnlyList<string> classNames) =>
        new(Name, Train.WithClasses(classNames), Test.WithClasses(classNames), classNames, Normalization) { LeftOut = LeftOut, PackedFile = PackedFile };

    /// <summary>The part to test on by itself.</summary>
    /// <returns>Images that share memory with these; this data set stays valid. Both must be disposed.</returns>
    public TestSet TestSet() => new(Name, Test.Share(), ClassNames) { LeftOut = LeftOut };

    /// <summary>As <c>fashion-mnist-subset: 6,000 images of 1x28x28 to train on, 5,000 images of 1x28x28 to test on, 10 classes: Trouser, ...</c>.</summary>
    public override string ToString() => $"{Name}: {Train} to train on, {Test} to test on, {Printed.Of(ClassNames.Count, "class", "es")}: {string.Join(", ", ClassNames)}";

    /// <summary>Frees the images and labels of all parts.</summary>
    public void Dispose()
    {
        Train.Dispose();
        Test.Dispose();
    }

    /// <summary>
    /// Reads both parts, and normalises them by the mean and deviation of the images to train on. Where the second
    /// cannot be had, nothing is left of the first.
    /// </summary>
    internal static Dataset Read(string name, Func<LabelledImages> train, Func<LabelledImages> test, IReadOnlyList<string> classNames)
    {
        LabelledImages first = train();
        LabelledImages? second = null;
        try
        {
            second = test();
            Normalization normalization = first.Statistics();
            return new Dataset(name, first.Normalized(normalization), second.Normalized(normalization), classNames, normalization);
        }
        catch
        {
            first.Dispose();
            second?.Dispose();
            throw;
        }
    }

    private static void CheckLabels(TrainingData part, IReadOnlyList<string> classNames, string parameter)
    {
        using Tensor least = part.Labels.min();
        using Tensor most = part.Labels.max();
        if (least.item<long>() < 0 || most.item<long>() >= classNames.Count)
            throw new ArgumentException(Invariant($"{parameter} must have labels of 0..{classNames.Count - 1}, one for each class name, but has {least.item<long>()}..{most.item<long>()}"), parameter);
    }

    private int[] CountsOf(TrainingData part)
    {
        int[] counts = new int[ClassNames.Count];
        foreach (long label in LabelsOf(part))
            counts[label]++;

        return counts;
    }

    private static long[] LabelsOf(TrainingData part)
    {
        using Tensor labels = part.Labels.cpu();
        return labels.data<long>().ToArray();
    }

    private Dataset With(TrainingData train) => new(Name, train, Test.Share(), ClassNames, Normalization) { LeftOut = LeftOut, PackedFile = PackedFile };

    private void RequireCount(int count)
    {
        if (count < 1 || count >= Train.Count)
            throw new ArgumentOutOfRangeException(nameof(count), count, Invariant($"count must be 1 to {Train.Count - 1}, for '{Name}' has {Train.Count} images to train on"));
    }
}
