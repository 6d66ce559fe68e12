using System.Collections.Immutable;

namespace CompactCnn;

/// <summary>What PyTorch calls the layers of a network.</summary>
/// <param name="Title">Whose names they are, as messages say it.</param>
/// <param name="Layers">A name for each layer that has weights, in declared order.</param>
internal sealed record TorchNaming(string Title, ImmutableArray<string> Layers)
{
    /// <summary>
    /// Marks the name of a norm in a list of published names: one number a channel. By these marks and by how many there are,
    /// a network is known to be of the listed kind.
    /// </summary>
    public const char ByChannel = '~';

    /// <summary>First words of layers that only training needs, as auxiliary heads: that a file has them is no fault.</summary>
    public ImmutableArray<string> Beside { get; init; } = [];

    /// <summary>What the named network adds to a norm's variance; null where nobody knows.</summary>
    public double? NormEpsilon { get; init; }

    /// <summary>The same names behind a word, as wrappers write them.</summary>
    public TorchNaming Under(string prefix) => prefix.Length == 0 ? this : this with { Layers = [.. Layers.Select(name => prefix + name)], Beside = [.. Beside.Select(name => prefix + name)] };

    /// <summary>The network's own names, which every network has.</summary>
    public static TorchNaming Own(ImmutableArray<TorchLayer> layers) => new("the network's own names", [.. layers.Select(layer => layer.Name)]);

    /// <summary>Names that a caller gave.</summary>
    /// <exception cref="ArgumentException">They are not as many as there are layers, or one is there twice.</exception>
    public static TorchNaming Given(string names, ImmutableArray<TorchLayer> layers, string model)
    {
        ImmutableArray<string> given = [.. BraceText.Expand(names).Select(name => name.TrimEnd(ByChannel))];
        if (given.Length != layers.Length)
        {
            throw new ArgumentException(FormattableString.Invariant($"'{model}' has {layers.Length} layers with weights, from '{layers[0].Name}' to '{layers[^1].Name}', but {given.Length} names were given; give one for each, in declared order"), nameof(names));
        }

        return given.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new ArgumentException($"the name '{twice.Key}' was given to more than one layer of '{model}'; give each its own", nameof(names))
            : new TorchNaming("the given names", given);
    }

    /// <summary>What a network's files for PyTorch are written with: the names of its published kind, else its own.</summary>
    public static TorchNaming ForSaving(ImmutableArray<TorchLayer> layers, string model) => PublishedNames.Of(layers, model).FirstOrDefault() ?? Own(layers);
}
