namespace CompactCnn.Benchmarks;

/// <summary>Finds out which format makes steps the fastest, which depends on the processor and on the widths.</summary>
internal static class FormatTrial
{
    private const int Turns = 15;

    /// <summary>By the medians of a few turns: one after another, a change of the machine's speed would decide.</summary>
    /// <param name="network">The network.</param>
    /// <param name="fraction">Its active channels.</param>
    /// <param name="formats">What to choose from.</param>
    public static StepFormat Fastest(BenchmarkNetwork network, double fraction, IReadOnlyList<StepFormat> formats)
    {
        FormattedStep[] steps = [.. formats.Select(format => new FormattedStep(network, fraction, format))];
        double[][] turns = [.. Enumerable.Range(0, Turns).Select(_ => steps.Select(step => step.Seconds()).ToArray())];
        foreach (FormattedStep step in steps)
        {
            step.Dispose();
        }

        return formats[Enumerable.Range(0, steps.Length).MinBy(index => turns.Select(turn => turn[index]).Order().ElementAt(Turns / 2))];
    }
}
