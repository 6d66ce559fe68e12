using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>A part of a data set as its files have it, not normalised yet. It owns its tensors until they are normalised.</summary>
internal sealed class LabelledImages : IDisposable
{
    private readonly Tensor images;
    private readonly Tensor labels;

    /// <summary>Takes ownership.</summary>
    /// <param name="images">uint8 [count, channels, height, width].</param>
    /// <param name="labels">int64 [count].</param>
    public LabelledImages(Tensor images, Tensor labels)
    {
        this.images = images.DetachFromDisposeScope();
        this.labels = labels.DetachFromDisposeScope();
    }

    /// <summary>Channels, height and width of each.</summary>
    public FeatureShape Shape => new((int)images.size(1), (int)images.size(2), (int)images.size(3));

    /// <summary>The highest label.</summary>
    public long MostLabel
    {
        get
        {
            using Tensor most = labels.max();
            return most.item<long>();
        }
    }

    /// <summary>The images under handles of their own.</summary>
    public TrainingData Data(BatchTransform? transform = null) => new(images.alias(), labels.alias(), transform);

    /// <summary>What brings these images to mean 0 and deviation 1.</summary>
    public Normalization Statistics() => Normalization.Of(images);

    /// <summary>The images under a normalisation, which own the tensors from now on.</summary>
    public TrainingData Normalized(Normalization normalization) => new(images, labels, normalization.Apply);

    /// <summary>Frees both.</summary>
    public void Dispose()
    {
        images.Dispose();
        labels.Dispose();
    }
}
