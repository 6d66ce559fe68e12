namespace CompactCnn.CommandLine;

/// <summary>How training images are varied, by name.</summary>
internal static class CellAugmentation
{
    public const string None = "none";

    /// <summary>Shifted by up to 2 pixels: for digits and clothes of 28x28.</summary>
    public const string Shift = "shift";

    /// <summary>Shifted by up to 4 pixels and mirrored: for photographs of 32x32.</summary>
    public const string Standard = "standard";

    public static IReadOnlyList<string> Names { get; } = [None, Shift, Standard];

    /// <summary>The augmentation of a name; null for none.</summary>
    public static Augmentation? Named(string name) => name switch
    {
        Shift => new Augmentation { CropPadding = 2 },
        Standard => Augmentation.Standard,
        _ => null,
    };
}
