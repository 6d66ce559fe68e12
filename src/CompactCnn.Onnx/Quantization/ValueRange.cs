namespace CompactCnn;

/// <summary>The values that a tensor takes; zero is among them, since padding and ReLU make it exactly.</summary>
internal readonly record struct ValueRange
{
    public ValueRange(double minimum, double maximum)
    {
        Minimum = Math.Min(0, minimum);
        Maximum = Math.Max(0, maximum);
    }

    public double Minimum { get; }

    public double Maximum { get; }

    /// <summary>What sums of two such values can be.</summary>
    public static ValueRange operator +(ValueRange left, ValueRange right) => new(left.Minimum + right.Minimum, left.Maximum + right.Maximum);
}
