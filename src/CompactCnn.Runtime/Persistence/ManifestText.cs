using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CompactCnn;

/// <summary>The manifest as key-value texts: what safetensors and ONNX files carry. Lists are JSON.</summary>
internal static class ManifestText
{
    /// <summary>The key that says that a file is of this library, and of which version of its texts.</summary>
    public const string Key = "compactcnn";

    /// <summary>The version that is written.</summary>
    public const string Version = "3";

    /// <summary>The key of the full name of the model's class, which files of before do not have.</summary>
    public const string ClassKey = "class";

    /// <summary>Files of this version do not say what their declaration was.</summary>
    private const int WithoutDeclaration = 1;

    private const string OutputsKey = "outputs";
    private const int MostOutputs = 1 << 24;
    private const string OperationsKey = "operations";
    private const string Full = "full";
    private const string Compact = "compact";

    /// <summary>Writes a manifest.</summary>
    public static Dictionary<string, string> Of(NetworkManifest manifest)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Key] = Version,
            ["model"] = manifest.Model,
            ["network"] = manifest.IsCompact ? Compact : Full,
            ["input"] = JsonSerializer.Serialize([manifest.Input.Channels, manifest.Input.Height, manifest.Input.Width], FileJson.Default.Int32Array),
            ["widths"] = JsonSerializer.Serialize([.. manifest.Widths], FileJson.Default.Int32Array),
            ["norm_epsilon"] = manifest.NormEpsilon.ToString("R", CultureInfo.InvariantCulture),
            ["parameters"] = manifest.Parameters.ToString(CultureInfo.InvariantCulture),
            ["macs"] = manifest.Macs.ToString(CultureInfo.InvariantCulture),
        };
        if (manifest.FullName is { } fullName)
        {
            texts[ClassKey] = fullName;
        }

        if (manifest.Classes is { } outputs)
        {
            texts[OutputsKey] = outputs.ToString(CultureInfo.InvariantCulture);
        }

        if (manifest.Keep is { } keep)
        {
            texts["keep"] = JsonSerializer.Serialize([.. keep.Select(group => group.ToArray())], FileJson.Default.Int32ArrayArray);
        }

        if (manifest.Operations is { } operations)
        {
            texts[OperationsKey] = JsonSerializer.Serialize([.. operations], FileJson.Default.StringArray);
        }

        if (manifest.Usage is { } usage)
        {
            texts["classes"] = JsonSerializer.Serialize([.. usage.ClassNames], FileJson.Default.StringArray);
            texts["mean"] = JsonSerializer.Serialize([.. usage.Mean], FileJson.Default.SingleArray);
            texts["deviation"] = JsonSerializer.Serialize([.. usage.Deviation], FileJson.Default.SingleArray);
        }

        return texts;
    }

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="ModelFileException">A key is missing or has a value that cannot be.</exception>
    public static NetworkManifest Parse(IReadOnlyDictionary<string, string> texts, string path)
    {
        CheckFormat(texts, path);
        string kind = Text(texts, path, "network");
        if (kind is not (Full or Compact))
        {
            throw new ModelFileException($"'{path}' has the network {UntrustedText.Quote(kind)}, but '{Full}' or '{Compact}' was expected; save the network again");
        }

        return new NetworkManifest
        {
            Model = Text(texts, path, "model"),
            FullName = texts.GetValueOrDefault(ClassKey),
            IsCompact = kind == Compact,
            Input = List(texts, path, "input", FileJson.Default.Int32Array) is [> 0 and var channels, > 0 and var height, > 0 and var width]
                ? new FeatureShape(channels, height, width)
                : throw No(path, "input", "list of three numbers above 0"),
            Widths = [.. List(texts, path, "widths", FileJson.Default.Int32Array)],
            Classes = !texts.ContainsKey(OutputsKey) ? null
                : Whole(texts, path, OutputsKey) is >= 1 and <= MostOutputs and var outputs ? (int)outputs
                : throw No(path, OutputsKey, "whole number of 1 to 16777216"),
            Keep = texts.ContainsKey("keep") ? Groups(List(texts, path, "keep", FileJson.Default.Int32ArrayArray), path) : null,
            NormEpsilon = double.TryParse(Text(texts, path, "norm_epsilon"), NumberStyles.Float, CultureInfo.InvariantCulture, out double epsilon)
                ? epsilon
                : throw No(path, "norm_epsilon", "number"),
            Usage = Usage(texts, path),
            Operations = Operations(texts, path),
            Parameters = Whole(texts, path, "parameters"),
            Macs = Whole(texts, path, "macs"),
        };
    }

    /// <summary>Refuses the texts of anything but this network.</summary>
    /// <exception cref="ModelFileException">They are of another format, model or kind of network.</exception>
    public static void CheckKind(IReadOnlyDictionary<string, string> texts, ModelGraph model, bool compact, string path)
    {
        CheckFormat(texts, path);
        if (!texts.TryGetValue("model", out string? name))
        {
            Expect(texts, path, "model", model.Name);
        }
        else if (!ModelNames.IsOf(model, name, texts.GetValueOrDefault(ClassKey)))
        {
            throw new ModelFileException($"'{path}' has {ModelNames.Difference(model, name, texts.GetValueOrDefault(ClassKey), "load")}");
        }

        Expect(texts, path, "network", compact ? Compact : Full);
    }

    /// <summary>Which version of this library's texts a file has, in words; null where it has none. Until version 2 it was the file's format.</summary>
    public static string? VersionOf(IReadOnlyDictionary<string, string> texts) =>
        texts.TryGetValue(Key, out string? version) ? version : texts.GetValueOrDefault("format") == Key ? texts.GetValueOrDefault("format_version", "") : null;

    /// <summary>Whether a version is read here.</summary>
    /// <param name="version">As the file says it.</param>
    /// <param name="oldest">The oldest that is read.</param>
    public static bool IsKnown(string version, int oldest = WithoutDeclaration) =>
        Enumerable.Range(oldest, 3 - oldest + 1).Any(known => version == known.ToString(CultureInfo.InvariantCulture));

    private static void CheckFormat(IReadOnlyDictionary<string, string> texts, string path)
    {
        if (VersionOf(texts) is not { } version)
        {
            throw new ModelFileException($"'{path}' has no texts of CompactCnn's, so that another program wrote it; where that saved a file of CompactCnn again, have it keep the texts (in Python save_file(tensors, path, metadata=safe_open(...).metadata())), else save the network again; weights of PyTorch's are read by LoadTorch");
        }

        if (!IsKnown(version))
        {
            throw new ModelFileException($"'{path}' has version {UntrustedText.Quote(version)} of CompactCnn's texts, but 1 to {Version} are read here; load it with the version of the library that wrote it");
        }
    }

    private static ImmutableArray<string>? Operations(IReadOnlyDictionary<string, string> texts, string path)
    {
        if (VersionOf(texts) == "1" && !texts.ContainsKey(OperationsKey))
        {
            return null;
        }

        string?[] lines = List(texts, path, OperationsKey, FileJson.Default.StringArray);
        return lines.Contains(null) ? throw No(path, OperationsKey, "list of texts") : [.. lines!];
    }

    private static void Expect(IReadOnlyDictionary<string, string> texts, string path, string key, string expected)
    {
        string? found = texts.GetValueOrDefault(key);
        if (!string.Equals(found, expected, StringComparison.Ordinal))
        {
            throw new ModelFileException($"'{path}' has {(found is null ? $"no {key}" : $"the {key} {UntrustedText.Quote(found)}")}, but '{expected}' was expected; load it as the model that wrote it");
        }
    }

    private static NetworkUsage? Usage(IReadOnlyDictionary<string, string> texts, string path)
    {
        if (!texts.ContainsKey("classes") && !texts.ContainsKey("mean") && !texts.ContainsKey("deviation"))
        {
            return null;
        }

        string[] classes = List(texts, path, "classes", FileJson.Default.StringArray);
        float[] mean = List(texts, path, "mean", FileJson.Default.SingleArray);
        float[] deviation = List(texts, path, "deviation", FileJson.Default.SingleArray);
        try
        {
            return new NetworkUsage(classes, mean, deviation);
        }
        catch (ArgumentException exception)
        {
            throw new ModelFileException($"'{path}' has classes, mean or deviation that cannot be; save the network again", exception);
        }
    }

    private static ImmutableArray<ImmutableArray<int>> Groups(int[]?[] keep, string path) =>
        [.. keep.Select(group => group is null ? throw No(path, "keep", "list of lists of numbers") : group.ToImmutableArray())];

    private static string Text(IReadOnlyDictionary<string, string> texts, string path, string key) =>
        texts.TryGetValue(key, out string? text) ? text : throw new ModelFileException($"'{path}' has no {key}; save the network again");

    private static long Whole(IReadOnlyDictionary<string, string> texts, string path, string key) =>
        long.TryParse(Text(texts, path, key), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : throw No(path, key, "whole number of 0 or more");

    private static T List<T>(IReadOnlyDictionary<string, string> texts, string path, string key, JsonTypeInfo<T> type)
        where T : class
    {
        string text = Text(texts, path, key);
        string what = type.Type == typeof(string[]) ? "list of texts" : type.Type == typeof(int[][]) ? "list of lists of numbers" : "list of numbers";
        try
        {
            return JsonSerializer.Deserialize(text, type) ?? throw No(path, key, what);
        }
        catch (JsonException exception)
        {
            throw No(path, key, what, exception);
        }
    }

    private static ModelFileException No(string path, string key, string what, Exception? inner = null) =>
        new($"'{path}' has {key} that {(key.EndsWith('s') ? "are" : "is")} no {what}; save the network again", inner!);
}
