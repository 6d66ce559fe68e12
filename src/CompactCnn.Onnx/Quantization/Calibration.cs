using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Runs a network over calibration images and observes what every operation makes. It is the folded network that is exported,
/// executed by TorchSharp: no other run time is needed.
/// </summary>
internal static class Calibration
{
    /// <summary>Early outputs of networks for large images take tens of megabytes an image.</summary>
    private const int ImagesAtOnce = 8;

    /// <summary>The tensors by their names in the exported graph.</summary>
    /// <param name="network">The network.</param>
    /// <param name="settings">The images and how ranges are chosen.</param>
    /// <exception cref="ArgumentException">The images are none, of another shape, or not finite, or the network's answers are not.</exception>
    public static IReadOnlyDictionary<string, TensorObserver> Of(CompactNetwork network, StaticQuantization settings)
    {
        using var noGradient = no_grad();
        using FusedNetwork fused = network.Fuse();
        using Tensor images = Prepare(fused, settings.Images);
        var observers = new Dictionary<string, TensorObserver>(StringComparer.Ordinal);
        Run(fused, images, (name, values) => Of(name, values).Extend(values));
        foreach ((string name, TensorObserver observer) in observers)
        {
            if (observer.IsNotFinite)
            {
                throw new ArgumentException($"'{network.Structure.Name}' cannot be quantised: '{name}' holds NaN or infinity for the calibration images; train it again, or check its weights", "options");
            }
        }

        if (settings.Ranges != ActivationRanges.MinMax)
        {
            Run(fused, images, (name, values) => Of(name, values).Count(values));
        }

        return observers;

        TensorObserver Of(string name, Tensor values)
        {
            if (!observers.TryGetValue(name, out TensorObserver? observer))
            {
                observers.Add(name, observer = new TensorObserver((int)values.dim()));
            }

            return observer;
        }
    }

    private static void Run(FusedNetwork network, Tensor images, Action<string, Tensor> observe)
    {
        for (long first = 0; first < images.size(0); first += ImagesAtOnce)
        {
            using var scope = NewDisposeScope();
            Tensor piece = images.narrow(0, first, Math.Min(ImagesAtOnce, images.size(0) - first));
            observe(OnnxExport.InputName, piece);
            network.forward(piece, (place, values) => observe(OnnxNodes.NameOf(network.Operations, place), values));
        }
    }

    /// <summary>On the network's device and of its type.</summary>
    private static Tensor Prepare(FusedNetwork network, Tensor images)
    {
        if (images.dim() == 4 && images.size(0) == 0)
        {
            throw new ArgumentException("calibration needs at least one image, but was given none; give some dozens of training images", "options");
        }

        if (images.dtype is not (ScalarType.Float32 or ScalarType.Float64 or ScalarType.Float16 or ScalarType.BFloat16))
        {
            throw new ArgumentException($"calibration images must be numbers normalised as in training, but are {images.dtype} [{string.Join(", ", images.shape)}]; normalise pixels, as StaticQuantization.ImagesOf does", "options");
        }

        Tensor prepared = network.Adopt(images, "options");
        using Tensor finite = prepared.isfinite().flatten(1).all(1);
        using Tensor all = finite.all();
        if (!all.item<bool>())
        {
            using Tensor faults = finite.logical_not();
            using Tensor first = faults.to(ScalarType.Int64).argmax();
            long number = first.item<long>();
            prepared.Dispose();
            throw new ArgumentException($"calibration image {number} of {images.size(0)}, counted from 0, holds NaN or infinity; leave it out", "options");
        }

        return prepared;
    }
}
