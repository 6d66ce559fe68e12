namespace CompactCnn.Datasets.Tests;

/// <summary>A fact about the published files: skipped, and said so, where they are missing.</summary>
internal sealed class Cifar10FactAttribute : FactAttribute
{
    public Cifar10FactAttribute()
    {
        if (!Directory.Exists(SharedData.Cifar10))
            Skip = $"the files of CIFAR-10 are not in '{SharedData.Cifar10}'; put the six .bin files of cifar-10-binary.tar.gz there";
    }
}
