using System.Globalization;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>From pixels to classes: what every network that answers does alike.</summary>
internal static class Predictions
{
    /// <summary>Classifies a picture.</summary>
    /// <param name="picture">uint8 [channels, height, width], or with 1 before it.</param>
    /// <param name="graph">The model's graph.</param>
    /// <param name="usage">Class names and normalisation.</param>
    /// <param name="parameter">A parameter of the network: of the type and on the device that its input must have.</param>
    /// <param name="forward">The network.</param>
    public static Prediction Of(Tensor picture, ModelGraph graph, NetworkUsage? usage, Tensor parameter, Func<Tensor, Tensor> forward)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (picture.dim() == 4 && picture.size(0) != 1)
        {
            throw new ArgumentException($"'{graph.Name}' predicts one picture at a time, but was given {Describe(picture)}; call PredictAll", nameof(picture));
        }

        using Tensor batch = picture.dim() == 3 ? picture.unsqueeze(0) : picture.alias();
        return OfAll(batch, graph, usage, parameter, forward, nameof(picture))[0];
    }

    /// <summary>Classifies pictures.</summary>
    /// <param name="pictures">uint8 [batch, channels, height, width].</param>
    /// <param name="graph">The model's graph.</param>
    /// <param name="usage">Class names and normalisation.</param>
    /// <param name="parameter">A parameter of the network: of the type and on the device that its input must have.</param>
    /// <param name="forward">The network.</param>
    /// <param name="argument">What the caller calls the pictures.</param>
    public static IReadOnlyList<Prediction> OfAll(Tensor pictures, ModelGraph graph, NetworkUsage? usage, Tensor parameter, Func<Tensor, Tensor> forward, string argument = "pictures")
    {
        ArgumentNullException.ThrowIfNull(pictures, argument);
        FeatureShape image = graph.Input;
        if (pictures.dtype != ScalarType.Byte || pictures.dim() != 4 || pictures.size(1) != image.Channels || pictures.size(2) != image.Height || pictures.size(3) != image.Width)
        {
            throw new ArgumentException($"'{graph.Name}' predicts pictures of pixels, Byte [{image.Channels}, {image.Height}, {image.Width}], but was given {Describe(pictures)}; scale them, or call forward for what is normalised already", argument);
        }

        if (usage is null)
        {
            throw new InvalidOperationException($"'{graph.Name}' does not say how pixels become its input; set Usage");
        }

        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        Tensor input = new PixelNormalization(usage.Mean, usage.Deviation).Apply(pictures.to(parameter.device)).to(parameter.dtype);
        Tensor probabilities = forward(input).to(ScalarType.Float32).softmax(1).cpu();
        return [.. Enumerable.Range(0, (int)pictures.size(0)).Select(row => Best([.. probabilities[row].data<float>()], usage))];
    }

    private static Prediction Best(float[] probabilities, NetworkUsage usage)
    {
        int best = Array.IndexOf(probabilities, probabilities.Max());
        // Where the weights are not finite, no class is.
        best = Math.Max(best, 0);
        string name = best < usage.ClassNames.Length ? usage.ClassNames[best] : best.ToString(CultureInfo.InvariantCulture);
        return new Prediction(best, name, [.. probabilities]);
    }

    private static string Describe(Tensor pictures) => $"{pictures.dtype} [{string.Join(", ", pictures.shape)}]";
}
