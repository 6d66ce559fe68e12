namespace CompactCnn;

/// <summary>A part of a run that remembers something from one step to the next, and so belongs into its checkpoints.</summary>
internal interface IStateful
{
    /// <summary>
    /// Names everything that is remembered, in one method for both directions, so that what is written is what is read.
    /// </summary>
    /// <param name="state">Takes the values into a checkpoint, or replaces them by a checkpoint's.</param>
    void Transfer(RunState state);
}
