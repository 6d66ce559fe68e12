namespace CompactCnn.Examples.Models;

/// <summary>A VGG for the 28x28 grey images of Fashion-MNIST, small enough to be trained on a laptop: what quickstart trains.</summary>
[CompactModel(channels: 1, height: 28, width: 28, Summary = "for Fashion-MNIST; what quickstart trains")]
[Conv(32), Conv(32), Pool]
[Conv(64), Conv(64), Pool]
[Conv(128), Conv(128), Pool]
[GlobalPool, Linear(10)]
public sealed partial class FashionVgg;
