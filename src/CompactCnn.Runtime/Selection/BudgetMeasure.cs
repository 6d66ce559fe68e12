namespace CompactCnn;

/// <summary>What a budget limits.</summary>
public enum BudgetMeasure
{
    /// <summary>The channels of every group, each by the same fraction: widths are given, saliency chooses among equals.</summary>
    ChannelsOfEachGroup,

    /// <summary>The channels of all groups together: saliency decides the widths too.</summary>
    Channels,

    /// <summary>The parameters of the active network.</summary>
    Parameters,

    /// <summary>The multiply-accumulates of the active network, for one image.</summary>
    Macs,
}

/// <summary>
/// Which groups compete for a budget of the whole network. Channels of different places are hard to compare, and a budget
/// over all of them may starve some; within a scope they are alike, and every scope gets the same fraction.
/// </summary>
public enum BudgetScope
{
    /// <summary>All groups compete.</summary>
    Network,

    /// <summary>Groups whose feature maps are equally large compete.</summary>
    Resolution,

    /// <summary>
    /// Groups that the same kinds of layers make and read compete, as in isomorphic pruning (Fang et al., ECCV 2024, arXiv 2407.04616).
    /// </summary>
    Structure,

    /// <summary>No groups compete: the same fraction of each, as large as the limit allows.</summary>
    Group,
}
