namespace CompactCnn.Datasets.Tests;

/// <summary>The arrays X and y, however they are written.</summary>
public sealed class SvhnImagesTests
{
    private static readonly byte[] Pixels = RandomPixels(3);
    private static readonly byte[] Digits = [1, 9, 10];

    public static TheoryData<bool, bool> Forms => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    [Theory, MemberData(nameof(Forms))]
    public void Pixels_are_transposed_and_ten_is_the_digit_zero(bool bigEndian, bool compressed)
    {
        var mat = new MatBytes(bigEndian);
        AssertRead(File(mat, compressed, X(mat), Y(mat)));
        AssertRead(Bytes.Gzip(File(mat, compressed, Y(mat), X(mat))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Labels_of_any_numeric_type_are_read(bool bigEndian)
    {
        var mat = new MatBytes(bigEndian);
        AssertRead(mat.File(X(mat), mat.Array("y", [3, 1], MatType.Double, [.. Digits.SelectMany(digit => mat.Number((double)digit))], MatBytes.DoubleClass)));
        AssertRead(mat.File(X(mat), mat.Array("y", [3, 1], MatType.UInt32, [.. Digits.SelectMany(digit => mat.Number((uint)digit))], MatBytes.DoubleClass)));
    }

    [Theory, MemberData(nameof(Forms))]
    public void Arrays_of_other_names_are_passed_over_whatever_they_are(bool bigEndian, bool compressed)
    {
        var mat = new MatBytes(bigEndian);
        byte[] text = mat.Array("a_text", [1, 2], MatType.UInt16, [0, 65, 0, 66], MatBytes.CharClass);
        AssertRead(File(mat, compressed, text, X(mat), text, Y(mat), text));
    }

    [Fact]
    public void A_single_image_may_have_lost_its_last_dimension()
    {
        var mat = new MatBytes(bigEndian: false);
        byte[] one = mat.Array("X", [32, 32, 3], MatType.UInt8, Pixels[..3072]);
        Assert.Equal(1, Read(mat.File(one, mat.Array("y", [1, 1], MatType.UInt8, [7]))).Count);
    }

    [Fact]
    public void What_is_compressed_and_not_wanted_is_not_decompressed()
    {
        var mat = new MatBytes(bigEndian: false);
        byte[] bomb = mat.Compressed(mat.Array("Z", [8 << 20, 1], MatType.UInt8, new byte[8 << 20]));
        byte[] file = mat.File([.. Enumerable.Repeat(bomb, 20), X(mat), Y(mat)]);
        Assert.True(Fuzz.ReadOne(file, file.Length, bytes => Read(bytes)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_bomb_is_decompressed_no_further_than_its_array(bool inside)
    {
        var mat = new MatBytes(bigEndian: false);
        byte[] y = Y(mat);
        byte[] bomb = inside
            ? mat.Compressed(mat.Array("y", [3, 1], MatType.UInt8, new byte[16 << 20]))
            : mat.Compressed(y, new byte[16 << 20]);
        byte[] file = mat.File(X(mat), bomb);
        Assert.False(Fuzz.ReadOne(file, file.Length, bytes => Read(bytes)));
    }

    [Fact]
    public void Memory_follows_what_was_read_and_not_what_was_promised()
    {
        var mat = new MatBytes(bigEndian: false);
        byte[] promising = mat.Array("X", [32, 32, 3, 600_000], MatType.UInt8, Pixels);
        foreach (int place in new[] { 4, 60 })
            mat.Number(1_843_200_000u + (place == 4 ? 64u : 0)).CopyTo(promising, place);

        foreach (byte[] element in new[] { promising, mat.Compressed(promising) })
        {
            byte[] file = mat.File(element);
            Assert.False(Fuzz.ReadOne(file, file.Length + promising.Length, bytes => Read(bytes)));
        }
    }

    [Fact]
    public void What_is_wrong_is_named_with_its_place()
    {
        var mat = new MatBytes(bigEndian: false);
        byte[] x = X(mat);
        Refuses("the header of a MAT file takes 128 bytes, but the content ends at byte 5", [1, 2, 3, 4, 5]);
        Refuses("byte 126 of its content must begin the letters MI or IM", new byte[200]);
        Refuses("byte 124 of its content must begin the version 0x0100", [.. new byte[125], 2, .. "IM"u8]);
        Refuses("it must hold an array 'X', but holds none up to its end at byte 128", mat.File());
        Refuses("it must hold an array 'y', but holds none up to its end at byte 9408", mat.File(x));
        Refuses("byte 9408 of its content begins an array 'X', but byte 128 of its content has begun one of that name", mat.File(x, x));
        Refuses("byte 128 of its content must begin an array or compressed data, of type 14 or 15, but begins an element of type 9", mat.File(mat.Element(MatType.Double, new byte[8])));
        Refuses("byte 136 of its content must begin the flags of an array of real numbers, but 'X' is something else", mat.File(mat.Array("X", [32, 32, 3, 3], MatType.UInt8, Pixels, MatBytes.CharClass)));
        Refuses("byte 136 of its content must begin the flags of an array of real numbers, but 'X' is something else", mat.File(mat.Array("X", [32, 32, 3, 3], MatType.UInt8, Pixels, flags: 0x0800)));
        Refuses("byte 184 of its content must begin 32 x 32 x 3 x 2 values of 'X', but begins 9216 bytes of type 2", mat.File(mat.Array("X", [32, 32, 3, 2], MatType.UInt8, Pixels)));
        Refuses("byte 128 of its content must begin an array 'X' of 32 x 32 x 3 x N bytes, but begins one of 3 x 32 x 32 x 3 values of type 2", mat.File(mat.Array("X", [3, 32, 32, 3], MatType.UInt8, Pixels), Y(mat)));
        Refuses("must begin an array 'y' of 3 x 1 labels, one for each image, but begins one of 1 x 3", mat.File(x, mat.Array("y", [1, 3], MatType.UInt8, Digits)));
        Refuses("byte 9408 of its content begins an array 'y' whose label 1 must be 1 to 10, but is 0", mat.File(x, mat.Array("y", [3, 1], MatType.UInt8, [1, 0, 2])));
        Refuses("whose label 2 must be 1 to 10, but is 11", mat.File(x, mat.Array("y", [3, 1], MatType.UInt8, [1, 2, 11])));
        Refuses("whose label 0 must be 1 to 10, but is 1.5", mat.File(x, mat.Array("y", [3, 1], MatType.Double, [.. mat.Number(1.5), .. mat.Number(2.0), .. mat.Number(3.0)])));
        Refuses("byte 0 of what is compressed at byte 128 of its content must begin an array, but does not", mat.File(mat.Compressed(mat.Compressed(x))));
        Refuses("of what is compressed at byte 128 of its content must be its end, but more follows", mat.File(mat.Compressed(x, Y(mat))));
        Refuses("byte 137 of its content must not ask zlib for a dictionary, but does", mat.File(mat.CompressedBytes([0x78, 0x20, 0, 0, 0, 1])));
        Refuses("the zlib data is damaged after byte 0 of what is compressed at byte 128 of its content", mat.File(mat.CompressedBytes([1, 2, 3, 4, 5, 6, 7, 8])));
    }

    [Theory, MemberData(nameof(Forms))]
    public void Files_cut_short_anywhere_are_refused(bool bigEndian, bool compressed)
    {
        var mat = new MatBytes(bigEndian);
        byte[] whole = File(mat, compressed, Y(mat), mat.Array("X", [32, 32, 3, 3], MatType.UInt8, Pixels));
        for (int length = 0; length < whole.Length; length += length is < 400 or > 9_300 ? 1 : 97)
            Assert.False(Fuzz.ReadOne(whole[..length], length, bytes => Read(bytes)), $"a file of {length} bytes was read");
    }

    [Theory, MemberData(nameof(Forms))]
    public void Damaged_files_give_the_images_or_a_refusal(bool bigEndian, bool compressed)
    {
        var mutator = new Mutator(seed: 7);
        var mat = new MatBytes(bigEndian);
        byte[] text = mat.Array("a_text", [1, 2], MatType.UInt16, [0, 65, 0, 66], MatBytes.CharClass);
        byte[] x = mat.Array("X", [32, 32, 3, 1], MatType.UInt8, Pixels[..3072]);
        byte[] y = mat.Array("y", [1, 1], MatType.UInt8, [4]);
        byte[] whole = File(mat, compressed, text, y, x);
        Fuzz.Run(
            () => compressed && mutator.Random.Next(2) == 0
                ? (mat.File(Nested(text), Nested(y), Nested(x)), whole.Length + x.Length + y.Length + text.Length + 2_000)
                : (mutator.Mutate(whole), whole.Length + x.Length + y.Length + text.Length),
            bytes => Read(bytes));

        // Damage below the compression, where a checksum would otherwise find it first.
        byte[] Nested(byte[] element) => mutator.Random.Next(2) == 0 ? mat.Compressed(element) : mat.Compressed(mutator.Mutate(element));
    }

    /// <summary>The sizes and types of an array, of its flags, its dimensions, its name and its values, and the dimensions themselves.</summary>
    [Theory, MemberData(nameof(Forms))]
    public void Every_number_of_an_array_may_be_set_to_an_extreme(bool bigEndian, bool compressed)
    {
        const int numbers = 72;
        var mat = new MatBytes(bigEndian);
        byte[] x = mat.Array("X", [32, 32, 3, 1], MatType.UInt8, Pixels[..3072]);
        byte[] y = mat.Array("y", [1, 1], MatType.UInt8, [4]);
        int read = 0;
        foreach (byte[] damaged in new[] { x, y })
        {
            for (int place = 0; place < Math.Min(numbers, damaged.Length); place += sizeof(uint))
            {
                foreach (ulong extreme in Mutator.Extremes.Where(number => number <= uint.MaxValue))
                {
                    byte[] array = [.. damaged];
                    mat.Number((uint)extreme).CopyTo(array, place);
                    byte[] file = damaged == x ? File(mat, compressed, y, array) : File(mat, compressed, array, x);
                    read += Fuzz.ReadOne(file, file.Length + x.Length + y.Length, bytes => Read(bytes)) ? 1 : 0;
                }
            }
        }

        // Few numbers are of no consequence: a flag, the padding.
        Assert.InRange(read, 1, 300);
    }

    private static byte[] File(MatBytes mat, bool compressed, params byte[][] arrays) =>
        mat.File(compressed ? [.. arrays.Select(array => mat.Compressed(array))] : arrays);

    private static byte[] X(MatBytes mat) => mat.Array("X", [32, 32, 3, 3], MatType.UInt8, Pixels);

    private static byte[] Y(MatBytes mat) => mat.Array("y", [3, 1], MatType.UInt8, Digits);

    private static byte[] RandomPixels(int count)
    {
        byte[] pixels = new byte[count * 3072];
        new Random(1).NextBytes(pixels);
        return pixels;
    }

    private static void AssertRead(byte[] file)
    {
        SvhnImages digits = Read(file);
        byte[] images = new byte[3 * 3072];
        long[] labels = new long[3];
        digits.CopyTo(images, labels);
        Assert.Equal([1, 9, 0], labels);
        for (int place = 0; place < images.Length; place++)
        {
            int column = place % 32;
            int row = place / 32 % 32;
            int channel = place / 1024;
            Assert.Equal(Pixels[row + 32 * column + 1024 * channel], images[place]);
        }
    }

    private static SvhnImages Read(byte[] file) => Fuzz.Content(file, SvhnImages.Read);

    private static void Refuses(string clause, byte[] file)
    {
        string message = Assert.Throws<DatasetException>(() => Read(file)).Message;
        Assert.Contains(clause, message, StringComparison.Ordinal);
        Assert.Matches(Fuzz.Sentence(), message);
    }
}
