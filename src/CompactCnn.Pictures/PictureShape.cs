namespace CompactCnn;

/// <summary>The pixels that a picture becomes.</summary>
/// <param name="Channels">3: red, green, blue; 1: grey.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Pixels in a row.</param>
internal readonly record struct PictureShape(int Channels, int Height, int Width);
