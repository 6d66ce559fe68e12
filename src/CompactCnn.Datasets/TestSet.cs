namespace CompactCnn;

/// <summary>Images to evaluate a network on, which may know their classes in another order. It owns its tensors.</summary>
public sealed class TestSet : IDisposable
{
    internal TestSet(string name, TrainingData images, IReadOnlyList<string> classNames)
    {
        images.NameClasses(classNames);
        Name = name;
        Images = images;
        ClassNames = classNames;
    }

    /// <summary>What it is called in reports.</summary>
    public string Name { get; }

    /// <summary>
    /// The images. They are normalised by their own mean and deviation, or as the data set they are a part of; a network
    /// must be given them as it was trained, see <see cref="TrainingData.WithTransform"/>.
    /// </summary>
    public TrainingData Images { get; }

    /// <summary>The name of each label, from 0.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Files of which no image was made, and why.</summary>
    public IReadOnlyList<LeftOutFile> LeftOut { get; internal init; } = [];

    /// <summary>Frees the images and labels.</summary>
    public void Dispose() => Images.Dispose();
}
