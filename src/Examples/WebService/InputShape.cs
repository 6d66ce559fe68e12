namespace CompactCnn.WebService;

/// <summary>One image, as the network takes it.</summary>
/// <param name="Channels">3: red, green, blue; 1: grey.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Pixels in a row.</param>
internal readonly record struct InputShape(int Channels, int Height, int Width)
{
    /// <summary>Numbers in it.</summary>
    public int Elements => Channels * Height * Width;
}
