using CompactCnn.Generators.Declaration;
using FsCheck;
using FsCheck.Fluent;
using static CompactCnn.Generators.Tests.Harness.Declared;
using Kind = CompactCnn.Generators.Declaration.PoolKind;

namespace CompactCnn.Generators.Tests.Harness;

/// <summary>Random declarations; where a property fails, FsCheck leaves layers out until the failure is small.</summary>
internal static class Chains
{
    private static readonly ActivationKind[] Activations = Enum.GetValues<ActivationKind>();

    /// <summary>Chains that are right more often than not.</summary>
    public static Arbitrary<ModelDeclaration> Sensible { get; } = Shrinking(
        from channels in Gen.Choose(1, 4)
        from height in Gen.Choose(1, 40)
        from width in Gen.Choose(1, 40)
        from features in Gen.ListOf(SensibleFeature)
        from hidden in Gen.ListOf(SensibleHidden)
        from classes in Gen.Choose(1, 12)
        select Model(channels, height, width, [.. features, .. hidden.Take(3), Linear(classes)]));

    /// <summary>Anything that the compiler lets through.</summary>
    public static Arbitrary<ModelDeclaration> Absurd { get; } = Shrinking(
        from channels in AnyNumber
        from height in AnyNumber
        from width in AnyNumber
        from layers in Gen.ListOf(AnyLayer)
        select Model(channels, height, width, layers));

    /// <summary>Networks with skips, branches, concatenations and depthwise convolutions; right without exception.</summary>
    public static Arbitrary<ModelDeclaration> Networks { get; } = Shrinking(Gen.Choose(0, int.MaxValue - 1).Select(RandomNetwork.Of));

    private static Gen<LayerDeclaration> SensibleFeature => Gen.Frequency(
        (6, from channels in Gen.Choose(1, 24)
            from kernel in Gen.Elements(1, 2, 3, 5)
            from stride in Gen.Frequency((4, Gen.Constant(1)), (1, Gen.Choose(2, 3)))
            from padding in kernel % 2 == 0 ? Gen.Choose(0, 2).Select(value => (int?)value) : Maybe(Gen.Choose(0, 3))
            from dilation in Gen.Frequency((4, Gen.Constant(1)), (1, Gen.Constant(2)))
            from norm in Gen.Elements(NormKind.None, NormKind.Batch)
            from activation in Gen.Elements(Activations)
            from bias in Maybe(AnyFlag)
            from prunable in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
            from groups in Gen.Frequency((4, Gen.Constant(1)), (1, Gen.Choose(2, 4)))
            from row in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
            select (LayerDeclaration)Conv(channels, null, row ? new Sides(1, kernel) : kernel, stride, padding, row ? new Sides(1, dilation) : dilation, norm, activation, bias, prunable, groups)),
        (2, from kernel in Gen.Choose(1, 4)
            from stride in Maybe(Gen.Choose(1, 3))
            from padding in Gen.Choose(0, kernel / 2)
            from kind in Gen.Elements(Kind.Max, Kind.Average)
            from ceil in AnyFlag
            select (LayerDeclaration)Pool(null, kind, kernel, stride, padding, ceil)),
        (1, from height in Gen.Choose(1, 5)
            from width in Gen.Choose(1, 5)
            select (LayerDeclaration)AdaptivePool(height, width)),
        (1, Gen.Constant((LayerDeclaration)GlobalPool())),
        (2, ChannelByChannel));

    private static Gen<LayerDeclaration> SensibleHidden => Gen.Frequency(
        (2, from features in Gen.Choose(1, 30)
            from norm in Maybe(Gen.Elements(NormKind.None, NormKind.Batch))
            from activation in Maybe(Gen.Elements(Activations))
            from bias in Maybe(AnyFlag)
            from prunable in Maybe(AnyFlag)
            select (LayerDeclaration)Linear(features, null, norm, activation, bias, prunable)),
        (1, ChannelByChannel));

