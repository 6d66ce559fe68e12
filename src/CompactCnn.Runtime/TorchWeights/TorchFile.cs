using System.Collections.Immutable;
using System.Globalization;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Networks as PyTorch's safetensors files: its names, and nothing of CompactCnn's.</summary>
internal static class TorchFile
{
    /// <summary>How many differences a message names; the result of a load that is not strict has all.</summary>
    private const int MostNamed = 12;

    /// <summary>What the norms of the network that wrote a file add to the variance; PyTorch does not say it.</summary>
    private const string EpsilonKey = "norm_epsilon";

    /// <summary>Writes a network.</summary>
    public static void Save(Network network, string path, string? names)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ImmutableArray<TorchLayer> layers = TorchLayer.Of(network.Structure);
        TorchNaming naming = names is null ? TorchNaming.ForSaving(layers, network.Structure.Name) : TorchNaming.Given(names, layers, network.Structure.Name);
        Dictionary<string, string> byOwn = layers.Zip(naming.Layers).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal) { [EpsilonKey] = BatchNormOperation.Epsilon.ToString("R", CultureInfo.InvariantCulture) };
        SafetensorsWriter.WritePlain(path, texts, [.. NetworkTensors.Slots(network).Select(slot => (Renamed(slot.Name), slot.Read()))]);

        string Renamed(string name)
        {
            (string layer, string suffix) = TorchLayer.Split(name);
            return $"{byOwn[layer]}.{suffix}";
        }
    }

    /// <summary>Reads a file into a network: everything is compared and read before anything is changed.</summary>
    public static TorchResult Load(Network network, string path, TorchOptions options)
    {
        using SafetensorsReader reader = SafetensorsReader.Open(path, "save it again");
        Dictionary<string, Tensor> tensors = NetworkTensors.ByName(network);
        var matching = TorchMatching.Of(network.Structure, reader.Entries.Values, tensors[network.Structure.Tensors[0].Name].dtype, options.Names);
        Check(matching, network.Structure.Name, path, options.Strict);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        (Tensor Place, Tensor Values)[] read = [.. matching.Pairs.Select(pair => (tensors[pair.Tensor], reader.Read(reader.Entries[pair.InFile])))];
        foreach ((Tensor place, Tensor values) in read)
        {
            place.copy_(values.reshape(place.shape));
        }

        network.LoadWarnings = [.. Warnings(matching, network.Structure.Name, path, reader.Metadata.GetValueOrDefault(EpsilonKey))];
        return new TorchResult(matching);
    }

    /// <summary>The classes that a file's network distinguishes; libtorch is not needed.</summary>
    public static int ClassesOf(string path, ModelGraph declared, string? names)
    {
        using SafetensorsReader reader = SafetensorsReader.Open(path, "save it again");
        return TorchMatching.ClassesOf(declared, [.. reader.Entries.Values], names);
    }

    private static void Check(TorchMatching matching, string model, string path, bool strict)
    {
        if (matching.Pairs.IsEmpty)
        {
            throw new ModelFileException($"'{path}' has no tensor that fits '{model}'; give a file of the same architecture, or say by Names what it calls the layers");
        }

        if (strict && matching.Differences is { Length: > 0 and var count } differences)
        {
            string more = count > MostNamed ? FormattableString.Invariant($"; and {count - MostNamed} more") : "";
            throw new ModelFileException($"'{path}' does not fit '{model}' by {matching.Title}: {string.Join("; ", differences.Take(MostNamed))}{more}: give a file of the same architecture and classes, or load what fits by Strict = false");
        }
    }

    private static IEnumerable<string> Warnings(TorchMatching matching, string model, string path, string? stated)
    {
        if (matching.IsByOrder)
        {
            yield return $"'{path}' has names that are not known, so that its tensors were given to '{model}' by order and shape: if layers of the same shape stand in another order there, its answers are wrong; compare them, or say by Names what the file calls the layers";
        }

        double? epsilon = double.TryParse(stated, NumberStyles.Float, CultureInfo.InvariantCulture, out double own) ? own : matching.NormEpsilon;
        if (epsilon is not null && epsilon != BatchNormOperation.Epsilon)
        {
            yield return FormattableString.Invariant($"'{path}' has {matching.Title}, of a network whose norms add {epsilon} to the variance, but those of '{model}' add {BatchNormOperation.Epsilon}: its answers differ a little from PyTorch's");
        }
    }
}
