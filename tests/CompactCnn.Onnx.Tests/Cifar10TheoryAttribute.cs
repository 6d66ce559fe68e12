namespace CompactCnn.Onnx.Tests;

/// <summary>A theory on CIFAR-10: skipped, and said so, where its files are missing.</summary>
internal sealed class Cifar10TheoryAttribute : TheoryAttribute
{
    private static readonly string? Missing = Directory.Exists(RealImages.Cifar10Folder)
        ? null
        : $"the files of CIFAR-10 are not in '{RealImages.Cifar10Folder}'; put the six .bin files of cifar-10-binary.tar.gz there";

    public Cifar10TheoryAttribute() => Skip = Missing;

    /// <summary>Whether it takes minutes and runs only where that is asked for.</summary>
    public bool Slow
    {
        get => Skip == SlowTheoryAttribute.Reason;
        set => Skip = Missing ?? (value ? SlowTheoryAttribute.Reason : null);
    }
}
