using System.Text.Json;
using System.Text.Json.Serialization;

namespace CompactCnn.WebService;

/// <summary>A class and how likely the network holds it to be.</summary>
internal sealed record ClassProbability(string Name, float Probability);

/// <summary>What the network answers.</summary>
/// <param name="Class">The likeliest class.</param>
/// <param name="Probability">Its probability, 0 to 1.</param>
/// <param name="Milliseconds">The time of the network alone.</param>
/// <param name="Classes">All classes, the likeliest first.</param>
internal sealed record Answer(string Class, float Probability, double Milliseconds, ClassProbability[] Classes);

/// <summary>What the page says of the network, and what it may send.</summary>
internal sealed record Description(string Model, int[] Input, string[] Classes, long Parameters, long Macs, string Formats, int MostBytes, long MostPixels);

/// <summary>Why a request was refused, in one sentence.</summary>
internal sealed record Refused(string Error);

/// <summary>JSON without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(Description))]
[JsonSerializable(typeof(Refused))]
[JsonSerializable(typeof(int[]))]
[JsonSerializable(typeof(float[]))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class ServiceJson : JsonSerializerContext;
