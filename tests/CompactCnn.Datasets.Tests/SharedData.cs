namespace CompactCnn.Datasets.Tests;

/// <summary>Real data sets, which are no part of the repository: <c>../shared/data</c> beside its root.</summary>
internal static class SharedData
{
    public static string Cifar10 { get; } = At("cifar-10-batches-bin");

    public static string Svhn { get; } = At("svhn/train_32x32_first1083.mat");

    private static string At(string name) => Path.GetFullPath(Path.Combine(Root(), "../shared/data", name));

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Directory.Packages.props")))
            folder = Path.GetDirectoryName(folder);

        return folder ?? AppContext.BaseDirectory;
    }
}
