using System.Runtime.InteropServices;
using TorchSharp;

namespace CompactCnn;

/// <summary>
/// The cropped digits of SVHN, the Street View House Numbers (Y. Netzer and others, 2011; for research only): 73,257
/// training and 26,032 test photographs of digits, 32x32 pixels in three channels. Its additional images are not loaded.
/// </summary>
public static class Svhn
{
    private const string Mend = "get the file again, or give another one";

    /// <summary>The published files, in the order: training images, test images.</summary>
    internal static readonly DataSource Source = new(
        "svhn",
        new Uri("http://ufldl.stanford.edu/housenumbers/"),
        [
            Published("train_32x32.mat", 182_040_794, "435e94d69a87fde4fd4d7f3dd208dfc32cb6ae8af2240d066de1df7508d083b8"),
            Published("test_32x32.mat", 64_275_384, "cdce80dfb2a2c4c6160906d0bd7c68ec5a99d7ca4831afa54f09182025b6a75b"),
        ]);

    /// <summary>What the labels 0..9 mean: the digits themselves.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = Digits.Names;

    /// <summary>
    /// Loads the data set, from the first of these places that has both files: the folder given, and if one is given no
    /// other; <c>$COMPACTCNN_DATA/svhn</c>; <c>compactcnn/svhn</c> in the user's cache folder. What is missing is
    /// downloaded to the first place. Every file is checked against its SHA-256 checksum.
    /// </summary>
    /// <param name="folder">Where the files must be, or be downloaded to; absent: the usual places.</param>
    /// <param name="offline">Forbids downloading.</param>
    /// <param name="progress">Told of each piece downloaded.</param>
    /// <param name="ct">Ends a download; the next one resumes it.</param>
    /// <returns>The data set, uint8 images [count, 3, 32, 32] in about 305 MB, owned by the caller.</returns>
    /// <exception cref="DatasetException">A file is missing and cannot be downloaded, or is not the one published.</exception>
    /// <exception cref="OperationCanceledException">The download was cancelled.</exception>
    public static Dataset Load(string? folder = null, bool offline = false, IProgress<DownloadProgress>? progress = null, CancellationToken ct = default) =>
        Load(Source, folder, offline, progress, ct);

    /// <summary>Reads one file of digits in the form of SVHN, whichever they are.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The images and labels, normalised by their own mean and deviation, owned by the caller.</returns>
    /// <exception cref="DatasetException">The file cannot be read, or is not in this form.</exception>
    public static TrainingData ReadPart(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        LabelledImages part = Part(ContentStream.Read(path, Mend, SvhnImages.Read));
        return part.Normalized(part.Statistics());
    }

    internal static Dataset Load(DataSource source, string? folder, bool offline, IProgress<DownloadProgress>? progress, CancellationToken ct)
    {
        string place = DataFolder.Provide(source, folder, offline, progress, ct);
        return Dataset.Read(source.Name, () => PartOf(source.Files[0]), () => PartOf(source.Files[1]), ClassNames);

        LabelledImages PartOf(DataFile file)
        {
            ct.ThrowIfCancellationRequested();
            return Part(source.Read(place, file, SvhnImages.Read));
        }
    }

    private static RemoteDataFile Published(string name, long size, string checksum) => new(name, size, new DataFile(name, size, checksum));

    private static LabelledImages Part(SvhnImages digits)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        TorchLibrary.Require();
        torch.Tensor images = torch.empty([digits.Count, 3, 32, 32], torch.ScalarType.Byte);
        torch.Tensor labels = torch.empty([digits.Count], torch.int64);
        digits.CopyTo(images.bytes, MemoryMarshal.Cast<byte, long>(labels.bytes));
        return new LabelledImages(images, labels);
    }
}
