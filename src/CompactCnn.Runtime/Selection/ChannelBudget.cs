using System.Numerics;

namespace CompactCnn;

/// <summary>
/// How many channels may be active, and how that changes over a run: the fraction stays at <see cref="Start"/> over the
/// first <see cref="ShrinkAfter"/> of the steps, goes linearly to <see cref="Fraction"/> over the next
/// <see cref="ShrinkOver"/> of them, and stays.
/// </summary>
/// <remarks>
/// A group of n channels at fraction f has f x n of them, rounded down to a multiple of <see cref="MultipleOf"/> and to
/// whole arms: the fraction is never exceeded, except where <see cref="MinimumWidth"/> is larger, which wins over both. A budget that
/// starts above its target has the memory peak of the network at the start.
/// </remarks>
public sealed record ChannelBudget
{
    private ChannelBudget(double fraction) => Fraction = fraction;

    /// <summary>The active fraction of every group's channels at the end, above 0 and at most 1.</summary>
    public double Fraction { get; }

    /// <summary>The active fraction at the beginning; <see cref="Fraction"/> where the budget is constant.</summary>
    public double Start { get; private init; } = 1;

    /// <summary>The part of the steps before the fraction begins to shrink, 0 to 1.</summary>
    public double ShrinkAfter { get; private init; }

    /// <summary>The part of the steps over which the fraction shrinks, 0 to 1; 0 for a constant budget.</summary>
    public double ShrinkOver { get; private init; }

    /// <summary>Channels that every group keeps at least (or all, where it has fewer). Default 1.</summary>
    public int MinimumWidth { get; private init; } = 1;

    /// <summary>Widths are rounded down to a multiple of this; 8 or 16 run fastest. Default 1.</summary>
    public int MultipleOf { get; private init; } = 1;

    /// <summary>The same active fraction in every group, constant over the run.</summary>
    /// <param name="fraction">Above 0 and at most 1.</param>
    /// <param name="minimumWidth">Channels that every group keeps at least.</param>
    /// <param name="multipleOf">Widths are rounded down to a multiple of this.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static ChannelBudget PerLayer(double fraction, int minimumWidth = 1, int multipleOf = 1)
    {
        if (!(fraction > 0 && fraction <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "the active fraction must be above 0 and at most 1");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(minimumWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(multipleOf, 1);
        return new ChannelBudget(fraction) { Start = fraction, MinimumWidth = minimumWidth, MultipleOf = multipleOf };
    }

    /// <summary>The same target, reached by shrinking.</summary>
    /// <param name="start">The active fraction at the beginning, at least <see cref="Fraction"/> and at most 1.</param>
    /// <param name="over">The part of the steps over which the fraction shrinks, 0 to 1.</param>
    /// <param name="after">The part of the steps before it begins to shrink; together with <paramref name="over"/> at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public ChannelBudget ShrinkingFrom(double start, double over, double after = 0)
    {
        if (!(start >= Fraction && start <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(start), start, FormattableString.Invariant($"the start fraction must be at least the target {Fraction} and at most 1"));
        }

        if (!(over >= 0 && over <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(over), over, "the part of the steps over which the budget shrinks must be 0 to 1");
        }

        if (!(after >= 0 && after + over <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(after), after, FormattableString.Invariant($"the part of the steps before the budget shrinks must be 0 or more and leave room for the {over} over which it shrinks"));
        }

        return this with { Start = start, ShrinkOver = over, ShrinkAfter = after };
    }

    /// <summary>The active fraction at a point of the run.</summary>
    /// <param name="progress">0 at the first step, 1 after the last.</param>
    public double FractionAt(double progress) =>
        progress >= ShrinkAfter + ShrinkOver ? Fraction
        : progress <= ShrinkAfter ? Start
        : Start + ((Fraction - Start) * (progress - ShrinkAfter) / ShrinkOver);

    /// <summary>Active channels of a group, a whole number of arms.</summary>
    /// <param name="group">The group.</param>
    /// <param name="fraction">The active fraction.</param>
    public int Width(ChannelGroup group, double fraction)
    {
        ArgumentNullException.ThrowIfNull(group);
        int arm = group.ChannelsPerArm;
        int multiple = MultipleOf / (int)BigInteger.GreatestCommonDivisor(MultipleOf, arm) * arm;
        // The small addend keeps products that are whole numbers but for rounding (0.3 x 10) from losing a channel.
        int rounded = (int)Math.Floor((fraction * group.Count / multiple) + 1e-9) * multiple;
        int minimum = Math.Min((MinimumWidth + arm - 1) / arm * arm, group.Count);
        return fraction >= 1 ? group.Count : Math.Clamp(rounded, minimum, group.Count);
    }
}
