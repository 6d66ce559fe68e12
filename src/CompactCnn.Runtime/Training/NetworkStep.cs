using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Forward, loss and backward of one batch, which sliced training and fine-tuning share.</summary>
internal static class NetworkStep
{
    /// <summary>Leaves the gradients of the batch in the parameters.</summary>
    /// <exception cref="TrainingDivergedException">The loss is not a finite number.</exception>
    public static (double Loss, int Correct) Backward(Network network, FlatParameters parameters, TrainingBatch batch, LossFunction loss, StepPhases? phases = null)
    {
        using var scope = NewDisposeScope();
        phases?.Enter(StepPhase.Forward);
        using (no_grad())
        {
            parameters.Gradients.zero_();
        }

        Tensor logits = network.forward(batch.Images);
        Tensor value = loss(logits, batch.Labels);
        phases?.Enter(StepPhase.Backward);
        value.backward();
        double number = value.to(ScalarType.Float64).item<double>();
        if (!double.IsFinite(number))
        {
            throw new TrainingDivergedException(FormattableString.Invariant($"the loss of '{network.Structure.Name}' became {number}; lower the learning rate"));
        }

        using var noGradient = no_grad();
        return (number, (int)logits.argmax(1).eq(batch.Labels).sum().item<long>());
    }
}