    private static Gen<LayerDeclaration> ChannelByChannel => Gen.OneOf(
        Gen.Constant((LayerDeclaration)Norm()),
        Gen.Elements(Activations[1..]).Select(kind => (LayerDeclaration)Activate(kind)),
        Gen.Constant((LayerDeclaration)PReLU()),
        Gen.Choose(0, 9).Select(tenths => (LayerDeclaration)Dropout(tenths / 10.0)),
        Gen.Choose(0, 9).Select(tenths => (LayerDeclaration)new DropoutDeclaration(null, tenths / 10.0, DropoutKind.Images)));

    private static Gen<LayerDeclaration> AnyLayer => Gen.OneOf(
        SensibleFeature,
        SensibleHidden,
        from name in AnyName
        from channels in AnyNumber
        from kernel in AnyNumber
        from stride in AnyNumber
        from padding in Maybe(AnyNumber)
        from dilation in AnyNumber
        from norm in AnyNumber
        from activation in AnyNumber
        from groups in AnyNumber
        from other in AnyNumber
        select (LayerDeclaration)Conv(channels, name, new Sides(kernel, other), new Sides(other, stride), new OptionalSides(padding, other), new Sides(dilation, other), (NormKind)norm, (ActivationKind)activation, groups: groups),
        from name in AnyName
        from kind in AnyNumber
        from kernel in AnyNumber
        from stride in Maybe(AnyNumber)
        from padding in AnyNumber
        from other in AnyNumber
        from ceil in AnyFlag
        select (LayerDeclaration)Pool(name, (Kind)kind, new Sides(kernel, other), new OptionalSides(stride, other), new Sides(padding, other), ceil),
        from name in AnyName
        from part in AnyNumber
        from parts in AnyNumber
        select (LayerDeclaration)Slice(part, parts, name),
        from name in AnyName
        from groups in AnyNumber
        select (LayerDeclaration)ChannelShuffle(groups, name),
        from name in AnyName
        from channels in AnyNumber
        from stride in AnyNumber
        from repeat in AnyNumber
        select (LayerDeclaration)new ShuffleUnitDeclaration(name, channels, stride, repeat),
        from name in AnyName
        from height in AnyNumber
        from width in AnyNumber
        select (LayerDeclaration)AdaptivePool(height, width, name),
        from name in AnyName
        from features in AnyNumber
        from norm in Maybe(AnyNumber.Select(value => (NormKind)value))
        select (LayerDeclaration)Linear(features, name, norm),
        from name in AnyName
        from probability in ArbMap.Default.GeneratorFor<double>()
        from of in Gen.Elements(Enum.GetValues<DropoutKind>())
        select (LayerDeclaration)new DropoutDeclaration(name, probability, of),
        from name in AnyName
        from initial in ArbMap.Default.GeneratorFor<double>()
        from isSlope in AnyFlag
        select isSlope ? (LayerDeclaration)new PReLUDeclaration(name, initial) : new LayerScaleDeclaration(name, initial),
        from name in AnyName
        from kind in AnyNumber
        select (LayerDeclaration)Activate((ActivationKind)kind, name),
        from name in AnyName
        from kernel in AnyNumber
        from padding in Maybe(AnyNumber)
        from source in AnyName
        select (LayerDeclaration)Depthwise(name, kernel, padding: padding) with { From = source },
        from name in AnyName
        from channels in AnyNumber
        from stride in AnyNumber
        from repeat in AnyNumber
        from expansion in AnyNumber
        from isBasic in AnyFlag
        from prunable in AnyFlag
        select isBasic
            ? (LayerDeclaration)new BasicBlockDeclaration(name, channels, stride, repeat, expansion, CouplingKind.Shared, prunable) { StochasticDepth = prunable ? 0.25 : 0 }
            : new BottleneckDeclaration(name, channels, stride, repeat, expansion, CouplingKind.Warn, prunable) { GroupWidth = prunable ? stride : null, Squeeze = AnySqueeze(repeat, channels) },
        from name in AnyName
        from channels in AnyNumber
        from expansion in AnyNumber
        from repeat in AnyNumber
        from prunable in AnyFlag
        from kernel in AnyNumber
        select (LayerDeclaration)new InvertedResidualDeclaration(name, channels, expansion, 1, repeat, CouplingKind.Shared, prunable) { Kernel = kernel, StochasticDepth = prunable ? 2 : 0.5, Squeeze = AnySqueeze(kernel, expansion) },
        from name in AnyName
        from channels in Maybe(AnyNumber)
        from reduction in Maybe(AnyNumber)
        from gate in AnyNumber
        select (LayerDeclaration)new SqueezeExciteDeclaration(name, new SqueezeDeclaration(channels, reduction, SqueezeOfKind.Input, ActivationKind.ReLU, (ActivationKind)gate)),
        from other in AnyReference
        from source in AnyName
        select (LayerDeclaration)Multiply(other) with { From = source },
        from name in AnyName
        from channels in AnyNumber
        from squeeze in AnyNumber
        from norm in AnyNumber
        from repeat in AnyNumber
        select (LayerDeclaration)new FireDeclaration(name, channels, squeeze, (NormKind)norm, repeat),
        from name in AnyName
        from layers in AnyNumber
        from growth in AnyNumber
        from bottleneck in AnyFlag
        select (LayerDeclaration)new DenseBlockDeclaration(name, layers, growth, bottleneck),
        from name in AnyName
        from compression in Gen.Elements(0.0, 0.5, 1.0, 1.5, double.NaN)
        select (LayerDeclaration)new TransitionDeclaration(name, compression),
        from name in AnyName
        from others in Gen.ListOf(AnyReference)
        from coupling in AnyNumber
        from activation in AnyNumber
        select (LayerDeclaration)new AddDeclaration(name, others.ToEquatableArray(), (CouplingKind)coupling, (ActivationKind)activation),
        from others in Gen.ListOf(AnyReference)
        from source in AnyName
        select (LayerDeclaration)Concat([.. others]) with { From = source });

