using CompactCnn;

/// <summary>Pictures of 1001 x 1002 x 1003 in, 1004 classes out.</summary>
[CompactModel(channels: 1001, height: 1002, width: 1003, Name = "template-model")]
[Conv(32), Conv(32), Pool]
[Conv(64), Conv(64), Pool]
[Conv(128), Conv(128), Pool]
[GlobalPool, Linear(1004)]
public sealed partial class TemplateModel;
