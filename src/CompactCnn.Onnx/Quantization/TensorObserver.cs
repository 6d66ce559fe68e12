using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>What one tensor was over all calibration images.</summary>
/// <param name="rank">Its dimensions.</param>
internal sealed class TensorObserver(int rank)
{
    private const int Bins = 2048;

    private double _minimum = double.PositiveInfinity;
    private double _maximum = double.NegativeInfinity;
    private double[]? _counts;

    /// <summary>Its dimensions, the batch included.</summary>
    public int Rank => rank;

    /// <summary>Whether a value was NaN or infinite.</summary>
    public bool IsNotFinite => !double.IsFinite(_minimum) || !double.IsFinite(_maximum);

    /// <summary>First time: looks at the extremes.</summary>
    public void Extend(Tensor values)
    {
        using Tensor least = values.min();
        using Tensor most = values.max();
        using Tensor leastDouble = least.to(ScalarType.Float64);
        using Tensor mostDouble = most.to(ScalarType.Float64);
        double low = leastDouble.item<double>();
        double high = mostDouble.item<double>();
        // Math.Min keeps NaN.
        _minimum = Math.Min(_minimum, low);
        _maximum = Math.Max(_maximum, high);
    }

    /// <summary>Second time: counts the values between the extremes.</summary>
    public void Count(Tensor values)
    {
        _counts ??= new double[Bins];
        double width = _maximum - _minimum;
        if (width <= 0)
        {
            _counts[0] += values.NumberOfElements;
            return;
        }

        using var scope = NewDisposeScope();
        Tensor places = values.flatten().to(ScalarType.Float32).sub(_minimum).mul(Bins / width).to(ScalarType.Int64).clamp(0, Bins - 1);
        long[] counts = [.. places.bincount(null, Bins).cpu().data<long>()];
        for (int i = 0; i < Bins; i++)
        {
            _counts[i] += counts[i];
        }
    }

    /// <summary>The range that was asked for.</summary>
    public ValueRange Range(StaticQuantization settings) => settings.Ranges switch
    {
        ActivationRanges.Percentile => PercentileRange(settings.Percentile),
        ActivationRanges.SquaredError => LeastErrorRange(),
        _ => new ValueRange(_minimum, _maximum),
    };

    private ValueRange PercentileRange(double percentile)
    {
        double outside = _counts!.Sum() * (100 - percentile) / 200;
        int first = 0;
        for (double seen = _counts![0]; seen <= outside && first < Bins - 1; seen += _counts[first])
        {
            first++;
        }

        int last = Bins - 1;
        for (double seen = _counts[last]; seen <= outside && last > first; seen += _counts[last])
        {
            last--;
        }

        double width = (_maximum - _minimum) / Bins;
        return new ValueRange(_minimum + (first * width), _minimum + ((last + 1) * width));
    }

    /// <summary>Both ends are brought in by the same share: a grid of two dimensions finds ranges that are hardly better.</summary>
    private ValueRange LeastErrorRange()
    {
        const int Candidates = 100;
        var best = new ValueRange(_minimum, _maximum);
        double least = double.PositiveInfinity;
        for (int i = Candidates; i > Candidates / 5; i--)
        {
            double share = (double)i / Candidates;
            var range = new ValueRange(_minimum * share, _maximum * share);
            double error = Error(range);
            if (error < least)
            {
                (best, least) = (range, error);
            }
        }

        return best;
    }

    private double Error(ValueRange range)
    {
        double step = (range.Maximum - range.Minimum) / byte.MaxValue;
        double width = (_maximum - _minimum) / Bins;
        double error = 0;
        for (int i = 0; i < Bins; i++)
        {
            double value = _minimum + ((i + 0.5) * width);
            double clipped = value - Math.Clamp(value, range.Minimum, range.Maximum);
            error += _counts![i] * ((step * step / 12) + (clipped * clipped));
        }

        return error;
    }
}
