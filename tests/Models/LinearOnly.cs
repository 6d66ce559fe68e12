namespace CompactCnn.Models;

/// <summary>The smallest model: a classifier on the pixels.</summary>
[CompactModel(channels: 1, height: 5, width: 4)]
[Linear(3)]
public sealed partial class LinearOnly;
