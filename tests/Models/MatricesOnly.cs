namespace CompactCnn.Models;

/// <summary>Neither norms nor biases: no parameter is a vector.</summary>
[CompactModel(channels: 3, height: 9, width: 9)]
[Conv(6, Norm = Norm.None, Bias = false), Pool, Conv(7, Norm = Norm.None, Bias = false)]
[GlobalPool, Linear(5, Bias = false)]
public sealed partial class MatricesOnly;
