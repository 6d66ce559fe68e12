using static TorchSharp.torch;

namespace CompactCnn.Benchmarks;

/// <summary>
/// The images of a data set as TorchSharp's own <c>DataLoader</c> takes them, one at a time: views of the resident tensor,
/// each shifted, mirrored and normalised with the fewest operations that do it.
/// </summary>
internal sealed class DataLoaderImages(TrainingData data, Normalization normalization, Augmentation? augmentation) : utils.data.Dataset
{
    private readonly Tensor _factor = OneForEachChannel(normalization.Deviation.Select(deviation => 1 / (255 * deviation)));
    private readonly Tensor _offset = OneForEachChannel(normalization.Mean.Zip(normalization.Deviation, (mean, deviation) => -mean / deviation));

    public override long Count => data.Count;

    public override Dictionary<string, Tensor> GetTensor(long index)
    {
        using var scope = NewDisposeScope();
        Tensor image = data.Images[index];
        image = augmentation is null ? image : Varied(image, augmentation).to(ScalarType.Float32).mul_(_factor).add_(_offset);
        return new Dictionary<string, Tensor>
        {
            ["image"] = image.MoveToOuterDisposeScope(),
            ["label"] = data.Labels[index].MoveToOuterDisposeScope(),
        };
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _factor.Dispose();
            _offset.Dispose();
        }

        base.Dispose(disposing);
    }

    private static Tensor OneForEachChannel(IEnumerable<float> values)
    {
        float[] channels = [.. values];
        return tensor(channels, [channels.Length, 1, 1]);
    }

    private static Tensor Varied(Tensor image, Augmentation augmentation)
    {
        (long channels, long height, long width) = (image.size(0), image.size(1), image.size(2));
        int padding = augmentation.CropPadding;
        Tensor padded = zeros([channels, height + (2 * padding), width + (2 * padding)], image.dtype);
        padded.narrow(1, padding, height).narrow(2, padding, width).copy_(image);
        Tensor cropped = padded.narrow(1, Random.Shared.Next((2 * padding) + 1), height).narrow(2, Random.Shared.Next((2 * padding) + 1), width);
        return augmentation.Flip && Random.Shared.Next(2) == 1 ? cropped.flip(2) : cropped;
    }
}
