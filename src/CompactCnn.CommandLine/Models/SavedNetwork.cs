namespace CompactCnn.CommandLine;

/// <summary>A network's file, of a model that the program has.</summary>
/// <param name="Path">The file.</param>
/// <param name="Manifest">What it says of itself.</param>
/// <param name="Model">The model.</param>
internal sealed record SavedNetwork(string Path, NetworkManifest Manifest, DeclaredModel Model)
{
    /// <summary>Reads what the file of a compact network says of itself; libtorch is not needed.</summary>
    /// <exception cref="ModelFileException">The file is missing or damaged.</exception>
    /// <exception cref="UsageException">It is of a full model, or of one that the program does not have.</exception>
    public static SavedNetwork Of(ModelCatalog models, string path)
    {
        NetworkManifest manifest = NetworkManifest.Read(path);
        DeclaredModel model = models.OfFile(manifest)
            ?? throw new UsageException($"'{path}' is of the model {UntrustedText.Quote(manifest.FullName ?? manifest.Model)}, which this program does not have; load it in the program that declares it");
        return manifest.IsCompact
            ? new SavedNetwork(path, manifest, model)
            : throw new UsageException($"'{path}' is of a full model, but a compact network was expected; give a file that train wrote");
    }

    /// <summary>Class names and normalisation.</summary>
    /// <exception cref="UsageException">The file does not say.</exception>
    public NetworkUsage RequireUsage() =>
        Manifest.Usage ?? throw new UsageException($"'{Path}' does not say what its classes are called and how pixels are normalised; save the network again, with its Usage set");

    /// <summary>Loads the network, in evaluation mode; what could not be checked of its file is said.</summary>
    /// <exception cref="ModelFileException">The file does not fit the model.</exception>
    public CompactNetwork Load()
    {
        TorchLoading.Require();
        CompactNetwork network = Model.LoadCompact(Path);
        foreach (string warning in network.LoadWarnings)
            CommandOutput.WriteRemark($"warning: {warning}");

        return network;
    }

    /// <summary>Images normalised as the network was trained, whatever their own statistics, and labelled by its names of classes.</summary>
    /// <returns>Data of its own, which shares the images' memory.</returns>
    public TrainingData Prepare(TrainingData images)
    {
        if (Manifest.Usage is { } usage)
        {
            using TrainingData known = images.WithClasses(usage.ClassNames);
            return known.WithTransform(new Normalization(usage.Mean, usage.Deviation).Apply);
        }

        CommandOutput.WriteRemark($"warning: '{Path}' names no classes and no normalisation: labels are matched by their order, and the images are normalised by those of their own data set");
        return images.WithTransform(images.Transform);
    }
}
