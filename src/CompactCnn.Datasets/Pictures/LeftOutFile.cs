namespace CompactCnn;

/// <summary>A file, or a folder, of a data set that no image was made of.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Reason">Why, as a clause that follows the path: <c>is no picture ...</c>.</param>
public sealed record LeftOutFile(string Path, string Reason);
