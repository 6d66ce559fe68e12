using TorchSharp;

namespace CompactCnn;

/// <summary>Data sets of four IDX files, in the order: training images, training labels, test images, test labels.</summary>
internal static class IdxDataset
{
    /// <summary>The file that brings one of the four, gzipped.</summary>
    /// <param name="name">The data file's name.</param>
    /// <param name="size">Bytes of the gzipped file.</param>
    /// <param name="contentSize">Bytes of the data file.</param>
    /// <param name="contentChecksum">SHA-256 of the data file.</param>
    public static RemoteFile Gzipped(string name, long size, long contentSize, string contentChecksum) =>
        new RemoteDataFile($"{name}.gz", size, new DataFile(name, contentSize, contentChecksum));

    /// <summary>Loads a published data set.</summary>
    public static Dataset Load(
        DataSource source, IReadOnlyList<string> classNames, string? folder, bool offline, IProgress<DownloadProgress>? progress, CancellationToken ct)
    {
        string place = DataFolder.Provide(source, folder, offline, progress, ct);
        return Make(
            source.Name,
            Read(0, IdxReader.ReadImages),
            Read(1, IdxReader.ReadLabels),
            Read(2, IdxReader.ReadImages),
            Read(3, IdxReader.ReadLabels),
            classNames);

        IdxArray Read(int file, Func<Stream, long, IdxArray> read) =>
            source.Read(place, source.Files[file], content => read(content, content.StoredSize));
    }

    /// <summary>Makes a data set, or a part of one, from the content of its four files.</summary>
    public static Dataset Make(
        string name, IdxArray trainImages, IdxArray trainLabels, IdxArray testImages, IdxArray testLabels, IReadOnlyList<string> classNames) =>
        Dataset.Read(name, () => Part(trainImages, trainLabels), () => Part(testImages, testLabels), classNames);

    private static LabelledImages Part(IdxArray images, IdxArray labels)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor bytes = labels.ToTensor();
        return new LabelledImages(images.ToTensor().unsqueeze_(1), bytes.to(torch.int64));
    }
}
