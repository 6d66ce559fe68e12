namespace CompactCnn;

/// <summary>How far the pictures of a folder are read.</summary>
/// <param name="Read">Pictures read so far, those that cannot be used among them.</param>
/// <param name="Total">Pictures of all parts of the folder.</param>
public readonly record struct PictureProgress(int Read, int Total);
