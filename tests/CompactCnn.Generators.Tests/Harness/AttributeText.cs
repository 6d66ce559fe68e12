using System.Globalization;
using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Tests.Harness;

/// <summary>Writes a declaration as the attributes that a user would write, the way back from the parser.</summary>
internal static class AttributeText
{
    public static string Of(ModelDeclaration declaration, string name)
    {
        InputDeclaration input = declaration.Input;
        string marker = FormattableString.Invariant($"CompactModel({input.Channels}, {input.Height}, {input.Width}{(declaration.Coupling == CouplingKind.Warn ? "" : $", Coupling = (Coupling)({(int)declaration.Coupling})")})");
        return $"[{string.Join(",\n ", declaration.Layers.Select(Of).Prepend(marker))}]\npublic sealed partial class {name};\n";
    }

    private static string Of(LayerDeclaration layer) => layer switch
    {
        ConvDeclaration conv => Attribute(
            "Conv", Text(conv.OutChannels), [.. Size("Kernel", conv.Kernel), .. Size("Stride", conv.Stride), .. Size("Padding", conv.Padding), .. Size("Dilation", conv.Dilation),
            ("Groups", Text(conv.Groups)), ("Norm", Text(conv.Norm)), ("Activation", Text(conv.Activation)), ("Bias", Text(conv.Bias)), ("Prunable", Text(conv.Prunable)), ("Name", Text(conv.Name)), ("From", Text(conv.From))]),
        DepthwiseConvDeclaration conv => Attribute(
            "DepthwiseConv", null, [.. Size("Kernel", conv.Kernel), .. Size("Stride", conv.Stride), .. Size("Padding", conv.Padding), .. Size("Dilation", conv.Dilation),
            ("Norm", Text(conv.Norm)), ("Activation", Text(conv.Activation)), ("Bias", Text(conv.Bias)), ("Prunable", Text(conv.Prunable)), ("Name", Text(conv.Name)), ("From", Text(conv.From))]),
        AddDeclaration add => Attribute(
            "Add", Texts(add.Others), ("Coupling", $"(Coupling)({(int)add.Coupling})"), ("Activation", Text(add.Activation)), ("Name", Text(add.Name)), ("From", Text(add.From))),
        MultiplyDeclaration multiply => Attribute("Multiply", Texts(multiply.Others), ("Name", Text(multiply.Name)), ("From", Text(multiply.From))),
        SqueezeExciteDeclaration block => Attribute("SqueezeExcite", null, [.. Squeeze("", block.Squeeze), ("Name", Text(block.Name)), ("From", Text(block.From))]),
        ConcatDeclaration concat => Attribute("Concat", Texts(concat.Others), ("Name", Text(concat.Name)), ("From", Text(concat.From))),
        BasicBlockDeclaration block => Attribute(
            "BasicBlock", Text(block.OutChannels), ("Stride", Text(block.Stride)), ("Repeat", Text(block.Repeat)), ("Expansion", Text(block.Expansion)), ("StochasticDepth", Probability(block.StochasticDepth)),
            ("Coupling", $"(Coupling)({(int)block.Coupling})"), ("Prunable", Text(block.Prunable)), ("Name", Text(block.Name)), ("From", Text(block.From))),
        BottleneckDeclaration block => Attribute(
            "Bottleneck",
            Text(block.OutChannels),
            [
                ("Stride", Text(block.Stride)), ("Repeat", Text(block.Repeat)), ("Expansion", Text(block.Expansion)), ("Groups", Text(block.Groups)), ("GroupWidth", Text(block.GroupWidth)),
                .. Squeeze("Squeeze", block.Squeeze), ("StochasticDepth", Probability(block.StochasticDepth)), ("Coupling", $"(Coupling)({(int)block.Coupling})"), ("Prunable", Text(block.Prunable)), ("Name", Text(block.Name)), ("From", Text(block.From)),
            ]),
        InvertedResidualDeclaration block => Attribute(
            "InvertedResidual",
            $"{Text(block.OutChannels)}, {Text(block.Expansion)}",
            [
                ("Expanded", Text(block.Expanded)), ("Kernel", Text(block.Kernel)), ("Activation", Text((ActivationKind?)block.Activation)), ("Stride", Text(block.Stride)), ("Repeat", Text(block.Repeat)),
                .. Squeeze("Squeeze", block.Squeeze), ("StochasticDepth", Probability(block.StochasticDepth)), ("Coupling", $"(Coupling)({(int)block.Coupling})"), ("Prunable", Text(block.Prunable)), ("Name", Text(block.Name)), ("From", Text(block.From)),
            ]),
        FireDeclaration block => Attribute(
            "Fire", $"{Text(block.OutChannels)}, {Text(block.Squeeze)}", ("Norm", Text((NormKind?)block.Norm)), ("Repeat", Text(block.Repeat)), ("Name", Text(block.Name)), ("From", Text(block.From))),
        DenseBlockDeclaration block => Attribute(
            "DenseBlock", $"{Text(block.Layers)}, {Text(block.Growth)}", ("Bottleneck", Text(block.Bottleneck)), ("Name", Text(block.Name)), ("From", Text(block.From))),
        TransitionDeclaration block => Attribute("Transition", Probability(block.Compression), ("Name", Text(block.Name)), ("From", Text(block.From))),
        PoolDeclaration pool => Attribute(
            "Pool", null, [("Kind", $"(PoolKind)({(int)pool.Pooling})"), .. Size("Kernel", pool.Kernel), .. Size("Stride", pool.Stride), .. Size("Padding", pool.Padding),
            ("Ceil", pool.Ceil ? "true" : null), ("Name", Text(pool.Name)), ("From", Text(pool.From))]),
        SliceDeclaration slice => Attribute("Slice", $"{Text(slice.Part)}, {Text(slice.Parts)}", [("Name", Text(slice.Name)), ("From", Text(slice.From))]),
        ChannelShuffleDeclaration shuffle => Attribute("ChannelShuffle", Text(shuffle.Groups), [("Name", Text(shuffle.Name)), ("From", Text(shuffle.From))]),
        ShuffleUnitDeclaration unit => Attribute(
            "ShuffleUnit", Text(unit.OutChannels), [("Stride", Text(unit.Stride)), ("Repeat", Text(unit.Repeat)), ("Name", Text(unit.Name)), ("From", Text(unit.From))]),
        AdaptivePoolDeclaration pool => Attribute("AdaptivePool", $"{Text(pool.Output.Height)}, {Text(pool.Output.Width)}", [("Name", Text(pool.Name)), ("From", Text(pool.From))]),
        GlobalPoolDeclaration pool => Attribute("GlobalPool", null, ("Name", Text(pool.Name)), ("From", Text(pool.From))),
        LinearDeclaration linear => Attribute(
            "Linear", Text(linear.OutFeatures), ("Norm", Text(linear.Norm)), ("Activation", Text(linear.Activation)), ("Bias", Text(linear.Bias)), ("Prunable", Text(linear.Prunable)), ("Name", Text(linear.Name)), ("From", Text(linear.From))),
        DropoutDeclaration dropout => Attribute(dropout.Kind, Probability(dropout.Probability), ("Name", Text(dropout.Name)), ("From", Text(dropout.From))),
        PReLUDeclaration slopes => Attribute("PReLU", null, ("Initial", Probability(slopes.Initial)), ("Name", Text(slopes.Name)), ("From", Text(slopes.From))),
        LayerScaleDeclaration scales => Attribute("LayerScale", null, ("Initial", Probability(scales.Initial)), ("Name", Text(scales.Name)), ("From", Text(scales.From))),
        NormDeclaration norm => Attribute("Norm", null, ("Name", Text(norm.Name)), ("From", Text(norm.From))),
        ActivateDeclaration activate => Attribute("Activate", Text((ActivationKind?)activate.Activation), ("Name", Text(activate.Name)), ("From", Text(activate.From))),
        _ => throw new ArgumentOutOfRangeException(nameof(layer), layer, "an unknown layer"),
    };

