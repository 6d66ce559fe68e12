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
        return layers.Select(layer => layer.Name ?? Automatic(layer.Kind)).ToEquatableArray();

        string Automatic(string kind)
        {
            counts.TryGetValue(kind, out int count);
            counts[kind] = count + 1;
            return kind + (count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The names of the properties that a layer becomes: its own, and that of its norm.</summary>
    public static IEnumerable<string> PropertiesOf(LayerDeclaration layer, string name) =>
        HasNorm(layer) ? [name, Norm(name)] : [name];

    /// <summary>Every name that a layer gives to an operation: its own, and those of its norm, activation and flattening.</summary>
    public static IEnumerable<string> OperationsOf(LayerDeclaration layer, string name)
    {
        foreach (string property in PropertiesOf(layer, name))
        {
            yield return property;
        }

        if (layer is LinearDeclaration)
        {
            yield return Flatten(name);
        }

        if (layer is ConvDeclaration { Activation: not ActivationKind.None } or LinearDeclaration { Activation: not ActivationKind.None })
        {
            yield return Activation(name);
        }
    }

    /// <summary>The norm of a layer.</summary>
    public static string Norm(string layer) => layer + "Norm";

    /// <summary>The activation of a layer.</summary>
    public static string Activation(string layer) => layer + "Activation";

    /// <summary>What flattens the input of a layer.</summary>
    public static string Flatten(string layer) => layer + "Flatten";

    private static bool HasNorm(LayerDeclaration layer) =>
        layer is ConvDeclaration { Norm: not NormKind.None } or LinearDeclaration { Norm: not (null or NormKind.None) };
}
