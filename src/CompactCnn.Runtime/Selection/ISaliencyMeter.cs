namespace CompactCnn;

/// <summary>Measures the saliency of every active arm of a step.</summary>
internal interface ISaliencyMeter
{
    /// <summary>Gets ready for the steps of a network that was made anew.</summary>
    /// <param name="network">The active network.</param>
    void Attach(CompactNetwork network);

    /// <summary>
    /// For each group the saliency of its arms in the network, after a backward pass and before weight decay or clipping
    /// touch the gradients.
    /// </summary>
    /// <param name="parameters">Parameters and gradients of the active network.</param>
    /// <param name="widths">Channels of each group in it.</param>
    double[][] Measure(FlatParameters parameters, IReadOnlyList<int> widths);
}

/// <summary>The meters by their form.</summary>
internal static class SaliencyMeters
{
    /// <summary>The meter of a form.</summary>
    public static ISaliencyMeter Create(ModelGraph graph, SaliencyForm form, SaliencyScale scale) =>
        form == SaliencyForm.PerSample ? new SampleSaliencyMeter(graph, scale) : new SaliencyMeter(graph, form, scale);
}
