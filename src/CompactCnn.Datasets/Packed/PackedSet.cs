namespace CompactCnn;

/// <summary>The pictures of a folder, decoded once and packed into a file of the user's cache.</summary>
/// <param name="Folder">The folder of the pictures.</param>
/// <param name="ImageShape">The size to which they were brought.</param>
/// <param name="Count">How many pictures.</param>
/// <param name="Path">The packed file.</param>
/// <param name="Bytes">Bytes that it takes.</param>
public sealed record PackedSet(string Folder, FeatureShape ImageShape, int Count, string Path, long Bytes)
{
    /// <summary>What is wrong with the file, as a clause that goes on from its name; null where nothing is. The pixels are checked when they are loaded.</summary>
    public string? Fault { get; internal init; }
}
