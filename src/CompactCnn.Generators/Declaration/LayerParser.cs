using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Declaration;

/// <summary>One layer attribute -> its declaration. The defaults are those of the run-time library's attributes.</summary>
internal static class LayerParser
{
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
                Kernel: reader.Int("Kernel") ?? 3,
                Stride: reader.Int("Stride") ?? 1,
                Padding: reader.Int("Padding"),
                Dilation: reader.Int("Dilation") ?? 1,
                Groups: reader.Int("Groups") ?? 1,
                Norm: (NormKind?)reader.Int("Norm") ?? NormKind.Batch,
                Activation: (ActivationKind?)reader.Int("Activation") ?? ActivationKind.ReLU,
                Bias: reader.Bool("Bias"),
                Prunable: reader.Bool("Prunable") ?? true),
            "DepthwiseConvAttribute" => new DepthwiseConvDeclaration(
                name,
                Kernel: reader.Int("Kernel") ?? 3,
                Stride: reader.Int("Stride") ?? 1,
                Padding: reader.Int("Padding"),
                Dilation: reader.Int("Dilation") ?? 1,
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
                Prunable: reader.Bool("Prunable") ?? true),
            "BottleneckAttribute" => new BottleneckDeclaration(
                name,
                OutChannels: reader.Positional<int>(0),
                Stride: reader.Int("Stride") ?? 1,
                Repeat: reader.Int("Repeat") ?? 1,
                Expansion: reader.Int("Expansion") ?? 4,
                Coupling: Coupling(reader),
                Prunable: reader.Bool("Prunable") ?? true),
            "InvertedResidualAttribute" => new InvertedResidualDeclaration(
                name,
                OutChannels: reader.Positional<int>(0),
                Expansion: reader.Positional<int>(1),
                Stride: reader.Int("Stride") ?? 1,
                Repeat: reader.Int("Repeat") ?? 1,
                Coupling: Coupling(reader),
                Prunable: reader.Bool("Prunable") ?? true),
            "FireAttribute" => new FireDeclaration(
                name,
                OutChannels: reader.Positional<int>(0),
                Squeeze: reader.Positional<int>(1),
                Norm: (NormKind?)reader.Int("Norm") ?? NormKind.None,
                Repeat: reader.Int("Repeat") ?? 1),
            "SqueezeExciteAttribute" => new SqueezeExciteDeclaration(
                name,
                Channels: reader.Int("Channels"),
                Reduction: reader.Int("Reduction"),
                Activation: (ActivationKind?)reader.Int("Activation") ?? ActivationKind.ReLU,
                Gate: (ActivationKind?)reader.Int("Gate") ?? ActivationKind.Sigmoid),
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
                Kernel: reader.Int("Kernel") ?? 2,
                Stride: reader.Int("Stride"),
                Padding: reader.Int("Padding") ?? 0),
            "GlobalPoolAttribute" => new GlobalPoolDeclaration(name),
            "LinearAttribute" => new LinearDeclaration(
                name,
                OutFeatures: reader.Positional<int>(0),
                Norm: (NormKind?)reader.Int("Norm"),
                Activation: (ActivationKind?)reader.Int("Activation"),
                Bias: reader.Bool("Bias"),
                Prunable: reader.Bool("Prunable")),
            "DropoutAttribute" => new DropoutDeclaration(name, Probability: reader.Positional<double>(0)),
            "NormAttribute" => new NormDeclaration(name),
            "ActivateAttribute" => new ActivateDeclaration(name, Activation: (ActivationKind)reader.Positional<int>(0)),
            _ => new UnknownDeclaration(name, attributeName),
        };

        string? from = reader.Text("From");
        return from is null ? layer : layer with { From = from };
    }

    /// <summary>What an attribute says of the ties of channels.</summary>
    internal static CouplingKind Coupling(AttributeReader reader) => (CouplingKind?)reader.Int("Coupling") ?? CouplingKind.Warn;
}
