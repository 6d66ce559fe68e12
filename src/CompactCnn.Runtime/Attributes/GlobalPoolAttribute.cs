namespace CompactCnn;

/// <summary>The average over height and width: one value for each channel.</summary>
public sealed class GlobalPoolAttribute : LayerAttribute;
