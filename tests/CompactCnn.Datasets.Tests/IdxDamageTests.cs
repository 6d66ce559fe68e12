using System.Diagnostics;

namespace CompactCnn.Datasets.Tests;

/// <summary>Whatever the bytes, a file is read or refused with a DatasetException; nothing else, and at no great cost.</summary>
public sealed class IdxDamageTests : IDisposable
{
    private static readonly byte[] Plain = Bytes.Idx(Bytes.Images(count: 3, size: 4));
    private static readonly byte[] Gzipped = Bytes.Gzip(Plain);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<bool> Layers => [false, true];

    [Theory, MemberData(nameof(Layers))]
    public void A_file_cut_short_anywhere_is_refused(bool gzipped)
    {
        byte[] whole = gzipped ? Gzipped : Plain;
        for (int length = 0; length < whole.Length; length++)
            Refused(whole[..length]);
    }

    [Theory, MemberData(nameof(Layers))]
    public void A_file_with_bytes_after_its_end_is_refused(bool gzipped)
    {
        byte[] whole = gzipped ? Gzipped : Plain;
        for (int extra = 1; extra < 20; extra++)
            Refused([.. whole, .. Enumerable.Repeat((byte)0xA5, extra)]);

        Refused([.. whole, .. whole]);
    }

    [Fact]
    public void Any_flipped_bit_of_the_header_is_refused()
    {
        for (int bit = 0; bit < 16 * 8; bit++)
        {
            byte[] bytes = [.. Plain];
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
            Refused(bytes);
            Refused(Bytes.Gzip(bytes));
        }
    }

    [Fact]
    public void Any_flipped_bit_of_compressed_values_or_their_checksum_is_refused()
    {
        const int gzipHeader = 10;
        const int trailer = 8;
        for (int place = gzipHeader; place < Gzipped.Length; place++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] bytes = [.. Gzipped];
                bytes[place] ^= (byte)(1 << bit);

                // The last byte of compressed data is padded with bits that mean nothing.
                if (place != Gzipped.Length - trailer - 1)
                    Refused(bytes);
            }
        }
    }

    [Theory]
    [InlineData(0u, 4u, 4u, "byte 4 ")]
    [InlineData(3u, 0u, 4u, "byte 8 ")]
    [InlineData(3u, 4u, 0u, "byte 12 ")]
    [InlineData(0x80000000u, 4u, 4u, "byte 4 ")]
    [InlineData(uint.MaxValue, uint.MaxValue, uint.MaxValue, "byte 4 ")]
    [InlineData(0x7FFFFFFFu, 0x7FFFFFFFu, 0x7FFFFFFFu, "byte 4 ")]
    [InlineData(0x10000u, 0x10000u, 0x10000u, "byte 4 ")]
    [InlineData(0x40000000u, 4u, 1u, "byte 4 ")]
    [InlineData(0x7FFFFFC7u, 1u, 1u, "ends at byte 64")]
    [InlineData(4u, 4u, 4u, "ends at byte 64")]
    [InlineData(2u, 4u, 4u, "more follow from byte 48")]
    public void Dimensions_that_do_not_fit_are_named(uint count, uint height, uint width, string where)
    {
        byte[] bytes = [.. Bytes.Header(0x803, count, height, width), .. Plain[16..]];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(where, Refused(bytes), StringComparison.Ordinal);
        Assert.Contains(where, Refused(Bytes.Gzip(bytes)), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_gzip_bomb_is_decompressed_no_further_than_its_header_promises()
    {
        using var content = new Endless(Bytes.Header(0x803, 3, 4, 4));
        Assert.Throws<ContentException>(() => IdxReader.ReadImages(content, storedSize: 1_000));
        Assert.Equal(16 + 48 + 1, content.Delivered);
    }

    [Fact]
    public void A_gzip_bomb_in_a_file_costs_neither_memory_nor_time()
    {
        byte[] bomb = Bytes.Gzip([.. Plain, .. new byte[64 << 20]]);
        string path = folder.Write("bomb", bomb);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        Assert.Throws<DatasetException>(() => IdxFile.ReadImages(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.InRange(clock.ElapsedMilliseconds, 0, 1_000);
    }

    [Fact]
    public void Memory_follows_what_was_read_and_not_what_was_promised()
    {
        const int real = 1 << 20;
        byte[] promising = Bytes.Gzip([.. Bytes.Header(0x803, 2_000, 1_000, 1_000), .. new byte[real]]);
        string path = folder.Write("promising", promising);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<DatasetException>(() => IdxFile.ReadImages(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * real);
    }

    private static IdxArray Read(byte[] bytes) => Fuzz.Content(bytes, content => IdxReader.ReadImages(content, content.StoredSize));

    private static string Refused(byte[] bytes)
    {
        var fault = Assert.Throws<DatasetException>(() => Read(bytes));
        Assert.Matches(Fuzz.Sentence(), fault.Message);
        return fault.Message;
    }

    /// <summary>A header and zeros without end, which counts what is asked of it.</summary>
    private sealed class Endless(byte[] header) : MemoryStream
    {
        public long Delivered { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            foreach (ref byte value in buffer)
                value = (byte)ReadByte();

            return buffer.Length;
        }

        public override int ReadByte() => Delivered++ < header.Length ? header[Delivered - 1] : 0;
    }
}
