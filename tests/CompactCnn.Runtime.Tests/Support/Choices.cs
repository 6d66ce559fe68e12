namespace CompactCnn.Runtime.Tests;

/// <summary>How many channels of a run are active, where it stays the same.</summary>
internal static class Choices
{
    /// <summary>A fraction of every group at every step.</summary>
    public static TrainingOptions Constant(double fraction, SelectionOptions selection) => Constant(CompactTarget.Channels(fraction), selection);

    /// <summary>A target at every step.</summary>
    public static TrainingOptions Constant(CompactTarget target, SelectionOptions selection) => new() { Target = target, Shrinking = Shrinking.None, Selection = selection };

    /// <summary>The method's Algorithm 1.</summary>
    public static TrainingOptions Literal(double fraction, int randomSteps = 10) => Constant(fraction, SelectionOptions.Literal(randomSteps));
}
