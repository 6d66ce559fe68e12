using System.Text.Json.Serialization;

namespace CompactCnn;

/// <summary>The lists of a manifest as JSON, without reflection.</summary>
[JsonSerializable(typeof(int[]))]
[JsonSerializable(typeof(int[][]))]
[JsonSerializable(typeof(float[]))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class ManifestJson : JsonSerializerContext;
