namespace CompactCnn.Generators.Declaration;

/// <summary>A change of one option of a layer, or of the marker, that mends an issue. Code fixes offer it.</summary>
/// <param name="Kind">Which option, and what becomes of it.</param>
/// <param name="Site">The attribute.</param>
/// <param name="Layer">Name of the layer, or of the model.</param>
/// <param name="Width">The output channels that are set, where they are.</param>
internal sealed record Remedy(RemedyKind Kind, IssueSite Site, string Layer, int Width = 0);

/// <summary>The changes that mend issues.</summary>
internal enum RemedyKind
{
    /// <summary>The tie of an addition is accepted: <c>Coupling = Coupling.Shared</c>.</summary>
    AcceptCoupling,

    /// <summary>All ties of the model are accepted: <c>Coupling = Coupling.Shared</c> on the marker.</summary>
    AcceptAllCouplings,

    /// <summary>A layer's channels are all kept: <c>Prunable = false</c>.</summary>
    Exclude,

    /// <summary>A convolution gets other output channels.</summary>
    SetWidth,
}
