using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Declaration;

/// <summary>One layer attribute -> its declaration. The defaults are those of the run-time library's attributes.</summary>
internal static class LayerParser
{
    /// <summary>What the names of a block's options of its squeeze-and-excite begin with.</summary>
    public const string OfBlock = "Squeeze";

    private static readonly string[] SqueezeOptions = ["Channels", "Reduction", "Of", "Activation", "Gate"];

    private static readonly SqueezeDeclaration Unstated = new(null, null, SqueezeOfKind.Input, ActivationKind.ReLU, ActivationKind.Sigmoid);

    /// <summary>Copies a layer attribute.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="around">The blocks that the layer is a member of, innermost first.</param>
    /// <param name="faults">Takes what cannot be read.</param>
    public static LayerDeclaration Parse(AttributeData attribute, ImmutableStack<INamedTypeSymbol> around, ReadFaults faults)
    {
        var reader = new AttributeReader(attribute, faults);
        string? name = reader.Text("Name");
        string attributeName = attribute.AttributeClass!.Name;
        LayerDeclaration layer = attributeName switch
        {
            "ConvAttribute" => new ConvDeclaration(
                name,
                OutChannels: reader.Positional<int>(0),
                Kernel: reader.Size("Kernel", "KernelHeight", "KernelWidth").Or(3),
                Stride: reader.Size("Stride", "StrideHeight", "StrideWidth").Or(1),
                Padding: reader.Size("Padding", "PaddingHeight", "PaddingWidth"),
                Dilation: reader.Size("Dilation", "DilationHeight", "DilationWidth").Or(1),
                Groups: reader.Int("Groups") ?? 1,
                Norm: (NormKind?)reader.Int("Norm") ?? NormKind.Batch,
                Activation: (ActivationKind?)reader.Int("Activation") ?? ActivationKind.ReLU,
                Bias: reader.Bool("Bias"),
                Prunable: reader.Bool("Prunable") ?? true),
            "DepthwiseConvAttribute" => new DepthwiseConvDeclaration(
                name,
                Kernel: reader.Size("Kernel", "KernelHeight", "KernelWidth").Or(3),
                Stride: reader.Size("Stride", "StrideHeight", "StrideWidth").Or(1),
                Padding: reader.Size("Padding", "PaddingHeight", "PaddingWidth"),
                Dilation: reader.Size("Dilation", "DilationHeight", "DilationWidth").Or(1),
                Norm: (NormKind?)reader.Int("Norm") ?? NormKind.Batch,
                Activation: (ActivationKind?)reader.Int("Activation") ?? ActivationKind.ReLU,
                Bias: reader.Bool("Bias"),
                Prunable: reader.Bool("Prunable") ?? true),
            "AddAttribute" => new AddDeclaration(
                name,
                Others: reader.Texts(0),
                Coupling: Coupling(reader),
                Activation: (ActivationKind?)reader.Int("Activation") ?? ActivationKind.None),
            "MultiplyAttribute" => new MultiplyDeclaration(name, Others: [reader.TextAt(0)]),
            "ConcatAttribute" => new ConcatDeclaration(name, Others: reader.Texts(0)),
            "BasicBlockAttribute" => new BasicBlockDeclaration(
                name,
                OutChannels: reader.Positional<int>(0),
                Stride: reader.Int("Stride") ?? 1,
                Repeat: reader.Int("Repeat") ?? 1,
                Expansion: reader.Int("Expansion") ?? 1,
                Coupling: Coupling(reader),
                Prunable: reader.Bool("Prunable") ?? true)
            {
                StochasticDepth = reader.Double("StochasticDepth") ?? 0,
            },
            "BottleneckAttribute" => new BottleneckDeclaration(
                name,
                OutChannels: reader.Positional<int>(0),
                Stride: reader.Int("Stride") ?? 1,
                Repeat: reader.Int("Repeat") ?? 1,
                Expansion: reader.Int("Expansion") ?? 4,
                Coupling: Coupling(reader),
                Prunable: reader.Bool("Prunable") ?? true)
            {
                Groups = reader.Int("Groups"),
                GroupWidth = reader.Int("GroupWidth"),
                Squeeze = Squeeze(reader, OfBlock),
                StochasticDepth = reader.Double("StochasticDepth") ?? 0,
            },
            "InvertedResidualAttribute" => new InvertedResidualDeclaration(
                name,
                OutChannels: reader.Positional<int>(0),
                Expansion: reader.Positional<int>(1),
                Stride: reader.Int("Stride") ?? 1,
                Repeat: reader.Int("Repeat") ?? 1,
                Coupling: Coupling(reader),
                Prunable: reader.Bool("Prunable") ?? true)
            {
                Expanded = reader.Int("Expanded"),
                Kernel = reader.Int("Kernel") ?? 3,
                Activation = (ActivationKind?)reader.Int("Activation") ?? ActivationKind.ReLU6,
                Squeeze = Squeeze(reader, OfBlock),
                StochasticDepth = reader.Double("StochasticDepth") ?? 0,
            },
            "FireAttribute" => new FireDeclaration(
                name,
                OutChannels: reader.Positional<int>(0),
                Squeeze: reader.Positional<int>(1),
                Norm: (NormKind?)reader.Int("Norm") ?? NormKind.None,
                Repeat: reader.Int("Repeat") ?? 1),
            "SqueezeExciteAttribute" => new SqueezeExciteDeclaration(name, Squeeze(reader, "") ?? Unstated),
            "SliceAttribute" => new SliceDeclaration(name, Part: reader.Positional<int>(0), Parts: reader.Positional<int>(1)),
            "ChannelShuffleAttribute" => new ChannelShuffleDeclaration(name, Groups: reader.Positional<int>(0)),
            "ShuffleUnitAttribute" => new ShuffleUnitDeclaration(
                name,
                OutChannels: reader.Positional<int>(0),
                Stride: reader.Int("Stride") ?? 1,
                Repeat: reader.Int("Repeat") ?? 1),
            "DenseBlockAttribute" => new DenseBlockDeclaration(
                name,
                Layers: reader.Positional<int>(0),
                Growth: reader.Positional<int>(1),
                Bottleneck: reader.Bool("Bottleneck") ?? false),
            "BlockAttribute" => OwnBlockParser.Parse(name, reader.Type(0), reader.Int("Repeat") ?? 1, around, faults),
            "TransitionAttribute" => new TransitionDeclaration(name, Compression: reader.Positional<double>(0)),
            "PoolAttribute" => new PoolDeclaration(
                name,
                Pooling: (PoolKind?)reader.Int("Kind") ?? PoolKind.Max,
                Kernel: reader.Size("Kernel", "KernelHeight", "KernelWidth").Or(2),
                Stride: reader.Size("Stride", "StrideHeight", "StrideWidth"),
                Padding: reader.Size("Padding", "PaddingHeight", "PaddingWidth").Or(0),
                Ceil: reader.Bool("Ceil") ?? false),
            "AdaptivePoolAttribute" => new AdaptivePoolDeclaration(name, new Sides(reader.Positional<int>(0), reader.Positional<int>(1))),
            "GlobalPoolAttribute" => new GlobalPoolDeclaration(name),
            "LinearAttribute" => new LinearDeclaration(
                name,
                OutFeatures: reader.Positional<int>(0),
                Norm: (NormKind?)reader.Int("Norm"),
                Activation: (ActivationKind?)reader.Int("Activation"),
                Bias: reader.Bool("Bias"),
                Prunable: reader.Bool("Prunable")),
            "DropoutAttribute" => new DropoutDeclaration(name, Probability: reader.Positional<double>(0)),
            "DropoutChannelsAttribute" => new DropoutDeclaration(name, Probability: reader.Positional<double>(0), DropoutKind.Channels),
            "StochasticDepthAttribute" => new DropoutDeclaration(name, Probability: reader.Positional<double>(0), DropoutKind.Images),
            "PReLUAttribute" => new PReLUDeclaration(name, Initial: reader.Double("Initial") ?? 0.25),
            "LayerScaleAttribute" => new LayerScaleDeclaration(name, Initial: reader.Double("Initial") ?? 1e-6),
            "NormAttribute" => new NormDeclaration(name),
            "ActivateAttribute" => new ActivateDeclaration(name, Activation: (ActivationKind)reader.Positional<int>(0)),
            _ => new UnknownDeclaration(name, attributeName),
        };

        string? from = reader.Text("From");
        return from is null ? layer : layer with { From = from };
    }

    /// <summary>What an attribute says of a squeeze-and-excite; null where it says nothing.</summary>
    /// <param name="reader">The attribute.</param>
    /// <param name="prefix">What the names of its options begin with.</param>
    private static SqueezeDeclaration? Squeeze(AttributeReader reader, string prefix)
    {
        int?[] stated = [.. SqueezeOptions.Select(option => reader.Int(prefix + option))];
        return Array.TrueForAll(stated, value => value is null)
            ? null
            : new SqueezeDeclaration(
                stated[0],
                stated[1],
                (SqueezeOfKind?)stated[2] ?? Unstated.Of,
                (ActivationKind?)stated[3] ?? Unstated.Activation,
                (ActivationKind?)stated[4] ?? Unstated.Gate);
    }

    /// <summary>What an attribute says of the ties of channels.</summary>
    internal static CouplingKind Coupling(AttributeReader reader) => (CouplingKind?)reader.Int("Coupling") ?? CouplingKind.Warn;
}
