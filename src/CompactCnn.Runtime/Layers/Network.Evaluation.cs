using static TorchSharp.torch;

namespace CompactCnn;

public abstract partial class Network
{
    private const int EvaluationBatch = 250;

    /// <summary>
    /// Loss and accuracy on images, in evaluation mode. A model answers with all of its channels. Where both
    /// <see cref="Usage"/> and the data name their classes, they are matched by name: the data may have fewer, or in another
    /// order.
    /// </summary>
    /// <param name="data">The images.</param>
    /// <param name="cancellation">Ends it between two batches.</param>
    /// <returns>Mean cross-entropy, and accuracy in percent, also by class.</returns>
    /// <exception cref="ArgumentException">
    /// The images have another shape, or the labels are not classes of the network, which has two or more and may know others by name.
    /// </exception>
    public Evaluation Evaluate(TrainingData data, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (Usage is { } usage && data.ClassNames is { } names && !ClassOrder.IsSame(names, usage.ClassNames))
        {
            using TrainingData matched = data.WithClasses(usage.ClassNames);
            return EvaluateMatched(matched, cancellation);
        }

        return EvaluateMatched(data, cancellation);
    }

    private Evaluation EvaluateMatched(TrainingData data, CancellationToken cancellation)
    {
        CheckClasses(data);
        using var noGradient = no_grad();
        return InEvaluation(() =>
        {
            double loss = 0;
            var hits = new ClassHits(Structure.Classes);
            for (int first = 0, batch = 0; first < data.Count; first += EvaluationBatch, batch++)
            {
                cancellation.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                Tensor indices = arange(first, Math.Min(first + EvaluationBatch, data.Count), ScalarType.Int64, data.Device);
                using TrainingBatch images = data.Batch(indices, new BatchContext(0, 0, batch, Training: false), Device);
                Tensor logits = forward(images.Images);
                loss += nn.functional.cross_entropy(logits, images.Labels, reduction: nn.Reduction.Sum).to(ScalarType.Float64).item<double>();
                hits.Add(logits, images.Labels);
            }

            IReadOnlyList<string>? names = data.ClassNames ?? Usage?.ClassNames;
            return new Evaluation(loss / data.Count, 100.0 * hits.Right / data.Count, data.Count) { Classes = hits.ByClass(names), Confusions = hits.Confusions(names) };
        });
    }

    /// <summary>Classifies a picture, in evaluation mode: its pixels become the network's input as <see cref="Usage"/> says.</summary>
    /// <param name="picture">uint8 [channels, height, width], or with 1 before it, of the network's size; on any device.</param>
    /// <returns>The class, its name, and how probable each class is.</returns>
    /// <exception cref="ArgumentException">The picture is of another type or size.</exception>
    /// <exception cref="InvalidOperationException"><see cref="Usage"/> is not set.</exception>
    public Prediction Predict(Tensor picture) => InEvaluation(() => Predictions.Of(picture, Structure, Usage, Multiplier, forward));

    /// <summary>Classifies pictures, in evaluation mode: their pixels become the network's input as <see cref="Usage"/> says.</summary>
    /// <param name="pictures">uint8 [batch, channels, height, width], of the network's size; on any device.</param>
    /// <returns>For each the class, its name, and how probable each class is.</returns>
    /// <exception cref="ArgumentException">The pictures are of another type or size.</exception>
    /// <exception cref="InvalidOperationException"><see cref="Usage"/> is not set.</exception>
    public IReadOnlyList<Prediction> PredictAll(Tensor pictures) => InEvaluation(() => Predictions.OfAll(pictures, Structure, Usage, Multiplier, forward));

    private T InEvaluation<T>(Func<T> work)
    {
        bool wasTraining = training;
        eval();
        try
        {
            return work();
        }
        finally
        {
            train(wasTraining);
        }
    }
}
