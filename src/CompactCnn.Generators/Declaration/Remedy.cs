namespace CompactCnn.Generators.Declaration;

/// <summary>A change of one option of one layer that mends an issue. Code fixes offer it.</summary>
/// <param name="Kind">Which option, and what becomes of it.</param>
/// <param name="Site">The layer's attribute.</param>
/// <param name="Layer">The layer's name.</param>
/// <param name="Width">The output channels that are set, where they are.</param>
internal sealed record Remedy(RemedyKind Kind, IssueSite Site, string Layer, int Width = 0);

/// <summary>The changes that mend issues.</summary>
internal enum RemedyKind
{
    /// <summary>The tie of an addition is accepted: <c>Coupling = Coupling.Shared</c>.</summary>
    AcceptCoupling,

    /// <summary>A layer's channels are all kept: <c>Prunable = false</c>.</summary>
    Exclude,

    /// <summary>A convolution gets other output channels.</summary>
    SetWidth,
}
