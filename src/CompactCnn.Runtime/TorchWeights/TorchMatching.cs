using System.Collections.Immutable;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Which tensor of a file is which of a network: by the names of the naming that finds most, where it finds half of them or
/// more, else by order and shape. Nothing but names, shapes and types is read.
/// </summary>
internal sealed class TorchMatching
{
    private const string OrderAndShape = "order and shape";

    private readonly ImmutableArray<TorchLayer> _layers;
    private readonly ModelGraph _graph;
    private readonly SafetensorsEntry[] _entries;
    private readonly ScalarType _type;
    private readonly List<TorchPair> _pairs = [];
    private readonly List<string> _missing = [];
    private readonly List<string> _differences = [];
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private TorchNaming? _naming;

    private TorchMatching(ModelGraph graph, IEnumerable<SafetensorsEntry> entries, ScalarType type)
    {
        _graph = graph;
        _layers = TorchLayer.Of(graph);
        _entries = [.. entries];
        _type = type;
    }

    /// <summary>By what the tensors were found.</summary>
    public string Title => _naming?.Title ?? OrderAndShape;

    /// <summary>What the names' network adds to a norm's variance.</summary>
    public double? NormEpsilon => _naming?.NormEpsilon;

    /// <summary>Whether nothing but order and shape was found to go by.</summary>
    public bool IsByOrder => _naming is null;

    /// <summary>What fits.</summary>
    public ImmutableArray<TorchPair> Pairs => [.. _pairs];

    /// <summary>The network's tensors without a partner.</summary>
    public ImmutableArray<string> Missing => [.. _missing];

    /// <summary>The file's tensors without a partner.</summary>
    public ImmutableArray<string> LeftOver => [.. _entries.Select(entry => entry.Name).Where(name => !_used.Contains(name))];

    /// <summary>Everything that does not fit, a clause each.</summary>
    public ImmutableArray<string> Differences => [.. _differences];

    /// <summary>Compares a network with a file.</summary>
    /// <param name="graph">The network's graph.</param>
    /// <param name="entries">The file's tensors.</param>
    /// <param name="type">The type of the network's parameters.</param>
    /// <param name="names">The file's names of the network's layers; null: those that are known.</param>
    public static TorchMatching Of(ModelGraph graph, IEnumerable<SafetensorsEntry> entries, ScalarType type, string? names = null)
    {
        var matching = new TorchMatching(graph, entries, type);
        matching._naming = matching.NamingOf(names);
        if (matching._naming is { } naming)
        {
            matching.MatchByName(naming);
        }
        else
        {
            matching.MatchByOrder();
        }

        matching.NameLeftOver();
        return matching;
    }

    /// <summary>How many classes the file's classifier distinguishes, if it is found by its name; else those of the graph.</summary>
    public static int ClassesOf(ModelGraph graph, IReadOnlyCollection<SafetensorsEntry> entries, string? names)
    {
        if (graph.Classifier is not { } classifier)
        {
            return graph.Classes;
        }

        var matching = new TorchMatching(graph, entries, ScalarType.Float32);
        string weight = graph.Operations[classifier].Tensors[0].Name;
        int layer = matching._layers.IndexOf(matching._layers.First(layer => layer.Name == TorchLayer.Split(weight).Layer));
        string? name = matching.NamingOf(names) is { } naming ? $"{naming.Layers[layer]}.{TorchLayer.Split(weight).Suffix}" : null;
        return entries.FirstOrDefault(entry => entry.Name == name)?.Shape is [> 0 and <= 1 << 24 and var rows, _, ..] ? (int)rows : graph.Classes;
    }

    private TorchNaming? NamingOf(string? names)
    {
        if (names is not null)
        {
            return TorchNaming.Given(names, _layers, _graph.Name);
        }

        HashSet<string> inFile = [.. _entries.Select(entry => entry.Name)];
        int all = _layers.Sum(layer => layer.Tensors.Length);
        (TorchNaming? Naming, int Found) best = PublishedNames.Of(_layers, _graph.Name).Append(TorchNaming.Own(_layers))
            .SelectMany(naming => Prefixes().Select(naming.Under))
            .Select(naming => (naming, Found: NamesOf(naming).Count(tensor => inFile.Contains(tensor.InFile))))
            .MaxBy(candidate => candidate.Found);
        return best.Found * 2 >= all ? best.Naming : null;
    }

