namespace CompactCnn;

/// <summary>What the saliency of a channel is counted for. Within a group it makes no difference, between groups it decides.</summary>
public enum SaliencyScale
{
    /// <summary>
    /// For an element of its feature map, as published (Molchanov et al., ICLR 2017, arXiv 1611.06440): a channel of a small
    /// feature map weighs more than one of a large map that changes the loss as much.
    /// </summary>
    Element,

    /// <summary>For the whole channel: the first-order estimate of how the loss changes if it is removed.</summary>
    Channel,
}

/// <summary>What the sum over a channel's feature map is divided by.</summary>
internal static class SaliencyDivisors
{
    /// <summary>One for each group: the elements of a feature map, or 1.</summary>
    public static double[] Of(ModelGraph graph, SaliencyScale scale)
    {
        Dictionary<string, Operation> operations = graph.Operations.ToDictionary(operation => operation.Name, StringComparer.Ordinal);
        return [.. graph.Groups.Select(group => scale switch
        {
            SaliencyScale.Element => (double)operations[group.Producers[0]].Height * operations[group.Producers[0]].Width,
            SaliencyScale.Channel => 1,
            _ => throw new ArgumentOutOfRangeException(nameof(scale), scale, "there is no such scale"),
        })];
    }

    /// <summary>The scale where none was asked for: only whole channels of different groups compare.</summary>
    public static SaliencyScale Default(NormalizationScope compared) =>
        compared == NormalizationScope.Network ? SaliencyScale.Channel : SaliencyScale.Element;
}
