namespace CompactCnn;

/// <summary>Pictures of a packed file, in the order in which they were asked for.</summary>
/// <param name="Pictures">The file.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="Rows">The place in the file of each.</param>
/// <param name="Refused">Why some could not be read, by their place in the order.</param>
internal sealed record PackedPart(PackedPictures Pictures, string Path, int[] Rows, IReadOnlyDictionary<int, string> Refused) : IDisposable
{
    public void Dispose() => Pictures.Dispose();
}
