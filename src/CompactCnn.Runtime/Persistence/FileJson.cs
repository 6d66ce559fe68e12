using System.Text.Json.Serialization;

namespace CompactCnn;

/// <summary>The lists and tables of files as JSON, without reflection: programs that are trimmed, and those of one file, have none.</summary>
[JsonSerializable(typeof(int[]))]
[JsonSerializable(typeof(int[][]))]
[JsonSerializable(typeof(float[]))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class FileJson : JsonSerializerContext;
