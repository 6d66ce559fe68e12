namespace CompactCnn;

/// <summary>
/// How the saliencies of the active channels of a group, or of the network, become rewards. The bandit's bonus is of order 1 while raw saliencies
/// are of order 1e-6 to 1e-3, so that without normalisation the choice degenerates to round robin.
/// </summary>
public enum SaliencyNormalization
{
    /// <summary>Divided by the largest.</summary>
    Max,

    /// <summary>Divided by the largest of the run so far.</summary>
    RunningMax,

    /// <summary>Divided by the mean.</summary>
    Mean,

    /// <summary>Divided by the root of the mean square.</summary>
    RootMeanSquare,

    /// <summary>Replaced by the rank, from 0 (least) to 1 (most); ties share their mean rank.</summary>
    Rank,

    /// <summary>Taken as they are.</summary>
    None,
}

/// <summary>What a normalisation compares.</summary>
public enum NormalizationScope
{
    /// <summary>The channels of each group among themselves.</summary>
    Group,

    /// <summary>All channels of the network, so that groups can be compared.</summary>
    Network,
}

/// <summary>
/// Turns saliencies into rewards; one for each group or one for the network, because the running maximum is remembered.
/// </summary>
/// <param name="kind">How.</param>
internal sealed class RewardScale(SaliencyNormalization kind) : IStateful
{
    private double _runningMax;

    /// <summary>Replaces saliencies, 0 or more and finite, by rewards. All zeros stay zeros.</summary>
    public void Normalize(Span<double> values)
    {
        switch (kind)
        {
            case SaliencyNormalization.None:
                return;
            case SaliencyNormalization.Rank:
                Rank(values);
                return;
            default:
                Divide(values, Divisor(values));
                return;
        }
    }

    public void Transfer(RunState state) => state.Transfer("running_max", ref _runningMax);

    private double Divisor(ReadOnlySpan<double> values)
    {
        double max = 0;
        double sum = 0;
        double squares = 0;
        foreach (double value in values)
        {
            max = Math.Max(max, value);
            sum += value;
            squares += value * value;
        }

        _runningMax = Math.Max(_runningMax, max);
        return kind switch
        {
            SaliencyNormalization.Max => max,
            SaliencyNormalization.RunningMax => _runningMax,
            SaliencyNormalization.Mean => sum / values.Length,
            SaliencyNormalization.RootMeanSquare => Math.Sqrt(squares / values.Length),
            _ => throw new InvalidOperationException($"normalisation {kind} divides by nothing"),
        };
    }

    private static void Divide(Span<double> values, double divisor)
    {
        if (divisor == 0)
        {
            return;
        }

        foreach (ref double value in values)
        {
            value /= divisor;
        }
    }

    private static void Rank(Span<double> values)
    {
        if (values.IndexOfAnyExcept(0.0) < 0)
        {
            return;
        }

        if (values.Length == 1)
        {
            values[0] = 1;
            return;
        }

        double[] sorted = values.ToArray();
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, order);
        for (int first = 0; first < sorted.Length;)
        {
            int last = first;
            while (last + 1 < sorted.Length && sorted[last + 1] == sorted[first])
            {
                last++;
            }

            for (int i = first; i <= last; i++)
            {
                values[order[i]] = (first + last) / 2.0 / (sorted.Length - 1);
            }

            first = last + 1;
        }
    }
}
