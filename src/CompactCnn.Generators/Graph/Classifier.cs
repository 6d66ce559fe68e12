using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>
/// Which layer makes the classes: a last linear layer, or a convolution without a norm whose channels a last global pool
/// averages (Lin et al., ICLR 2014).
/// </summary>
internal static class Classifier
{
    /// <summary>The index of the layer; null where there is none.</summary>
    public static int? IndexOf(EquatableArray<LayerDeclaration> layers, EquatableArray<string> names)
    {
        int index = layers.Count - 1;
        if (index < 0 || layers[index] is LinearDeclaration)
        {
            return index < 0 ? null : index;
        }

        bool isAveraged = layers[index] is GlobalPoolDeclaration;
        while (isAveraged && index >= 0)
        {
            if (layers[index] is ConvDeclaration { Norm: NormKind.None })
            {
                return index;
            }

            isAveraged = layers[index] is GlobalPoolDeclaration or PoolDeclaration or ActivateDeclaration or DropoutDeclaration;
            index = Source(layers, names, index);
        }

        return null;
    }

    /// <summary>The index of the layer that a layer reads, always an earlier one; -1 for the image.</summary>
    private static int Source(EquatableArray<LayerDeclaration> layers, EquatableArray<string> names, int reader)
    {
        if (layers[reader].From is not { } from)
        {
            return reader - 1;
        }

        int source = reader - 1;
        while (source >= 0 && names[source] != from)
        {
            source--;
        }

        return source;
    }
}
