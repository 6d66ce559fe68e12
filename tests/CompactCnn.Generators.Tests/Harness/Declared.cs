using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;
using Kind = CompactCnn.Generators.Declaration.PoolKind;

namespace CompactCnn.Generators.Tests.Harness;

/// <summary>Declarations made by hand, for tests of the graph that need neither Roslyn nor text.</summary>
internal static class Declared
{
    public static ModelDeclaration Model(int channels, int height, int width, params LayerDeclaration[] layers) =>
        Model(channels, height, width, (IEnumerable<LayerDeclaration>)layers);

    public static ModelDeclaration Model(int channels, int height, int width, IEnumerable<LayerDeclaration> layers)
    {
        var type = new ModelClass("", [], "Made", ClassExtension.All, HasSummary: false, BreaksClsCompliance: false);
        return new ModelDeclaration(type, new InputDeclaration(channels, height, width), layers.ToEquatableArray(), [], IsErroneous: false);
    }

    public static ConvDeclaration Conv(
        int outChannels,
        string? name = null,
        Sides? kernel = null,
        Sides? stride = null,
        OptionalSides padding = default,
        Sides? dilation = null,
        NormKind norm = NormKind.Batch,
        ActivationKind activation = ActivationKind.ReLU,
        bool? bias = null,
        bool prunable = true,
        int groups = 1) =>
        new(name, outChannels, kernel ?? 3, stride ?? 1, padding, dilation ?? 1, groups, norm, activation, bias, prunable);

    public static DepthwiseConvDeclaration Depthwise(
        string? name = null,
        Sides? kernel = null,
        Sides? stride = null,
        OptionalSides padding = default,
        Sides? dilation = null,
        NormKind norm = NormKind.Batch,
        ActivationKind activation = ActivationKind.ReLU,
        bool? bias = null,
        bool prunable = true) =>
        new(name, kernel ?? 3, stride ?? 1, padding, dilation ?? 1, norm, activation, bias, prunable);

    public static AddDeclaration Add(params string[] others) => new(null, others.ToEquatableArray(), CouplingKind.Shared, ActivationKind.None);

    public static MultiplyDeclaration Multiply(string gate) => new(null, [gate]);

    public static SqueezeExciteDeclaration SqueezeExcite(
        int? channels = null, int? reduction = null, ActivationKind activation = ActivationKind.ReLU, ActivationKind gate = ActivationKind.Sigmoid) =>
        new(null, new SqueezeDeclaration(channels, reduction, SqueezeOfKind.Input, activation, gate));

    public static ConcatDeclaration Concat(params string[] others) => new(null, others.ToEquatableArray());

    /// <summary>The layer, called so.</summary>
    public static LayerDeclaration Named(this LayerDeclaration layer, string name) => layer with { Name = name };

    /// <summary>The layer behind another one than the one before it.</summary>
    public static LayerDeclaration After(this LayerDeclaration layer, string from) => layer with { From = from };

    public static PoolDeclaration Pool(
        string? name = null, Kind kind = Kind.Max, Sides? kernel = null, OptionalSides stride = default, Sides padding = default, bool ceil = false) =>
        new(name, kind, kernel ?? 2, stride, padding, ceil);

    public static AdaptivePoolDeclaration AdaptivePool(int height, int width, string? name = null) => new(name, new Sides(height, width));

    public static SliceDeclaration Slice(int part, int parts, string? name = null) => new(name, part, parts);

    public static ChannelShuffleDeclaration ChannelShuffle(int groups, string? name = null) => new(name, groups);

    public static GlobalPoolDeclaration GlobalPool(string? name = null) => new(name);

    public static LinearDeclaration Linear(
        int outFeatures,
        string? name = null,
        NormKind? norm = null,
        ActivationKind? activation = null,
        bool? bias = null,
        bool? prunable = null) =>
        new(name, outFeatures, norm, activation, bias, prunable);

    public static DropoutDeclaration Dropout(double probability, string? name = null) => new(name, probability);

    public static PReLUDeclaration PReLU(double initial = 0.25) => new(null, initial);

    public static LayerScaleDeclaration LayerScale(double initial = 0.5) => new(null, initial);

    public static NormDeclaration Norm(string? name = null) => new(name);

    public static ActivateDeclaration Activate(ActivationKind kind, string? name = null) => new(name, kind);

    /// <summary>What a declaration means, right or wrong.</summary>
    public static ModelInterpretation Interpret(this ModelDeclaration declaration) => LayerGraphBuilder.Build(declaration, CancellationToken.None);

    /// <summary>The graph of a declaration that must be right.</summary>
    public static LayerGraph GraphOf(this ModelDeclaration declaration)
    {
        ModelInterpretation interpretation = declaration.Interpret();
        Assert.Empty(interpretation.Issues.Select(issue => Analysis.Descriptors.Text(issue)));
        return interpretation.Graph!;
    }

    /// <summary>Channels of each group in the full network.</summary>
    public static int[] FullWidths(this LayerGraph graph) => [.. graph.Groups.Select(group => group.Count)];
}
