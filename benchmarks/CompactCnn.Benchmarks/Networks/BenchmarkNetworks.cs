using CompactCnn.Examples.Models;

namespace CompactCnn.Benchmarks;

/// <summary>The networks that are measured.</summary>
internal static class BenchmarkNetworks
{
    public static IReadOnlyList<BenchmarkNetwork> All { get; } =
    [
        new GeneratedNetwork<SevenConvolutions, SevenConvolutions.Compact>("7-convolution", widths => new HandWrittenVgg(widths, [2, 2, 3], globalPool: true))
        {
            SlicedFractions = [0.5, 0.25, 0.125],
            SlicedGoal = 1.03,
            SavingGoal = 0.30,
            FastestGoals = [(0.5, 8), (0.25, 20)],
            MemoryGoal = 0.6,
        },
        new GeneratedNetwork<Vgg16Cifar10, Vgg16Cifar10.Compact>("vgg16-cifar10", widths => new HandWrittenVgg(widths, [2, 2, 3, 3, 3], globalPool: false))
        {
            SlicedFractions = [0.5, 0.25, 0.125],
            SlicedGoal = 1.03,
            SavingGoal = 0.35,
        },
        new GeneratedNetwork<ResNet20Cifar10, ResNet20Cifar10.Compact>("resnet20-cifar10", widths => new HandWrittenResNet20(widths))
        {
            SlicedFractions = [0.5, 0.25],
            SlicedGoal = 1.10,
        },
        new GeneratedNetwork<DenseNet40Cifar10, DenseNet40Cifar10.Compact>("densenet40-cifar10", widths => new HandWrittenDenseNet40(widths))
        {
            SlicedFractions = [0.5, 0.25],
            SlicedGoal = 1.10,
        },
    ];
}
