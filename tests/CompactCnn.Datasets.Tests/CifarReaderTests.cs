namespace CompactCnn.Datasets.Tests;

public sealed class CifarReaderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Labels_and_pixels_are_read(bool gzipped)
    {
        byte[] bytes = CifarBytes.Records(30, [20, 100]);
        CifarRecords records = Read(gzipped ? Bytes.Gzip(bytes) : bytes, 30, 20, 100);
        Assert.Equal(30, records.Count);

        byte[] images = new byte[30 * CifarRecords.ImageSize];
        long[] labels = new long[30];
        records.CopyTo(images, labels, label: 0);
        Assert.Equal(Enumerable.Range(0, 30).Select(image => image % 20L), labels);
        records.CopyTo(images, labels, label: 1);
        Assert.Equal(Enumerable.Range(0, 30).Select(image => (long)image), labels);
        Assert.Equal(bytes.Chunk(2 + CifarRecords.ImageSize).SelectMany(record => record.Skip(2)), images);
    }

    [Fact]
    public void A_label_out_of_range_is_named_by_its_byte() =>
        Assert.Contains("byte 3075 of its content must be a label of 0 to 99, but is 100;", Refused(2, [0, 0, .. new byte[3072], 19, 100, .. new byte[3072]], 20, 100), StringComparison.Ordinal);

    [Fact]
    public void Too_few_and_too_many_bytes_are_told()
    {
        byte[] bytes = CifarBytes.Records(2, [10]);
        Assert.Contains("2 images of 3073 bytes take 6146 bytes, but its content ends at byte 6145;", Refused(2, bytes[..^1], 10), StringComparison.Ordinal);
        Assert.Contains("2 images of 3073 bytes take 6146 bytes, but more follow from byte 6146;", Refused(2, [.. bytes, 0], 10), StringComparison.Ordinal);
        Assert.Contains("ends at byte 0;", Refused(2, [], 10), StringComparison.Ordinal);
        Assert.Contains("ends at byte 0;", Refused(2, Bytes.Gzip([]), 10), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gzip_bomb_is_decompressed_no_further_than_its_images()
    {
        byte[] bomb = Bytes.Gzip(new byte[64 << 20]);
        Assert.False(Fuzz.ReadOne(bomb, bomb.Length, file => Read(file, 2, 10)));
    }

    private static CifarRecords Read(byte[] file, int count, params int[] classes) =>
        Fuzz.Content(file, content => CifarReader.Read(content, content.StoredSize, count, classes));

    private static string Refused(int count, byte[] file, params int[] classes) =>
        Assert.Throws<DatasetException>(() => Read(file, count, classes)).Message;
}
