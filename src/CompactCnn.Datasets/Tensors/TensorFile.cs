using TorchSharp;

namespace CompactCnn;

/// <summary>
/// Images and labels of the user's own as tensors: a safetensors file with tensors <c>images</c> and <c>labels</c>, or a folder with
/// <c>images.npy</c> and <c>labels.npy</c>.
/// </summary>
public static class TensorFile
{
    internal const string Name = "tensors";
    internal const double TestFraction = 0.2;

    private const string Mend = "save the tensors again";

    /// <summary>
    /// Loads the images. Parts to test and to validate on are called <c>test_images</c>, <c>test_labels</c>, <c>validation_images</c> and
    /// <c>validation_labels</c> (<c>x_train</c>, <c>y_train</c>, <c>x_test</c>, <c>y_test</c> and the like are known as well); without any, a
    /// part is held out. Images are [count, channels, height, width], [count, height, width, channels] or [count, height, width],
    /// of whole numbers in 0..255, or of real ones in 0..1, or 0..255 where one is above 1; they are rounded to uint8. Labels
    /// are whole numbers of any type, from 0. The text <c>class_names</c> of a safetensors file, or <c>class_names.txt</c> of a folder, has
    /// a name a line; without it the classes are called by their numbers. What is not read is named in <see cref="Dataset.LeftOut"/>.
    /// </summary>
    /// <param name="path">The safetensors file, or the folder of NumPy's files.</param>
    /// <param name="testFraction">The part to test on where none is given, above 0 and below 1.</param>
    /// <param name="seed">Decides which images those are.</param>
    /// <param name="ct">Ends it between two tensors.</param>
    /// <returns>The data set, named after the file, owned by the caller.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The part is out of its range.</exception>
    /// <exception cref="DatasetException">There are no such tensors, one cannot be read or is otherwise than stated, or memory has no room.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Dataset Load(string path, double testFraction = TestFraction, long seed = 0, CancellationToken ct = default)
    {
        new ImageFolderOptions { TestFraction = testFraction }.Check();
        using TensorSource source = TensorSource.Open(path);
        using var scope = torch.NewDisposeScope();
        LabelledImages train = Part(source, "train", "", ct) ?? throw source.Missing();
        (LabelledImages? test, LabelledImages? validation) = (Part(source, "test", "test_", ct), Part(source, "validation", "validation_", ct));
        using (train)
        using (test)
        using (validation)
        {
            // As in a folder of pictures: what is held out is tested on where nothing else is.
            (LabelledImages? tested, LabelledImages? held) = (test ?? validation, test is null ? null : validation);
            string[] classNames = source.ClassNames(((LabelledImages?[])[train, test, validation]).Max(part => part?.MostLabel ?? 0));
            return tested is null ? Split(source, train, classNames, testFraction, seed) : Whole(source, train, tested, held, classNames);
        }
    }

    /// <summary>Loads what a network is to be evaluated on: the part to test on where there is one, else all images.</summary>
    /// <inheritdoc cref="Load"/>
    /// <returns>The images, owned by the caller.</returns>
    public static TestSet LoadTest(string path, CancellationToken ct = default)
    {
        using TensorSource source = TensorSource.Open(path);
        using LabelledImages images = Part(source, "test", "test_", ct) ?? Part(source, "validation", "validation_", ct) ?? Part(source, "train", "", ct) ?? throw source.Missing();
        string[] classNames = source.ClassNames(images.MostLabel);
        return new TestSet(source.Name, images.Data(images.Statistics().Apply), classNames) { LeftOut = source.LeftOut };
    }

    private static Dataset Split(TensorSource source, LabelledImages train, string[] classNames, double testFraction, long seed)
    {
        using TrainingData all = train.Data();
        (long[] heldOut, long[] remaining) = TestSplit.Choose($"'{source.Path}'", all.Labels.data<long>().ToArray(), testFraction, seed, "'test_images' and 'test_labels'");
        using TrainingData kept = all.Select(remaining);
        Normalization normalization = Normalization.Of(kept);
        return new Dataset(source.Name, kept.Share(normalization.Apply), all.Select(heldOut, normalization.Apply), classNames, normalization) { LeftOut = source.LeftOut };
    }

    private static Dataset Whole(TensorSource source, LabelledImages train, LabelledImages test, LabelledImages? validation, string[] classNames)
    {
        foreach (LabelledImages part in ((LabelledImages?[])[test, validation]).OfType<LabelledImages>().Where(part => part.Shape != train.Shape))
            throw new DatasetException($"'{source.Path}' is refused: it has images of {train.Shape} to train on, but others of {part.Shape}; {Mend}");

        Normalization normalization = train.Statistics();
        using TrainingData images = train.Data();
        return new Dataset(source.Name, images.Share(normalization.Apply, validation?.Data(normalization.Apply)), test.Data(normalization.Apply), classNames, normalization) { LeftOut = source.LeftOut };
    }

    /// <summary>Images and labels of a part; null where there are neither.</summary>
    private static LabelledImages? Part(TensorSource source, string part, string prefix, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var scope = torch.NewDisposeScope();
        string[] known = part == "validation" ? ["validation", "val", "valid"] : [part];
        string? images = source.Find([$"{prefix}images", .. known.SelectMany(name => (string[])[$"{name}_images", $"x_{name}"]), .. prefix.Length == 0 ? (string[])["x"] : []]);
        string? labels = source.Find([$"{prefix}labels", .. known.SelectMany(name => (string[])[$"{name}_labels", $"y_{name}"]), .. prefix.Length == 0 ? (string[])["y"] : []]);
        if (images is null && labels is null)
            return null;

        if (images is null || labels is null)
            throw new DatasetException($"'{source.Path}' has '{images ?? labels}', but no {(images is null ? $"images of its own, '{prefix}images'" : $"labels of its own, '{prefix}labels'")}; add them");

        torch.Tensor pixels = source.Read(images, TensorRules.Images);
        torch.Tensor classes = source.Read(labels, values => TensorRules.Labels(values, pixels.size(0)));
        return new LabelledImages(pixels, classes);
    }
}
