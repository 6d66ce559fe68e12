namespace CompactCnn;

/// <summary>Images in the binary form of CIFAR: each is its label bytes and then its pixels, channel by channel, row by row.</summary>
/// <param name="Bytes">The records, one after the other.</param>
/// <param name="LabelCount">Label bytes of a record: 1 in CIFAR-10, 2 in CIFAR-100.</param>
internal sealed record CifarRecords(ReadOnlyMemory<byte> Bytes, int LabelCount)
{
    /// <summary>Bytes of an image: three channels of 32x32 pixels.</summary>
    public const int ImageSize = 3 * 32 * 32;

    /// <summary>Number of images.</summary>
    public int Count => Bytes.Length / (LabelCount + ImageSize);

    /// <summary>Copies the pixels, and one of the labels, of every image.</summary>
    /// <param name="images">As many times <see cref="ImageSize"/> as there are images.</param>
    /// <param name="labels">One for each image.</param>
    /// <param name="label">Which label byte of a record.</param>
    public void CopyTo(Span<byte> images, Span<long> labels, int label)
    {
        ReadOnlySpan<byte> records = Bytes.Span;
        for (int image = 0; image < labels.Length; image++)
        {
            labels[image] = records[label];
            records.Slice(LabelCount, ImageSize).CopyTo(images[(image * ImageSize)..]);
            records = records[(LabelCount + ImageSize)..];
        }
    }
}
