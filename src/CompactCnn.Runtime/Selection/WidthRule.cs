using System.Numerics;

namespace CompactCnn;

/// <summary>
/// How wide a group is at an active fraction. This file is compiled into the generator too, so that the network whose
/// costs are checked while a project builds is the one that trains.
/// </summary>
internal static class WidthRule
{
    /// <summary>Fractions of whole numbers that are whole but for rounding (0.3 x 10) must not lose a unit.</summary>
    public const double Rounding = 1e-9;

    /// <summary>Active channels: rounded down to whole steps, between the minimum and all.</summary>
    /// <param name="fraction">The active fraction.</param>
    /// <param name="channels">Channels of the group.</param>
    /// <param name="step">Channels by which the width changes.</param>
    /// <param name="minimum">Channels that it keeps at least.</param>
    public static int Width(double fraction, int channels, int step, int minimum)
    {
        if (fraction >= 1)
        {
            return channels;
        }

        int rounded = (int)Math.Floor((fraction * channels / step) + Rounding) * step;
        return Math.Min(Math.Max(rounded, minimum), channels);
    }

    /// <summary>Channels that a group keeps at least: a whole number of arms, or all.</summary>
    /// <param name="least">Channels that it is to keep at least.</param>
    /// <param name="fraction">The fraction of its channels that it is to keep at least.</param>
    /// <param name="channels">Channels of the group.</param>
    /// <param name="arm">Channels of one of its arms.</param>
    public static int Minimum(int least, double fraction, int channels, int arm)
    {
        double wanted = Math.Max(least, Math.Ceiling((fraction * channels) - Rounding));
        return (int)Math.Min(Math.Ceiling(wanted / arm) * arm, channels);
    }

    /// <summary>Channels by which a group's width changes: the least common multiple of an arm and a number.</summary>
    /// <param name="multipleOf">What widths are to be a multiple of.</param>
    /// <param name="arm">Channels of one of its arms.</param>
    public static int Step(int multipleOf, int arm) => multipleOf / (int)BigInteger.GreatestCommonDivisor(multipleOf, arm) * arm;
}