    /// <summary>What wrappers put before every name: nothing, or one word that all of a file's names begin with.</summary>
    private IEnumerable<string> Prefixes()
    {
        yield return "";
        int dot = _entries.Length == 0 ? -1 : _entries[0].Name.IndexOf('.', StringComparison.Ordinal);
        if (dot >= 0 && _entries[0].Name[..(dot + 1)] is var prefix && _entries.All(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            yield return prefix;
        }
    }

    private IEnumerable<(TorchTensor Tensor, string Own, string InFile)> NamesOf(TorchNaming naming) =>
        _layers.Zip(naming.Layers, (layer, name) => layer.Tensors.Select(tensor => (tensor, $"{layer.Name}.{tensor.Suffix}", $"{name}.{tensor.Suffix}"))).SelectMany(tensors => tensors);

    private void MatchByName(TorchNaming naming)
    {
        Dictionary<string, SafetensorsEntry> inFile = _entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        foreach ((TorchTensor tensor, string own, string name) in NamesOf(naming))
        {
            if (!inFile.TryGetValue(name, out SafetensorsEntry? entry))
            {
                Miss(own, $"'{name}' for '{own}' is missing");
                continue;
            }

            _used.Add(name);
            if (TorchTensor.IsSame(entry.Shape, tensor.Shape) && IsExact(entry.Type))
            {
                _pairs.Add(new TorchPair(own, name));
            }
            else
            {
                Miss(own, $"{UntrustedText.Quote(name)} is {entry.Type} [{string.Join(", ", entry.Shape)}], but '{own}' is {_type} [{string.Join(", ", tensor.Shape)}]");
            }
        }

        foreach ((TorchLayer layer, string name) in _layers.Zip(naming.Layers))
        {
            MatchCounter(layer, name, inFile);
        }
    }

    /// <summary>
    /// Layers that have the same tensors in the same shapes are each other in order, where there are as many in the file as in
    /// the network: one more or less, and nobody knows which it is.
    /// </summary>
    private void MatchByOrder()
    {
        Dictionary<string, SafetensorsEntry> inFile = _entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        Dictionary<string, string[]> modules = FileOrder.Of(_entries)
            .Where(entry => TorchLayer.Split(entry.Name).Suffix != TorchLayer.Counter)
            .GroupBy(entry => TorchLayer.Split(entry.Name).Layer, StringComparer.Ordinal)
            .GroupBy(module => Signature(module.Select(entry => (TorchLayer.Split(entry.Name).Suffix, entry.Shape))), module => module.Key)
            .ToDictionary(same => same.Key, same => same.ToArray(), StringComparer.Ordinal);
        foreach (IGrouping<string, TorchLayer> same in _layers.GroupBy(layer => Signature(layer.Tensors.Select(tensor => (tensor.Suffix, tensor.Shape)))))
        {
            TorchLayer[] layers = [.. same];
            string[] names = modules.GetValueOrDefault(same.Key, []);
            if (names.Length != layers.Length)
            {
                _missing.AddRange(layers.SelectMany(layer => layer.Tensors.Select(tensor => $"{layer.Name}.{tensor.Suffix}")));
                _differences.Add(FormattableString.Invariant($"{layers.Length} of its layers have {same.Key}, the first '{layers[0].Name}', but {names.Length} of the file"));
                continue;
            }

            foreach ((TorchLayer layer, string name) in layers.Zip(names))
            {
                foreach (TorchTensor tensor in layer.Tensors)
                {
                    string found = name.Length == 0 ? tensor.Suffix : $"{name}.{tensor.Suffix}";
                    string own = $"{layer.Name}.{tensor.Suffix}";
                    _used.Add(found);
                    if (IsExact(inFile[found].Type))
                    {
                        _pairs.Add(new TorchPair(own, found));
                    }
                    else
                    {
                        Miss(own, $"{UntrustedText.Quote(found)} is {inFile[found].Type}, but '{own}' is {_type}");
                    }
                }

                MatchCounter(layer, name, inFile);
            }
        }
    }

    /// <summary>A count of batches is loaded where there is one, and missed by nobody.</summary>
    private void MatchCounter(TorchLayer layer, string name, Dictionary<string, SafetensorsEntry> inFile)
    {
        if (layer.HasCounter && inFile.TryGetValue($"{name}.{TorchLayer.Counter}", out SafetensorsEntry? entry) && entry is { Type: ScalarType.Int64, Shape: [] or [1] })
        {
            _used.Add(entry.Name);
            _pairs.Add(new TorchPair($"{layer.Name}.{TorchLayer.Counter}", entry.Name));
        }
    }

    private void NameLeftOver()
    {
        ImmutableArray<string> beside = _naming?.Beside ?? [];
        _differences.AddRange(LeftOver.Where(name => !beside.Any(first => name.StartsWith(first, StringComparison.Ordinal))).Select(name => $"{UntrustedText.Quote(name)} is left over"));
    }

    private void Miss(string own, string difference)
    {
        _missing.Add(own);
        _differences.Add(difference);
    }

    /// <summary>Whether no value is rounded: what is written in fewer bits is the same in more.</summary>
    private bool IsExact(ScalarType type) => type == _type || type is ScalarType.Float16 or ScalarType.BFloat16 || (type, _type) is (ScalarType.Float32, ScalarType.Float64);

    /// <summary>The tensors of a layer in words; a 1x1 convolution's weights are a linear layer's.</summary>
    private static string Signature(IEnumerable<(string Suffix, long[] Shape)> tensors) =>
        string.Join(" and ", tensors.OrderBy(tensor => tensor.Suffix, StringComparer.Ordinal)
            .Select(tensor => $"{UntrustedText.Show(tensor.Suffix)} [{string.Join(", ", tensor.Shape is [var output, var input, 1, 1] ? [output, input] : tensor.Shape)}]"));
}
