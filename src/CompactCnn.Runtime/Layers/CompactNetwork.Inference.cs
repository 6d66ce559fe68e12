namespace CompactCnn;

public abstract partial class CompactNetwork
{
    /// <summary>
    /// Folds the norms into the layers before them: the same answers as in evaluation mode, in fewer operations. The
    /// compact network stays as it is, and what becomes of it later does not change the fused one.
    /// </summary>
    /// <returns>A network for answers only, on this one's device; the caller owns it.</returns>
    public FusedNetwork Fuse() => new(this);
}
