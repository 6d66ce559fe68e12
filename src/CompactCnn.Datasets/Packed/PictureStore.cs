namespace CompactCnn;

/// <summary>Where decoded pictures lie while they are worked with.</summary>
public enum PictureStore
{
    /// <summary>In a packed file of the user's cache where they take much, else in memory, where they are decoded anew as fast.</summary>
    Automatic,

    /// <summary>In memory; they are decoded at each load.</summary>
    Memory,

    /// <summary>In a packed file, whatever they take; it may be larger than memory.</summary>
    Packed,
}
