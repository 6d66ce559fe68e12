namespace CompactCnn;

/// <summary>How the range of an activation's 256 values is chosen from what calibration images make of it.</summary>
public enum ActivationRanges
{
    /// <summary>From the smallest to the largest value that was seen.</summary>
    MinMax,

    /// <summary>The middle <see cref="StaticQuantization.Percentile"/> of the values; what lies outside is clipped.</summary>
    Percentile,

    /// <summary>The range with the least squared error of rounding and clipping together.</summary>
    SquaredError,
}
