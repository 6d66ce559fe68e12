using static TorchSharp.torch;

namespace CompactCnn.Onnx.Tests;

/// <summary>Test images of real data sets, normalised. They live as long as the process.</summary>
internal static class RealImages
{
    private const int Count = 1_000;

    private static readonly Lazy<Tensor> Clothes = new(() => First(FashionMnistSubset.Load()));
    private static readonly Lazy<Tensor> Photographs = new(() => First(CompactCnn.Cifar10.Load(Cifar10Folder, offline: true)));

    public static Tensor FashionMnist => Clothes.Value;

    public static Tensor Cifar10 => Photographs.Value;

    /// <summary>Real data sets are no part of the repository: <c>../shared/data</c> beside its root.</summary>
    public static string Cifar10Folder { get; } = Path.GetFullPath(Path.Combine(Root(), "../shared/data/cifar-10-batches-bin"));

    private static Tensor First(Dataset data)
    {
        using (data)
        {
            using Tensor raw = data.Test.Images.narrow(0, 0, Count);
            return data.Normalization.Apply(raw, default).DetachFromDisposeScope();
        }
    }

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Directory.Packages.props")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? AppContext.BaseDirectory;
    }
}