    private static SqueezeDeclaration AnySqueeze(int reduction, int of) => new(null, reduction, (SqueezeOfKind)(of % 2), ActivationKind.SiLU, ActivationKind.HardSigmoid);

    private static Gen<string> AnyReference => Gen.Elements("Conv1", "Conv2", "Conv3", "Add1", "Concat1", "Stem", "Pool1", "Block1", "Block2", "Nothing", "");

    private static Gen<int> AnyNumber => Gen.Frequency(
        (3, Gen.Choose(1, 8)),
        (1, Gen.Elements(int.MinValue, -1, 0, 46341, 65536, 1 << 30, int.MaxValue - 1, int.MaxValue)));

    private static Gen<string?> AnyName => Gen.Frequency(
        (2, Gen.Constant<string?>(null)),
        (1, Gen.Elements<string?>("Stem", "stem", "Conv1", "Conv1Norm", "Compact", "class", "x", "", "a b", "Made", "Linear1Flatten")),
        (1, ArbMap.Default.GeneratorFor<string>().Select(name => (string?)name)));

    private static Gen<bool> AnyFlag => Gen.Elements(true, false);

    private static Gen<T?> Maybe<T>(Gen<T> value)
        where T : struct => Gen.OneOf(Gen.Constant((T?)null), value.Select(some => (T?)some));

    private static Arbitrary<ModelDeclaration> Shrinking(Gen<ModelDeclaration> declarations) => Arb.From(declarations, Smaller);

    private static IEnumerable<ModelDeclaration> Smaller(ModelDeclaration declaration) =>
        Enumerable.Range(0, declaration.Layers.Count).Select(left => declaration with
        {
            Layers = declaration.Layers.Where((_, index) => index != left).ToEquatableArray(),
        });
}