    private static (string Name, string? Value)[] Squeeze(string prefix, SqueezeDeclaration? squeeze) => squeeze is null ? [] :
    [
        (prefix + "Channels", Text(squeeze.Channels)), (prefix + "Reduction", Text(squeeze.Reduction)), (prefix + "Of", prefix.Length == 0 ? null : $"(SqueezeOf)({(int)squeeze.Of})"),
        (prefix + "Activation", Text((ActivationKind?)squeeze.Activation)), (prefix + "Gate", Text((ActivationKind?)squeeze.Gate)),
    ];

    private static string Attribute(string name, string? argument, params (string Name, string? Value)[] options)
    {
        IEnumerable<string?> arguments = options.Select(option => option.Value is null ? null : $"{option.Name} = {option.Value}").Prepend(argument);
        return $"{name}({string.Join(", ", arguments.Where(text => text is not null))})";
    }

    private static (string Name, string? Value)[] Size(string name, OptionalSides size) => size.Height == size.Width
        ? [(name, Text(size.Height))]
        : [(name + "Height", Text(size.Height)), (name + "Width", Text(size.Width))];

    private static (string Name, string? Value)[] Size(string name, Sides size) => Size(name, new OptionalSides(size.Height, size.Width));

    private static string? Texts(EquatableArray<string> values) => values.Count == 0 ? null : string.Join(", ", values.Select(Text));

    private static string? Text(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string Probability(double value) => value switch
    {
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string? Text(bool? value) => value is null ? null : value.Value ? "true" : "false";

    private static string? Text(NormKind? value) => value is null ? null : FormattableString.Invariant($"(Norm)({(int)value})");

    private static string? Text(ActivationKind? value) => value is null ? null : FormattableString.Invariant($"(Activation)({(int)value})");

    private static string? Text(string? value) => value is null ? null : Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(value, quote: true);
}
