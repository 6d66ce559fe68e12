namespace CompactCnn;

/// <summary>
/// How the active part of a network comes down to its target, <see cref="CompactTarget"/>: in the first steps a fraction
/// <see cref="From"/> is active, over the next <see cref="Over"/> of them it shrinks, and from there on it is the target's.
/// The defaults are what was measured, whatever the target is.
/// </summary>
/// <remarks>A run that shrinks has the memory peak of its start, unless <see cref="CompactTarget.WithinMemory"/> caps it.</remarks>
public sealed record Shrinking : IRecorded
{
    /// <summary>No shrinking: the target at every step, as the method's Algorithm 1 has it (<see cref="SelectionOptions.Literal"/>).</summary>
    public static Shrinking None { get; } = new() { From = 0, Over = 0 };

    /// <summary>
    /// The active fraction at the beginning, of what the target measures, 0 to 1; where it is below the target's, the run
    /// begins at the target. Default 1: the whole network.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of its range.</exception>
    public double From
    {
        get;
        init => field = Part(value, nameof(From), "the fraction from which the active channels shrink must be 0 to 1");
    } = 1;

    /// <summary>The part of the steps after the warm-up over which the active fraction shrinks, 0 to 1. Default 0.4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of its range.</exception>
    public double Over
    {
        get;
        init => field = Part(value, nameof(Over), "the part of the steps over which the active channels shrink must be 0 to 1");
    } = 0.4;

    /// <summary>
    /// The shape of the shrinking: what is still to go falls with this power of the part that is left of it. 1 is a straight
    /// line; 3, as gradual pruning has it (Zhu and Gupta, 2017, arXiv 1710.01878), shrinks fast at first. Default 3, which
    /// took a third less of the compute of a straight line and was no worse in short runs (docs/results).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is 0 or less, or not finite.</exception>
    public double Power
    {
        get;
        init => field = value > 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Power), value, "the power of the shrinking must be above 0");
    } = 3;

    /// <summary>The active fraction at a point of the run.</summary>
    /// <param name="target">The fraction at the end, above 0 and at most 1.</param>
    /// <param name="progress">0 at the first step, 1 after the last.</param>
    /// <param name="warmup">The part of the steps before it begins to shrink, 0 to 1.</param>
    /// <returns>A fraction of what the target measures, 0 to 1.</returns>
    public double FractionAt(double target, double progress, double warmup = 0)
    {
        double over = (1 - warmup) * Over;
        double start = Math.Max(target, From);
        return progress >= warmup + over ? target
            : progress <= warmup ? start
            : start + ((target - start) * (1 - Math.Pow(Math.Max(0, 1 - ((progress - warmup) / over)), Power)));
    }

    private static double Part(double value, string name, string rule) =>
        value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, value, rule);
}
