using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Forward, loss and backward of one batch, which sliced training and fine-tuning share.</summary>
internal static class NetworkStep
{
    /// <summary>Leaves the gradients of the batch, which the caller has checked, in the parameters.</summary>
    /// <param name="network">The network.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="step">The step of a training; null where nothing is trained.</param>
    /// <param name="phases">Where time is accumulated; may be null.</param>
    /// <exception cref="TrainingDivergedException">The loss is not a finite number.</exception>
    public static (double Loss, int Correct) Backward(Network network, FlatParameters parameters, TrainingBatch batch, LossFunction loss, StepContext? step, StepPhases? phases = null)
    {
        using var scope = NewDisposeScope();
        phases?.Enter(StepPhase.Forward);
        parameters.BeginStep();
        Tensor logits = parameters.Format.Logits(network.forward(parameters.Format.Input(batch.Images)));
        Tensor value = loss(logits, batch.Labels);
        phases?.Enter(StepPhase.Backward);
        value.backward();
        parameters.CollectGradients();
        double number = value.to(ScalarType.Float64).item<double>();
        if (!double.IsFinite(number))
        {
            if (!FiniteImages.IsFinite(batch.Images))
            {
                throw FiniteImages.InBatch(network.Structure.Name, batch.Images, step);
            }

            string fault = FormattableString.Invariant($"the loss of '{network.Structure.Name}' became {number}");
            string place = Divergence.Place(network, logits);
            throw step is { } trained
                ? new TrainingDivergedException(fault, trained.Number, place, trained.LearningRate)
                : new TrainingDivergedException($"{fault}, first seen in {place}; nothing can be learned from it");
        }

        using var noGradient = no_grad();
        return (number, (int)Hits.Count(logits, batch.Labels));
    }
}
