using TorchSharp;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Tensors that a network is given: libtorch answers those of another type, shape or device with a page of its own calls. Sizes
/// and types only are looked at, no number. Each is a call into the library; a step of training makes 23 of them, and allocates
/// nothing.
/// </summary>
internal static class InputCheck
{
    /// <summary>Refuses what is no batch of a model's images, of the type and on the device of its parameters.</summary>
    /// <param name="graph">The model's graph.</param>
    /// <param name="images">The images.</param>
    /// <param name="parameter">A parameter that they are multiplied by.</param>
    /// <param name="argument">What the caller calls the images.</param>
    /// <exception cref="ArgumentException">They are of another type, shape or device.</exception>
    public static void Images(ModelGraph graph, Tensor images, Tensor parameter, string argument)
    {
        ArgumentNullException.ThrowIfNull(images, argument);
        FeatureShape image = graph.Input;
        bool fits = images.dim() == 4 && images.size(1) == image.Channels && images.size(2) == image.Height && images.size(3) == image.Width;
        if (fits && images.dtype == parameter.dtype && IsBeside(images, parameter))
        {
            return;
        }

        string mend = !fits ? "bring them to that size"
            : images.dtype == ScalarType.Byte ? "bring pixels to numbers as in training, as Predict does"
            : images.dtype != parameter.dtype ? $"convert them with to(ScalarType.{parameter.dtype})"
            : "move them with to(device)";
        throw new ArgumentException(
            $"'{graph.Name}' expects images {parameter.dtype} [batch, {image.Channels}, {image.Height}, {image.Width}] on {parameter.device} but was given {images.dtype} [{string.Join(", ", images.shape)}] on {images.device}; {mend}",
            argument);
    }

    /// <summary>Refuses labels that cross-entropy cannot take.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="argument">What the caller calls it.</param>
    /// <exception cref="ArgumentException">They are of another type, number or device.</exception>
    public static void Labels(TrainingBatch batch, string argument)
    {
        Tensor labels = batch.Labels;
        ArgumentNullException.ThrowIfNull(labels, argument);
        if (labels.dtype != ScalarType.Int64 || labels.dim() != 1 || labels.size(0) != batch.Images.size(0) || !IsBeside(labels, batch.Images))
        {
            throw new ArgumentException(
                $"the labels of a batch must be Int64 [{batch.Images.size(0)}] on {batch.Images.device}, one for each image, but are {labels.dtype} [{string.Join(", ", labels.shape)}] on {labels.device}; give a loss of your own for other labels",
                argument);
        }
    }

    /// <summary>True on the same device; there is one processor.</summary>
    public static bool IsBeside(Tensor first, Tensor second)
    {
        DeviceType type = first.device_type;
        return type == second.device_type && (type == DeviceType.CPU || first.device_index == second.device_index);
    }
}
