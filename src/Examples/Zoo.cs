using CompactCnn.Examples.Models;

namespace CompactCnn.Examples;

/// <summary>The models that commands know by name.</summary>
internal static class Zoo
{
    /// <summary>Every model, in the order in which to show them.</summary>
    public static IReadOnlyList<ZooModel> Models { get; } =
    [
        new ZooModel<SmallVgg, SmallVgg.Compact>(
            "small-vgg", "the example of the documentation, for 32x32 colour images",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new SmallVgg.Compact(widths, seed: seed)),
        new ZooModel<FashionVgg, FashionVgg.Compact>(
            "fashion-vgg", "for Fashion-MNIST; what quickstart trains",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new FashionVgg.Compact(widths, seed: seed)),
        new ZooModel<Vgg11Cifar10, Vgg11Cifar10.Compact>(
            "vgg11-cifar10", "VGG-11 with batch norm, for CIFAR-10",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new Vgg11Cifar10.Compact(widths, seed: seed)),
        new ZooModel<Vgg16Cifar10, Vgg16Cifar10.Compact>(
            "vgg16-cifar10", "VGG-16 with batch norm, for CIFAR-10",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new Vgg16Cifar10.Compact(widths, seed: seed)),
        new ZooModel<Vgg19Cifar10, Vgg19Cifar10.Compact>(
            "vgg19-cifar10", "VGG-19 with batch norm, for CIFAR-10",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new Vgg19Cifar10.Compact(widths, seed: seed)),
        new ZooModel<Vgg16ImageNet, Vgg16ImageNet.Compact>(
            "vgg16-imagenet", "VGG-16 as published, for ImageNet",
            (model, keep) => model.ToCompact(keep), (widths, seed) => new Vgg16ImageNet.Compact(widths, seed: seed)),
    ];

    /// <summary>Every model's name.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Models.Select(model => model.Name)];

    /// <summary>The model of a name, or null.</summary>
    public static ZooModel? Find(string name) => Models.FirstOrDefault(model => model.Name == name);
}
