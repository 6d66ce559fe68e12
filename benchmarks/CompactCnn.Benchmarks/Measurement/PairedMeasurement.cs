using System.Diagnostics;

namespace CompactCnn.Benchmarks;

/// <summary>What a paired measurement came to.</summary>
/// <param name="Ratio">Median of the pairs' ratios, candidate over baseline.</param>
/// <param name="Low">Lower end of the 95 % bootstrap interval of the median.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="SelfRatio">The same median where the baseline is paired with itself: how far the machine can be trusted.</param>
/// <param name="BaselineMilliseconds">Median time of the baseline.</param>
internal sealed record PairedResult(double Ratio, double Low, double High, double SelfRatio, double BaselineMilliseconds)
{
    /// <summary>False where the machine is too noisy for a verdict.</summary>
    public bool Trusted => Math.Abs(SelfRatio - 1) <= 0.01;
}

/// <summary>
/// Times two actions in turn in one process, the candidate between two runs of the baseline: a machine whose speed swings by factors still
/// gives ratios that hold.
/// </summary>
internal static class PairedMeasurement
{
    private const int Resamples = 2000;

    /// <summary>Times them.</summary>
    /// <param name="baseline">The baseline.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="pairs">How often.</param>
    /// <param name="warmUps">How often before, untimed.</param>
    /// <param name="rest">A pause before every turn, for threads that the turn before has left spinning; absent: none.</param>
    public static PairedResult Run(Action baseline, Action candidate, int pairs, int warmUps = 5, TimeSpan rest = default) =>
        Run(() => Seconds(baseline, rest), () => Seconds(candidate, rest), pairs, warmUps);

    /// <summary>
    /// Times two steps as they are in training, where each follows one of its own: the turn of another leaves the caches cold,
    /// which a short step feels more than a long one. So each timed step comes after an untimed one.
    /// </summary>
    /// <inheritdoc cref="Run(Action, Action, int, int, TimeSpan)" path="/param"/>
    public static PairedResult RunSteps(Action baseline, Action candidate, int pairs) =>
        Run(() => SecondsOfSecond(baseline), () => SecondsOfSecond(candidate), pairs);

    /// <summary>Times the second of two steps.</summary>
    public static double SecondsOfSecond(Action step)
    {
        step();
        return Seconds(step);
    }

    /// <summary>Measures actions that say themselves how many seconds they took.</summary>
    public static PairedResult Run(Func<double> baseline, Func<double> candidate, int pairs, int warmUps = 5)
    {
        for (int i = 0; i < warmUps; i++)
        {
            baseline();
            candidate();
        }

        double[] ratios = new double[pairs];
        double[] selfRatios = new double[pairs];
        double[] baselines = new double[pairs];
        for (int i = 0; i < pairs; i++)
        {
            // The candidate between two runs of the baseline: a drift of the machine cancels.
            double first = baseline();
            double middle = candidate();
            double last = baseline();
            double mean = (first + last) / 2;
            ratios[i] = middle / mean;
            selfRatios[i] = i % 2 == 0 ? first / last : last / first;
            baselines[i] = mean * 1000;
        }

        (double low, double high) = Interval(ratios);
        return new PairedResult(Median(ratios), low, high, Median(selfRatios), Median(baselines));
    }

    /// <summary>Times an action.</summary>
    public static double Seconds(Action action, TimeSpan rest = default)
    {
        Thread.Sleep(rest);
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static (double Low, double High) Interval(double[] values)
    {
        var random = new Random(1);
        double[] medians = new double[Resamples];
        double[] sample = new double[values.Length];
        for (int r = 0; r < Resamples; r++)
        {
            for (int i = 0; i < sample.Length; i++)
            {
                sample[i] = values[random.Next(values.Length)];
            }

            medians[r] = Median(sample);
        }

        Array.Sort(medians);
        return (medians[(int)(0.025 * Resamples)], medians[(int)(0.975 * Resamples)]);
    }
}
