namespace CompactCnn;

/// <summary>What the integers of an activation stand for: <c>scale (q - zero)</c>.</summary>
/// <param name="Scale">The step from one integer to the next.</param>
/// <param name="Zero">The integer that stands for 0.</param>
/// <param name="IsSigned">int8 around 0 instead of uint8.</param>
internal sealed record ActivationScale(float Scale, int Zero, bool IsSigned)
{
    private const int Steps = byte.MaxValue;

    /// <summary>The scale that spans a range.</summary>
    public static ActivationScale Of(ValueRange range, bool symmetric)
    {
        double width = symmetric ? 2 * Math.Max(-range.Minimum, range.Maximum) : range.Maximum - range.Minimum;
        // A tensor that is always 0 has any scale; below the smallest normal number division is not exact.
        float scale = width / Steps < 1e-30 ? 1 : (float)(symmetric ? width / (2 * sbyte.MaxValue) : width / Steps);
        return new ActivationScale(scale, symmetric ? 0 : Math.Clamp((int)Math.Round(-range.Minimum / scale), 0, Steps), symmetric);
    }
}
