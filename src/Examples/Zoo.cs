using CompactCnn.CommandLine;
using CompactCnn.Examples.Models;

namespace CompactCnn.Examples;

/// <summary>The models of the zoo.</summary>
internal static class Zoo
{
    /// <summary>Every model, in the order in which to show them.</summary>
    private static IReadOnlyList<ZooModel> Models { get; } =
    [
        new ZooModel<SmallVgg, SmallVgg.Compact>(
            "small-vgg", "the example of the documentation, for 32x32 colour images",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new SmallVgg.Compact(widths, seed: seed)),
        new ZooModel<FashionVgg, FashionVgg.Compact>(
            "fashion-vgg", "for Fashion-MNIST; what quickstart trains",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new FashionVgg.Compact(widths, seed: seed)),
        new ZooModel<Vgg7Cifar10, Vgg7Cifar10.Compact>(
            "vgg7-cifar10", "six convolutions with batch norm, for CIFAR-10: what the results are about",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new Vgg7Cifar10.Compact(widths, seed: seed)),
        new ZooModel<Vgg11Cifar10, Vgg11Cifar10.Compact>(
            "vgg11-cifar10", "VGG-11 with batch norm, for CIFAR-10",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new Vgg11Cifar10.Compact(widths, seed: seed)),
        new ZooModel<Vgg16Cifar10, Vgg16Cifar10.Compact>(
            "vgg16-cifar10", "VGG-16 with batch norm, for CIFAR-10",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new Vgg16Cifar10.Compact(widths, seed: seed)),
        new ZooModel<Vgg16QuarterCifar10, Vgg16QuarterCifar10.Compact>(
            "vgg16-quarter-cifar10", "VGG-16 with a quarter of its channels, for CIFAR-10",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new Vgg16QuarterCifar10.Compact(widths, seed: seed)),
        new ZooModel<Vgg16BiasCifar10, Vgg16BiasCifar10.Compact>(
            "vgg16-bias-cifar10", "VGG-16 with batch norm and biases, for CIFAR-10",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new Vgg16BiasCifar10.Compact(widths, seed: seed)),
        new ZooModel<Vgg16Cifar100, Vgg16Cifar100.Compact>(
            "vgg16-cifar100", "VGG-16 with batch norm, for CIFAR-100",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new Vgg16Cifar100.Compact(widths, seed: seed)),
        new ZooModel<Vgg19Cifar10, Vgg19Cifar10.Compact>(
            "vgg19-cifar10", "VGG-19 with batch norm, for CIFAR-10",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new Vgg19Cifar10.Compact(widths, seed: seed)),
        new ZooModel<Vgg16ImageNet, Vgg16ImageNet.Compact>(
            "vgg16-imagenet", "VGG-16 as published, for ImageNet",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new Vgg16ImageNet.Compact(widths, seed: seed)),
        new ZooModel<ResNet18, ResNet18.Compact>(
            "resnet18", "ResNet-18, for ImageNet",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new ResNet18.Compact(widths, seed: seed)),
        new ZooModel<ResNet34, ResNet34.Compact>(
            "resnet34", "ResNet-34, for ImageNet",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new ResNet34.Compact(widths, seed: seed)),
        new ZooModel<ResNet50, ResNet50.Compact>(
            "resnet50", "ResNet-50, for ImageNet",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new ResNet50.Compact(widths, seed: seed)),
        new ZooModel<ResNet20Cifar10, ResNet20Cifar10.Compact>(
            "resnet20-cifar10", "ResNet-20 with projection shortcuts, for CIFAR-10",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new ResNet20Cifar10.Compact(widths, seed: seed)),
        new ZooModel<ResNet20SingleCifar10, ResNet20SingleCifar10.Compact>(
            "resnet20-single-cifar10", "ResNet-20 whose channels are chosen only where no addition ties them, for CIFAR-10",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new ResNet20SingleCifar10.Compact(widths, seed: seed)),
        new ZooModel<ResNet32Cifar10, ResNet32Cifar10.Compact>(
            "resnet32-cifar10", "ResNet-32 with projection shortcuts, for CIFAR-10",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new ResNet32Cifar10.Compact(widths, seed: seed)),
        new ZooModel<ResNet44Cifar10, ResNet44Cifar10.Compact>(
            "resnet44-cifar10", "ResNet-44 with projection shortcuts, for CIFAR-10",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new ResNet44Cifar10.Compact(widths, seed: seed)),
        new ZooModel<ResNet56Cifar10, ResNet56Cifar10.Compact>(
            "resnet56-cifar10", "ResNet-56 with projection shortcuts, for CIFAR-10",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new ResNet56Cifar10.Compact(widths, seed: seed)),
        new ZooModel<ResNet110Cifar10, ResNet110Cifar10.Compact>(
            "resnet110-cifar10", "ResNet-110 with projection shortcuts, for CIFAR-10",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new ResNet110Cifar10.Compact(widths, seed: seed)),
        new ZooModel<ResNet56Cifar100, ResNet56Cifar100.Compact>(
            "resnet56-cifar100", "ResNet-56 with projection shortcuts, for CIFAR-100",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new ResNet56Cifar100.Compact(widths, seed: seed)),
        new ZooModel<DenseNet22Fashion, DenseNet22Fashion.Compact>(
            "densenet22-fashion", "DenseNet-22 with growth 12, for Fashion-MNIST",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new DenseNet22Fashion.Compact(widths, seed: seed)),
        new ZooModel<DenseNet40Cifar10, DenseNet40Cifar10.Compact>(
            "densenet40-cifar10", "DenseNet-40 with growth 12, for CIFAR-10",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new DenseNet40Cifar10.Compact(widths, seed: seed)),
        new ZooModel<DenseNet40Stem24Cifar10, DenseNet40Stem24Cifar10.Compact>(
            "densenet40-stem24-cifar10", "DenseNet-40 with growth 12 and a stem of 24 channels, for CIFAR-10",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new DenseNet40Stem24Cifar10.Compact(widths, seed: seed)),
        new ZooModel<DenseNetBc100Cifar10, DenseNetBc100Cifar10.Compact>(
            "densenet-bc-100-cifar10", "DenseNet-BC-100 with growth 12, for CIFAR-10",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new DenseNetBc100Cifar10.Compact(widths, seed: seed)),
        new ZooModel<DenseNetBc100Cifar100, DenseNetBc100Cifar100.Compact>(
            "densenet-bc-100-cifar100", "DenseNet-BC-100 with growth 12, for CIFAR-100",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new DenseNetBc100Cifar100.Compact(widths, seed: seed)),
        new ZooModel<DenseNet121, DenseNet121.Compact>(
            "densenet121", "DenseNet-121, for ImageNet",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new DenseNet121.Compact(widths, seed: seed)),
        new ZooModel<MobileNetV2, MobileNetV2.Compact>(
            "mobilenetv2", "MobileNetV2, for ImageNet",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new MobileNetV2.Compact(widths, seed: seed)),
        new ZooModel<InceptionCifar10, InceptionCifar10.Compact>(
            "inception-cifar10", "two Inception modules, for CIFAR-10",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new InceptionCifar10.Compact(widths, seed: seed)),
    ];

    /// <summary>The models, as commands take them.</summary>
    public static ModelCatalog Catalog { get; } = new(Models);
}
