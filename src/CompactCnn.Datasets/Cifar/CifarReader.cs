using static System.FormattableString;

namespace CompactCnn;

/// <summary>
/// Reads the binary form of CIFAR from a stream that is not to be trusted. Faults are clauses that name the byte of the
/// content.
/// </summary>
internal static class CifarReader
{
    /// <summary>Reads images and requires the content to end with them.</summary>
    /// <param name="content">The content, without a gzip layer.</param>
    /// <param name="storedSize">Bytes that the content takes where it is stored; bounds what is allocated at once.</param>
    /// <param name="count">How many images it must hold; the form has no header that says it.</param>
    /// <param name="classes">For each label byte of a record, how many classes it tells apart.</param>
    /// <exception cref="ContentException">The content is not exactly so many images with labels of these classes.</exception>
    public static CifarRecords Read(Stream content, long storedSize, int count, params ReadOnlySpan<int> classes)
    {
        int recordSize = classes.Length + CifarRecords.ImageSize;
        int size = checked(count * recordSize);
        byte[] bytes = ContentBytes.ReadUpTo(content, storedSize, size);
        if (bytes.Length < size)
            throw new ContentException(Invariant($"{count} images of {recordSize} bytes take {size} bytes, but its content ends at byte {bytes.Length}"));

        // Asking for one byte more also makes the content check its end.
        if (content.ReadByte() >= 0)
            throw new ContentException(Invariant($"{count} images of {recordSize} bytes take {size} bytes, but more follow from byte {size}"));

        for (int start = 0; start < size; start += recordSize)
        {
            for (int label = 0; label < classes.Length; label++)
            {
                if (bytes[start + label] >= classes[label])
                    throw new ContentException(Invariant($"byte {start + label} of its content must be a label of 0 to {classes[label] - 1}, but is {bytes[start + label]}"));
            }
        }

        return new CifarRecords(bytes, classes.Length);
    }
}
