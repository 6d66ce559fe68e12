using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CompactCnn.WebService;

/// <summary>What an exported network says of itself, under the keys that docs/deployment.md lists.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Input">Shape of an image.</param>
/// <param name="Classes">Names of the classes, in the order of the network's answers.</param>
/// <param name="Mean">Mean of each channel, in units where white is 1.</param>
/// <param name="Deviation">Deviation of each channel, in the same units.</param>
/// <param name="Parameters">Number of parameters.</param>
/// <param name="Macs">Multiply-accumulates for one image.</param>
internal sealed record NetworkMetadata(string Model, InputShape Input, string[] Classes, float[] Mean, float[] Deviation, long Parameters, long Macs)
{
    /// <summary>Larger pictures than this are not classified by any network of the zoo.</summary>
    private const int LargestSide = 4096;

    /// <summary>Reads the metadata of a file.</summary>
    /// <param name="texts">Its keys and values.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="StartException">A key is missing or has a value that cannot be.</exception>
    public static NetworkMetadata Of(IReadOnlyDictionary<string, string> texts, string path)
    {
        InputShape input = List(texts, path, "input", ServiceJson.Default.Int32Array) is [(1 or 3) and var channels, > 0 and <= LargestSide and var height, > 0 and <= LargestSide and var width]
            ? new InputShape(channels, height, width)
            : throw No(path, "input", $"[channels,height,width] with 1 or 3 channels and sides of 1 to {LargestSide} pixels");
        string[] classes = List(texts, path, "classes", ServiceJson.Default.StringArray);
        float[] mean = List(texts, path, "mean", ServiceJson.Default.SingleArray);
        float[] deviation = List(texts, path, "deviation", ServiceJson.Default.SingleArray);
        if (classes.Length < 2 || classes.Any(string.IsNullOrWhiteSpace))
            throw No(path, "classes", "two names or more");

        if (mean.Length != input.Channels || !mean.All(float.IsFinite))
            throw No(path, "mean", $"{input.Channels} numbers, one for each channel");

        if (deviation.Length != input.Channels || !deviation.All(value => value > 0 && float.IsFinite(value)))
            throw No(path, "deviation", $"{input.Channels} numbers above 0, one for each channel");

        return new NetworkMetadata(Text(texts, path, "model"), input, classes, mean, deviation, Count(texts, path, "parameters"), Count(texts, path, "macs"));
    }

    private static string Text(IReadOnlyDictionary<string, string> texts, string path, string key) => texts.TryGetValue(key, out string? text)
        ? text
        : throw new StartException($"'{path}' does not say its {key}; export it by CompactCnn from a network that was saved with its Usage set");

    private static long Count(IReadOnlyDictionary<string, string> texts, string path, string key) =>
        long.TryParse(Text(texts, path, key), NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : throw No(path, key, "a whole number of 0 or more");

    private static T[] List<T>(IReadOnlyDictionary<string, string> texts, string path, string key, JsonTypeInfo<T[]> type)
    {
        try
        {
            return JsonSerializer.Deserialize(Text(texts, path, key), type) ?? throw No(path, key, "a list");
        }
        catch (JsonException fault)
        {
            throw No(path, key, "a list", fault);
        }
    }

    private static StartException No(string path, string key, string expected, Exception? fault = null) =>
        new($"'{path}' has metadata '{key}' that cannot be, for {expected} was expected; export the network again", fault);
}
