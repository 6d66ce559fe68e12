namespace CompactCnn;

/// <summary>What precedes the bytes of a data element.</summary>
/// <param name="Type">Their type; not checked.</param>
/// <param name="Size">How many they are; not checked.</param>
/// <param name="Position">Where the tag begins.</param>
/// <param name="IsSmall">Whether the bytes, at most four, lie in the tag itself.</param>
internal readonly record struct MatTag(MatType Type, uint Size, long Position, bool IsSmall)
{
    /// <summary>Bytes of a tag; elements of an array begin at multiples of it.</summary>
    public const int Alignment = 8;

    /// <summary>Bytes from the end of the data to the next element.</summary>
    public int Padding => IsSmall ? (int)(sizeof(uint) - Size) : (int)(-Size & (Alignment - 1));
}
