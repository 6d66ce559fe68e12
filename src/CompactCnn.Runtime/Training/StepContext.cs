namespace CompactCnn;

/// <summary>Which step is being done, for whoever must say that it went wrong.</summary>
/// <param name="Number">The step, from 1.</param>
/// <param name="LearningRate">Its learning rate.</param>
internal readonly record struct StepContext(long Number, double LearningRate);
