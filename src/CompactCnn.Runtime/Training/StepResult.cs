namespace CompactCnn;

/// <summary>What one training step did.</summary>
/// <param name="Loss">The mean loss of the batch, before the update.</param>
/// <param name="Correct">Images whose highest logit was their label's, before the update.</param>
/// <param name="Count">Images in the batch.</param>
/// <param name="TrainingMacs">Multiply-accumulates of the step, forward and backward, over the whole batch.</param>
public readonly record struct StepResult(double Loss, int Correct, int Count, long TrainingMacs);
