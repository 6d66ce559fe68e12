namespace CompactCnn;

/// <summary>What the widths of groups that compete are to make as large as the budget allows.</summary>
public enum BudgetObjective
{
    /// <summary>
    /// The harmonic mean over the groups of the part of their saliency that is active: the group that lost most counts most,
    /// as the narrowest layer of a chain decides what passes it. The more a group has, the less another channel adds, so
    /// that no group starves; those stay wide whose saliency is spread over many channels. The scale of a group's
    /// saliencies makes no difference.
    /// </summary>
    HarmonicMean,

    /// <summary>
    /// The sum of the saliencies of all active channels. Saliencies of different groups must be comparable, and widths go
    /// to extremes: a convolution's cost is the product of two widths, so that a narrow group makes its neighbour cheap and
    /// a wide one makes it dear.
    /// </summary>
    Sum,
}
