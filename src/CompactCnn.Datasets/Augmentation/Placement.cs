namespace CompactCnn;

/// <summary>What becomes of one image: mirrored or not, then padded on every side, then cut out.</summary>
/// <param name="Down">The row of the padded image at which the part that is cut out begins.</param>
/// <param name="Right">The column of the padded image at which it begins.</param>
/// <param name="IsMirrored">Whether the image is mirrored left to right.</param>
internal readonly record struct Placement(int Down, int Right, bool IsMirrored);
