namespace CompactCnn;

/// <summary>What a norm knows of each channel of a batch.</summary>
/// <param name="count">Values of a channel.</param>
/// <param name="gammas">The norm's scales.</param>
/// <param name="betas">The norm's shifts.</param>
/// <param name="epsilon">What is added to a variance.</param>
internal sealed class NormalizedChannels(long count, float[] gammas, float[] betas, double epsilon)
{
    /// <summary>Values of a channel.</summary>
    public long Count => count;

    /// <summary>The mean of each channel.</summary>
    public double[] Means { get; } = new double[gammas.Length];

    /// <summary>The mean square of the distance to the mean.</summary>
    public double[] Variances { get; } = new double[gammas.Length];

    /// <summary>The output before the ReLU is value times this ...</summary>
    public float[] Scales { get; } = new float[gammas.Length];

    /// <summary>... and this.</summary>
    public float[] Offsets { get; } = new float[gammas.Length];

    /// <summary>Takes the moments of a channel.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="origin">What was taken from every value before it was summed.</param>
    /// <param name="sum">The sum of the values less the origin.</param>
    /// <param name="squares">The sum of their squares.</param>
    public void Finish(int channel, double origin, double sum, double squares)
    {
        double mean = sum / count;
        double variance = Math.Max(0, (squares / count) - (mean * mean));
        // NaN must not become 0.
        variance = double.IsNaN(squares) ? double.NaN : variance;
        Means[channel] = origin + mean;
        Variances[channel] = variance;
        double scale = gammas[channel] / Math.Sqrt(variance + epsilon);
        Scales[channel] = (float)scale;
        Offsets[channel] = (float)(betas[channel] - (Means[channel] * scale));
    }

    /// <summary>The gradient of a channel: g, x and 1 times these, where g is the gradient of what is above 0.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="gradients">The sum of g.</param>
    /// <param name="products">The sum of g times the distance of the value to the mean.</param>
    /// <param name="ofScale">The gradient of the norm's scale.</param>
    /// <returns>The factors of x and of 1; that of g is the channel's scale.</returns>
    public (float Value, float One) Gradient(int channel, double gradients, double products, out float ofScale)
    {
        double inverse = 1 / Math.Sqrt(Variances[channel] + epsilon);
        double scale = gammas[channel] * inverse;
        double slope = products * inverse;
        ofScale = (float)slope;
        double ofValue = -scale * inverse * slope / count;
        return ((float)ofValue, (float)((-scale * gradients / count) - (Means[channel] * ofValue)));
    }
}
