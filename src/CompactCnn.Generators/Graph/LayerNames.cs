using System.Globalization;
using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>The names of layers and of what is derived from them.</summary>
internal static class LayerNames
{
    /// <summary>
    /// The name of every layer: the stated one, or the kind and a number that counts the unnamed layers of this kind.
    /// </summary>
    public static EquatableArray<string> Of(EquatableArray<LayerDeclaration> layers)
    {
        var counts = new Dictionary<string, int>();
        return layers.Select(layer => layer.Name ?? Automatic(layer)).ToEquatableArray();

        string Automatic(LayerDeclaration layer)
        {
            counts.TryGetValue(layer.Kind, out int count);
            counts[layer.Kind] = count + (layer is BlockDeclaration block ? block.Units : 1);
            return Numbered(layer.Kind, count + 1);
        }
    }

    /// <summary>
    /// The name of each block that a declaration stands for: automatic numbers go on, a stated name is numbered from 1.
    /// </summary>
    public static IReadOnlyList<string> Units(BlockDeclaration block, string name)
    {
        if (block.Units == 1)
        {
            return [name];
        }

        string stem = block.Name ?? block.Kind;
        int first = block.Name is null ? int.Parse(name.Substring(stem.Length), CultureInfo.InvariantCulture) : 1;
        return [.. Enumerable.Range(first, block.Units).Select(number => Numbered(stem, number))];
    }

    /// <summary>The names by which others can refer to a layer.</summary>
    public static IEnumerable<string> ReferencesTo(LayerDeclaration layer, string name) =>
        layer is BlockDeclaration block ? Units(block, name).Append(name) : [name];

    /// <summary>The names of the properties that a layer becomes: its own, and that of its norm; none where it has no module.</summary>
    public static IEnumerable<string> PropertiesOf(NamedLayer layer) => layer.Declaration switch
    {
        JoiningDeclaration or BlockDeclaration => [],
        _ when HasNorm(layer.Declaration) => [layer.Name, Norm(layer.Name)],
        _ => [layer.Name],
    };

    /// <summary>Every name that a layer gives to an operation: its own, and those of its norm, activation and flattening.</summary>
    public static IEnumerable<TakenName> OperationsOf(NamedLayer layer)
    {
        string name = layer.Name;
        yield return new TakenName(name, layer, Part: null);
        if (HasNorm(layer.Declaration))
        {
            yield return new TakenName(Norm(name), layer, "norm");
        }

        if (layer.Declaration is LinearDeclaration or GlobalPoolDeclaration)
        {
            yield return new TakenName(Flatten(name), layer, "flattening");
        }

        if (HasActivation(layer.Declaration))
        {
            yield return new TakenName(Activation(name), layer, "activation");
        }
    }

    /// <summary>The norm of a layer.</summary>
    public static string Norm(string layer) => layer + "Norm";

    /// <summary>The activation of a layer.</summary>
    public static string Activation(string layer) => layer + "Activation";

    /// <summary>What flattens the input of a layer.</summary>
    public static string Flatten(string layer) => layer + "Flatten";

    private static string Numbered(string stem, int number) => stem + number.ToString(CultureInfo.InvariantCulture);

    private static bool HasNorm(LayerDeclaration layer) => layer
        is ConvDeclaration { Norm: not NormKind.None }
        or DepthwiseConvDeclaration { Norm: not NormKind.None }
        or LinearDeclaration { Norm: not (null or NormKind.None) };

    private static bool HasActivation(LayerDeclaration layer) => layer
        is ConvDeclaration { Activation: not ActivationKind.None }
        or DepthwiseConvDeclaration { Activation: not ActivationKind.None }
        or NormDeclaration { Activation: not ActivationKind.None }
        or AddDeclaration { Activation: not ActivationKind.None }
        or LinearDeclaration { Activation: not ActivationKind.None };
}
