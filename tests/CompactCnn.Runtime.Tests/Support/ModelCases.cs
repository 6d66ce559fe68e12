using CompactCnn.Models;

namespace CompactCnn.Runtime.Tests;

/// <summary>Every shared model; the contracts hold for each.</summary>
internal static class ModelCases
{
    private static readonly Dictionary<string, ModelCase> ByName = new ModelCase[]
    {
        new ModelCase<SmallVggTwin, SmallVggTwin.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new SmallVggTwin.Channels
            {
                Conv1 = keep[0], Conv2 = keep[1], Conv3 = keep[2], Conv4 = keep[3], Conv5 = keep[4], Conv6 = keep[5],
                Conv7 = keep[6]
            }),
            SmallVggTwin.CostOf,
            (widths, seed) => new SmallVggTwin.Compact(widths, seed: seed)),
        new ModelCase<Vgg16Twin, Vgg16Twin.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new Vgg16Twin.Channels
            {
                Conv1 = keep[0], Conv2 = keep[1], Conv3 = keep[2], Conv4 = keep[3], Conv5 = keep[4], Conv6 = keep[5],
                Conv7 = keep[6], Conv8 = keep[7], Conv9 = keep[8], Conv10 = keep[9], Conv11 = keep[10],
                Conv12 = keep[11], Conv13 = keep[12]
            }),
            Vgg16Twin.CostOf,
            (widths, seed) => new Vgg16Twin.Compact(widths, seed: seed)),
        new ModelCase<PlainVggTwin, PlainVggTwin.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new PlainVggTwin.Channels
            {
                Conv1 = keep[0], Conv2 = keep[1], Conv3 = keep[2], Conv4 = keep[3], Linear1 = keep[4],
                Linear2 = keep[5]
            }),
            PlainVggTwin.CostOf,
            (widths, seed) => new PlainVggTwin.Compact(widths, seed: seed)),
        new ModelCase<Activations, Activations.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new Activations.Channels
            {
                Conv1 = keep[0], Conv2 = keep[1], Conv3 = keep[2], Conv4 = keep[3], Conv5 = keep[4], Conv6 = keep[5],
                Conv7 = keep[6], Conv8 = keep[7], Conv9 = keep[8], Linear1 = keep[9], Linear2 = keep[10],
                Linear3 = keep[11]
            }),
            Activations.CostOf,
            (widths, seed) => new Activations.Compact(widths, seed: seed)),
        new ModelCase<PreActivation, PreActivation.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new PreActivation.Channels { Conv1 = keep[0], Conv2 = keep[1], Conv3 = keep[2], Conv4 = keep[3] }),
            PreActivation.CostOf,
            (widths, seed) => new PreActivation.Compact(widths, seed: seed)),
        new ModelCase<Geometry, Geometry.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new Geometry.Channels
            {
                Conv1 = keep[0], Conv2 = keep[1], Conv3 = keep[2], Conv4 = keep[3], Conv5 = keep[4], Conv6 = keep[5]
            }),
            Geometry.CostOf,
            (widths, seed) => new Geometry.Compact(widths, seed: seed)),
        new ModelCase<Windows, Windows.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new Windows.Channels { Conv1 = keep[0], Conv2 = keep[1], Conv3 = keep[2], Conv4 = keep[3] }),
            Windows.CostOf,
            (widths, seed) => new Windows.Compact(widths, seed: seed)),
        new ModelCase<Signal, Signal.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new Signal.Channels { Conv1 = keep[0], Conv2 = keep[1], Conv3 = keep[2] }),
            Signal.CostOf,
            (widths, seed) => new Signal.Compact(widths, seed: seed)),
        new ModelCase<Halves, Halves.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new Halves.Channels
            {
                Stem = keep[0], Conv1 = keep[1], Wide = keep[2], Grouped = keep[3], Twice = keep[4], Doubled = keep[5], Other = keep[6]
            }),
            Halves.CostOf,
            (widths, seed) => new Halves.Compact(widths, seed: seed)),
        new ModelCase<ShuffleNetTwin, ShuffleNetTwin.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new ShuffleNetTwin.Channels
            {
                Conv1 = keep[0], Block1Conv1 = keep[1], Block2Conv1 = keep[2], Block3Conv1 = keep[3], Block4Conv1 = keep[4], Block5Conv1 = keep[5],
                Conv2 = keep[6]
            }),
            ShuffleNetTwin.CostOf,
            (widths, seed) => new ShuffleNetTwin.Compact(widths, seed: seed)),
        new ModelCase<FixedLayers, FixedLayers.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new FixedLayers.Channels { Conv2 = keep[0], Conv4 = keep[1], Linear2 = keep[2] }),
            FixedLayers.CostOf,
            (widths, seed) => new FixedLayers.Compact(widths, seed: seed)),
        new ModelCase<NormedHead, NormedHead.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new NormedHead.Channels { Conv1 = keep[0], Conv2 = keep[1], Linear1 = keep[2], Linear2 = keep[3] }),
            NormedHead.CostOf,
            (widths, seed) => new NormedHead.Compact(widths, seed: seed)),
        new ModelCase<MatricesOnly, MatricesOnly.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new MatricesOnly.Channels { Conv1 = keep[0], Conv2 = keep[1] }),
            MatricesOnly.CostOf,
            (widths, seed) => new MatricesOnly.Compact(widths, seed: seed)),
        new ModelCase<NothingPrunable, NothingPrunable.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, _) => model.ToCompact(new NothingPrunable.Channels()),
            NothingPrunable.CostOf,
            (widths, seed) => new NothingPrunable.Compact(widths, seed: seed)),
        new ModelCase<LinearOnly, LinearOnly.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, _) => model.ToCompact(new LinearOnly.Channels()),
            LinearOnly.CostOf,
            (widths, seed) => new LinearOnly.Compact(widths, seed: seed)),
        new ModelCase<ImageAgain, ImageAgain.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new ImageAgain.Channels { Conv1 = keep[0], Conv2 = keep[1], Conv4 = keep[2], Conv5 = keep[3], Linear1 = keep[4], Linear2 = keep[5] }),
            ImageAgain.CostOf,
            (widths, seed) => new ImageAgain.Compact(widths, seed: seed)),
        new ModelCase<SmoothActivations, SmoothActivations.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new SmoothActivations.Channels
            {
                Conv1 = keep[0], Conv2 = keep[1], Conv3 = keep[2], Conv4 = keep[3], Conv5 = keep[4], Conv6 = keep[5],
                Conv8 = keep[6], Conv9 = keep[7], Conv10 = keep[8], Linear1 = keep[9], Linear2 = keep[10],
                Linear3 = keep[11]
            }),
            SmoothActivations.CostOf,
            (widths, seed) => new SmoothActivations.Compact(widths, seed: seed)),
        new ModelCase<AllConvolutional, AllConvolutional.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new AllConvolutional.Channels { Conv1 = keep[0], Conv2 = keep[1], Conv3 = keep[2] }),
            AllConvolutional.CostOf,
            (widths, seed) => new AllConvolutional.Compact(widths, seed: seed)),
        new ModelCase<SqueezeNetTwin, SqueezeNetTwin.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new SqueezeNetTwin.Channels
            {
                Conv1 = keep[0], Block1Squeeze = keep[1], Block1Expand1x1 = keep[2], Block1Expand3x3 = keep[3],
                Block2Squeeze = keep[4], Block2Expand1x1 = keep[5], Block2Expand3x3 = keep[6],
                Block3Squeeze = keep[7], Block3Expand1x1 = keep[8], Block3Expand3x3 = keep[9]
            }),
            SqueezeNetTwin.CostOf,
            (widths, seed) => new SqueezeNetTwin.Compact(widths, seed: seed)),
        new ModelCase<Products, Products.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new Products.Channels
            {
                Conv1 = keep[0], SqueezeExcite1Squeeze = keep[1], Wide = keep[2], Conv3 = keep[3], SqueezeExcite2Squeeze = keep[4],
                Last = keep[5], Linear1 = keep[6]
            }),
            Products.CostOf,
            (widths, seed) => new Products.Compact(widths, seed: seed)),
        new ModelCase<Slopes, Slopes.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new Slopes.Channels
            {
                Conv1 = keep[0], Conv2 = keep[1], Conv3 = keep[2], Conv5 = keep[3], Conv6 = keep[4], SqueezeExcite1Squeeze = keep[5],
                Block1Conv1 = keep[6], Linear1 = keep[7]
            }),
            Slopes.CostOf,
            (widths, seed) => new Slopes.Compact(widths, seed: seed)),
        new ModelCase<TwoStems, TwoStems.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new TwoStems.Channels { Block1Conv1 = keep[0], Block1Conv2 = keep[1] }),
            TwoStems.CostOf,
            (widths, seed) => new TwoStems.Compact(widths, seed: seed)),
        new ModelCase<Branches, Branches.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new Branches.Channels { Conv1 = keep[0], Conv2 = keep[1], Conv5 = keep[2], Conv6 = keep[3], Linear1 = keep[4] }),
            Branches.CostOf,
            (widths, seed) => new Branches.Compact(widths, seed: seed)),
        new ModelCase<PreActivationBranches, PreActivationBranches.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new PreActivationBranches.Channels { Conv1 = keep[0], Conv2 = keep[1], Conv4 = keep[2] }),
            PreActivationBranches.CostOf,
            (widths, seed) => new PreActivationBranches.Compact(widths, seed: seed)),
        new ModelCase<ResNet20Twin, ResNet20Twin.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new ResNet20Twin.Channels
            {
                Conv1 = keep[0], Block1Conv1 = keep[1], Block2Conv1 = keep[2], Block3Conv1 = keep[3], Block3Conv2 = keep[4],
                Block4Conv1 = keep[5], Block5Conv1 = keep[6], Block5Conv2 = keep[7], Block6Conv1 = keep[8]
            }),
            ResNet20Twin.CostOf,
            (widths, seed) => new ResNet20Twin.Compact(widths, seed: seed)),
        new ModelCase<ResNet18Twin, ResNet18Twin.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new ResNet18Twin.Channels
            {
                Conv1 = keep[0], Block1Conv1 = keep[1], Block2Conv1 = keep[2], Block3Conv1 = keep[3], Block3Conv2 = keep[4],
                Block4Conv1 = keep[5]
            }),
            ResNet18Twin.CostOf,
            (widths, seed) => new ResNet18Twin.Compact(widths, seed: seed)),
        new ModelCase<ResNet50Twin, ResNet50Twin.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new ResNet50Twin.Channels
            {
                Conv1 = keep[0], Block1Conv1 = keep[1], Block1Conv2 = keep[2], Block1Conv3 = keep[3], Block2Conv1 = keep[4],
                Block2Conv2 = keep[5], Block3Conv1 = keep[6], Block3Conv2 = keep[7], Block4Conv1 = keep[8],
                Block4Conv2 = keep[9], Block5Conv1 = keep[10], Block5Conv2 = keep[11], Block5Conv3 = keep[12]
            }),
            ResNet50Twin.CostOf,
            (widths, seed) => new ResNet50Twin.Compact(widths, seed: seed)),
        new ModelCase<DenseNet40Twin, DenseNet40Twin.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new DenseNet40Twin.Channels
            {
                Conv1 = keep[0], DenseBlock1Layer1Conv1 = keep[1], DenseBlock1Layer2Conv1 = keep[2],
                DenseBlock1Layer3Conv1 = keep[3], Transition1Conv = keep[4], DenseBlock2Layer1Conv1 = keep[5],
                DenseBlock2Layer2Conv1 = keep[6]
            }),
            DenseNet40Twin.CostOf,
            (widths, seed) => new DenseNet40Twin.Compact(widths, seed: seed)),
        new ModelCase<DenseNetBcTwin, DenseNetBcTwin.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new DenseNetBcTwin.Channels
            {
                Conv1 = keep[0], DenseBlock1Layer1Conv1 = keep[1], DenseBlock1Layer1Conv2 = keep[2],
                DenseBlock1Layer2Conv1 = keep[3], DenseBlock1Layer2Conv2 = keep[4], Transition1Conv = keep[5],
                DenseBlock2Layer1Conv1 = keep[6], DenseBlock2Layer1Conv2 = keep[7], DenseBlock2Layer2Conv1 = keep[8],
                DenseBlock2Layer2Conv2 = keep[9], DenseBlock2Layer3Conv1 = keep[10], DenseBlock2Layer3Conv2 = keep[11]
            }),
            DenseNetBcTwin.CostOf,
            (widths, seed) => new DenseNetBcTwin.Compact(widths, seed: seed)),
        new ModelCase<MobileNetV2Twin, MobileNetV2Twin.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new MobileNetV2Twin.Channels
            {
                Conv1 = keep[0], Block1Project = keep[1], Block2Expand = keep[2], Block2Project = keep[3],
                Block3Expand = keep[4], Block4Expand = keep[5], Block4Project = keep[6], Block5Expand = keep[7],
                Conv2 = keep[8]
            }),
            MobileNetV2Twin.CostOf,
            (widths, seed) => new MobileNetV2Twin.Compact(widths, seed: seed)),
        new ModelCase<MobileNetV3Twin, MobileNetV3Twin.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new MobileNetV3Twin.Channels
            {
                Conv1 = keep[0], Block1Squeeze = keep[1], Block2Expand = keep[2], Block2Project = keep[3],
                Block3Expand = keep[4], Block3Squeeze = keep[5], Conv2 = keep[6], Linear1 = keep[7]
            }),
            MobileNetV3Twin.CostOf,
            (widths, seed) => new MobileNetV3Twin.Compact(widths, seed: seed)),
        new ModelCase<EfficientNetTwin, EfficientNetTwin.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new EfficientNetTwin.Channels
            {
                Conv1 = keep[0], Block1Squeeze = keep[1], Block1Project = keep[2], Block2Expand = keep[3], Block2Squeeze = keep[4],
                Block2Project = keep[5], Block3Expand = keep[6], Block3Squeeze = keep[7], Conv2 = keep[8]
            }),
            EfficientNetTwin.CostOf,
            (widths, seed) => new EfficientNetTwin.Compact(widths, seed: seed)),
        new ModelCase<RegNetTwin, RegNetTwin.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new RegNetTwin.Channels
            {
                Conv1 = keep[0], Block1Conv1 = keep[1], Block1Conv2 = keep[2], Block1Squeeze = keep[3], Block1Conv3 = keep[4],
                Block2Conv1 = keep[5], Block2Conv2 = keep[6], Block2Squeeze = keep[7], Block2Conv3 = keep[8],
                Block3Conv1 = keep[9], Block3Conv2 = keep[10], Block3Squeeze = keep[11],
                Block4Conv1 = keep[12], Block4Conv2 = keep[13], Block4Conv3 = keep[14]
            }),
            RegNetTwin.CostOf,
            (widths, seed) => new RegNetTwin.Compact(widths, seed: seed)),
        new ModelCase<InceptionTwin, InceptionTwin.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new InceptionTwin.Channels
            {
                Conv1 = keep[0], Conv2 = keep[1], Low1x1 = keep[2], Conv3 = keep[3], Low3x3 = keep[4], Conv4 = keep[5],
                Low5x5 = keep[6], Conv5 = keep[7], High1x1 = keep[8], Conv6 = keep[9], High3x3 = keep[10],
                Conv7 = keep[11], High5x5 = keep[12], Conv8 = keep[13]
            }),
            InceptionTwin.CostOf,
            (widths, seed) => new InceptionTwin.Compact(widths, seed: seed)),
        new ModelCase<Grouped, Grouped.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new Grouped.Channels { Conv1 = keep[0], Conv2 = keep[1], Conv3 = keep[2], Conv4 = keep[3] }),
            Grouped.CostOf,
            (widths, seed) => new Grouped.Compact(widths, seed: seed)),
        new ModelCase<OwnBlocks, OwnBlocks.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new OwnBlocks.Channels
            {
                Conv1 = keep[0], Block1Conv1 = keep[1], Block2Conv1 = keep[2], WideNarrow = keep[3], WideConv1 = keep[4],
                WideDeepConv1 = keep[5], Conv2 = keep[6], Block3Conv1 = keep[7], Conv3 = keep[8]
            }),
            OwnBlocks.CostOf,
            (widths, seed) => new OwnBlocks.Compact(widths, seed: seed)),
        new ModelCase<GroupedConcatenation, GroupedConcatenation.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new GroupedConcatenation.Channels
            {
                Conv1 = keep[0], Conv3 = keep[1], Conv4 = keep[2],
                Conv7 = keep[3], Conv8 = keep[4], Conv11 = keep[5]
            }),
            GroupedConcatenation.CostOf,
            (widths, seed) => new GroupedConcatenation.Compact(widths, seed: seed)),
        new ModelCase<ActivationsEverywhere, ActivationsEverywhere.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new ActivationsEverywhere.Channels
            {
                Conv1 = keep[0], Conv6 = keep[1], Conv7 = keep[2], Conv8 = keep[3],
                Conv9 = keep[4], Conv10 = keep[5], Linear1 = keep[6], Linear2 = keep[7]
            }),
            ActivationsEverywhere.CostOf,
            (widths, seed) => new ActivationsEverywhere.Compact(widths, seed: seed)),
    }.ToDictionary(model => model.Name, StringComparer.Ordinal);

    public static IReadOnlyCollection<ModelCase> All => ByName.Values;

    /// <summary>The models by name, for theories.</summary>
    public static TheoryData<string> Names => [.. ByName.Keys];

    public static ModelCase Of(string name) => ByName[name];
}
