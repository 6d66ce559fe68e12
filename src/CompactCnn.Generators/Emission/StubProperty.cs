using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;

namespace CompactCnn.Generators.Emission;

/// <summary>A layer's property in a stub.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Module">The TorchSharp module, or null where the declaration does not say which.</param>
/// <param name="IsGroup">Its channels are, as far as can be seen, a group of their own.</param>
internal sealed record StubProperty(string Name, string? Module, bool IsGroup)
{
    /// <summary>The property's type.</summary>
    public string Type => Module is null
        ? "global::TorchSharp.torch.nn.Module<global::TorchSharp.torch.Tensor, global::TorchSharp.torch.Tensor>"
        : TorchModule.Type(Module);

    /// <summary>The properties that can be declared without another error: of valid names, each once.</summary>
    public static IEnumerable<StubProperty> Of(ModelInterpretation interpretation)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal) { interpretation.Declaration.Class.Name };
        return All(interpretation).Where(property =>
            Identifiers.IsValid(property.Name) && !ReservedNames.Contain(property.Name) && taken.Add(property.Name));
    }

    private static IEnumerable<StubProperty> All(ModelInterpretation interpretation)
    {
        bool isFlat = false;
        foreach (NamedLayer layer in interpretation.Layers)
        {
            isFlat |= layer.Declaration is LinearDeclaration;
            bool isClassifier = layer.Attribute == interpretation.Declaration.Layers.Count - 1;
            bool isGroup = layer.Declaration is ConvDeclaration { Prunable: true } || (layer.Declaration is LinearDeclaration { Prunable: not false } && !isClassifier);
            foreach (string name in LayerNames.PropertiesOf(layer))
            {
                bool isLayer = name == layer.Name;
                yield return new StubProperty(name, isLayer ? ModuleOf(layer.Declaration, isFlat) : NormOf(layer.Declaration, isFlat), isGroup && isLayer);
            }
        }
    }

    private static string NormOf(LayerDeclaration layer, bool isFlat) =>
        !isFlat && layer is ConvDeclaration { Activation: ActivationKind.ReLU } or DepthwiseConvDeclaration { Activation: ActivationKind.ReLU }
            ? TorchModule.NormReLU
            : TorchModule.BatchNorm(isFlat);

    private static string? ModuleOf(LayerDeclaration layer, bool isFlat) => layer switch
    {
        ConvDeclaration or DepthwiseConvDeclaration => TorchModule.Convolution,
        LinearDeclaration => TorchModule.Linear,
        PoolDeclaration pool => TorchModule.Pool(pool.Pooling),
        GlobalPoolDeclaration => TorchModule.GlobalPool,
        AdaptivePoolDeclaration => TorchModule.AdaptivePool,
        SliceDeclaration => TorchModule.Slice,
        ChannelShuffleDeclaration => TorchModule.Shuffle,
        DropoutDeclaration dropout => TorchModule.DropoutOf(dropout.Of),
        PReLUDeclaration => TorchModule.PReLU,
        LayerScaleDeclaration => TorchModule.LayerScale,
        NormDeclaration => TorchModule.BatchNorm(isFlat),
        ActivateDeclaration { Activation: not ActivationKind.None } activate when Enum.IsDefined(typeof(ActivationKind), activate.Activation) =>
            TorchModule.Activation(activate.Activation),
        _ => null,
    };
}
