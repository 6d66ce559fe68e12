namespace CompactCnn.Models;

/// <summary>A small VGG as published, without norms: hidden linear layers behind a flattened 4x4 feature map.</summary>
[CompactModel(channels: 3, height: 16, width: 16)]
[Conv(6, Norm = Norm.None), Conv(6, Norm = Norm.None), Pool]
[Conv(10, Norm = Norm.None), Conv(10, Norm = Norm.None), Pool]
[Linear(24), Dropout(0.5), Linear(16), Dropout(0.5), Linear(7)]
public sealed partial class PlainVggTwin;
