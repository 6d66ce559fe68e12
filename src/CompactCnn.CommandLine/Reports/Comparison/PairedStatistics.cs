namespace CompactCnn.CommandLine;

/// <summary>A mean over seeds, and how sure of it one can be.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="StandardError">Its standard error; null for fewer than two seeds.</param>
/// <param name="Count">Seeds.</param>
internal sealed record Estimate(double Mean, double? StandardError, int Count)
{
    /// <summary>The estimate from one value for each seed; null without any.</summary>
    public static Estimate? Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
            return null;

        double mean = values.Average();
        double? error = values.Count < 2
            ? null
            : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1) / values.Count);
        return new Estimate(mean, error, values.Count);
    }

    /// <summary>The mean difference of two methods over the seeds that both have; what seeds share cancels out.</summary>
    public static Estimate? OfDifference(IReadOnlyDictionary<long, double> values, IReadOnlyDictionary<long, double> reference) =>
        Of([.. values.Where(pair => reference.ContainsKey(pair.Key)).Select(pair => pair.Value - reference[pair.Key])]);

    /// <summary>As <c>92.21 ± 0.08</c>.</summary>
    public string Text(string format) => StandardError is { } error
        ? FormattableString.Invariant($"{Mean.ToString(format, System.Globalization.CultureInfo.InvariantCulture)} ± {error:F2}")
        : Mean.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
}
