using System.Runtime.InteropServices;
using TorchSharp;

namespace CompactCnn;

/// <summary>What CIFAR-10 and CIFAR-100 have in common.</summary>
internal static class Cifar
{
    /// <summary>Loads a published data set, whose last file holds the test images.</summary>
    /// <param name="source">The data set.</param>
    /// <param name="classes">For each label byte of a record, how many classes it tells apart.</param>
    /// <param name="label">Which of the label bytes to take.</param>
    /// <param name="classNames">What it means.</param>
    /// <param name="folder">Where the files must be, or be downloaded to; null: the usual places.</param>
    /// <param name="offline">Forbids downloading.</param>
    /// <param name="progress">Told of each piece downloaded.</param>
    /// <param name="ct">Ends a download; the next one resumes it.</param>
    public static Dataset Load(
        DataSource source,
        int[] classes,
        int label,
        IReadOnlyList<string> classNames,
        string? folder,
        bool offline,
        IProgress<DownloadProgress>? progress,
        CancellationToken ct)
    {
        string place = DataFolder.Provide(source, folder, offline, progress, ct);
        return Dataset.Read(source.Name, () => Part([.. source.Files.SkipLast(1)]), () => Part([source.Files[^1]]), classNames);

        LabelledImages Part(DataFile[] files)
        {
            int[] counts = [.. files.Select(file => (int)(file.ContentSize / (classes.Length + CifarRecords.ImageSize)))];
            // Where reading fails, nothing is left behind.
            using DisposeScope scope = torch.NewDisposeScope();
            TorchLibrary.Require();
            torch.Tensor images = torch.empty([counts.Sum(), 3, 32, 32], torch.ScalarType.Byte);
            torch.Tensor labels = torch.empty([counts.Sum()], torch.int64);
            int first = 0;
            foreach ((DataFile file, int count) in files.Zip(counts))
            {
                ct.ThrowIfCancellationRequested();
                CifarRecords records = source.Read(place, file, content => CifarReader.Read(content, content.StoredSize, count, classes));
                records.CopyTo(images.bytes[(first * CifarRecords.ImageSize)..], MemoryMarshal.Cast<byte, long>(labels.bytes).Slice(first, count), label);
                first += count;
            }

            return new LabelledImages(images, labels);
        }
    }
}
