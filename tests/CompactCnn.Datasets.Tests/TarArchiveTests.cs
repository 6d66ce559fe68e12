using System.Formats.Tar;

namespace CompactCnn.Datasets.Tests;

/// <summary>What is expected is unpacked, whatever wrote the archive; nothing else is, and nothing outside its folder.</summary>
public sealed class TarArchiveTests
{
    private static readonly byte[] First = [.. Enumerable.Range(0, 700).Select(place => (byte)place)];
    private static readonly byte[] Second = [1, 2, 3];
    private static readonly DataFile[] Expected = [new("set/first.bin", First.Length, ""), new("set/second.bin", Second.Length, "")];

    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Files_are_found_among_folders_and_other_files(TarEntryFormat format)
    {
        byte[] archive = TarBytes.Archive(format, ("set/", []), ("set/notes.txt", [5]), ("set/second.bin", Second), ("set/first.bin", First));
        AssertBoth(Unpack(archive));
        AssertBoth(Unpack(Bytes.Gzip(archive)));
    }

    [Fact]
    public void A_leading_dot_is_no_part_of_the_name() =>
        AssertBoth(Unpack(TarBytes.Archive(TarEntryFormat.Gnu, ("./set/", []), ("./set/first.bin", First), ("./set/second.bin", Second))));

    [Fact]
    public void Padding_after_the_end_is_no_fault() =>
        AssertBoth(Unpack([.. Whole(), .. new byte[20 * 512]]));

    [Theory]
    [InlineData("/set/first.bin", '0', "")]
    [InlineData("../first.bin", '0', "")]
    [InlineData("set/../../first.bin", '0', "")]
    [InlineData("first.bin", '0', "..")]
    [InlineData("first.bin", '0', "/etc")]
    [InlineData("..", '5', "")]
    [InlineData("set\\..\\first.bin", '0', "")]
    [InlineData("C:first.bin", '0', "")]
    public void A_path_that_leads_out_is_refused(string name, char type, string prefix) =>
        Assert.Contains("byte 0 of its content begins the entry", Refused(TarBytes.Raw(name, type, "", [], prefix)), StringComparison.Ordinal);

    [Theory]
    [InlineData('1')]
    [InlineData('2')]
    [InlineData('3')]
    [InlineData('4')]
    [InlineData('6')]
    [InlineData('7')]
    [InlineData('S')]
    [InlineData('\n')]
    public void Links_devices_and_other_kinds_are_refused(char type) => Assert.Contains(
        "byte 0 of its content begins the entry 'set/first.bin', which is neither a file nor a folder, and nothing else is unpacked",
        Refused(TarBytes.Raw("set/first.bin", type, "", [])),
        StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_named() => Assert.Contains(
        "it holds no file 'set/second.bin' up to its end at byte ",
        Refused(TarBytes.Archive(TarEntryFormat.Gnu, ("set/first.bin", First))),
        StringComparison.Ordinal);

    [Fact]
    public void A_folder_is_not_taken_for_a_file() => Assert.Contains(
        "it holds no file 'set/second.bin'",
        Refused(TarBytes.Archive(TarEntryFormat.Gnu, ("set/first.bin", First), ("set/second.bin/", []))),
        StringComparison.Ordinal);

    [Fact]
    public void A_file_of_another_size_is_named() => Assert.Contains(
        "byte 0 of its content begins 'set/first.bin', which must have 700 bytes, but has 3;",
        Refused(TarBytes.Archive(TarEntryFormat.Gnu, ("set/first.bin", Second))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("77777777777\0", "more than the whole archive must have")]
    [InlineData("00000001274\0", "'set/first.bin' in it ends at byte")]
    [InlineData("0000000127x\0", "byte 124 of its content must begin an octal number")]
    public void A_size_that_is_not_there_is_refused(string size, string clause) =>
        Assert.Contains(clause, Refused(TarBytes.Raw("set/first.bin", '0', size, [])[..600]), StringComparison.Ordinal);

    [Theory]
    [InlineData('x')]
    [InlineData('g')]
    [InlineData('L')]
    [InlineData('K')]
    public void Extended_headers_cost_no_memory(char type)
    {
        byte[] bomb = TarBytes.Raw("x", type, "10000000000\0", []);
        Assert.False(Fuzz.ReadOne(bomb, bomb.Length, file => Unpack(file)));
        byte[] large = TarBytes.Raw("x", type, "00003777777\0", []);
        Assert.False(Fuzz.ReadOne(large, large.Length, file => Unpack(file)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_bomb_is_decompressed_no_further_than_its_files(bool behindTheEnd)
    {
        byte[] whole = Whole();
        byte[] bomb = Bytes.Gzip(behindTheEnd ? [.. whole, .. new byte[64 << 20]] : TarBytes.Raw("bomb", '0', "00400000000\0", new byte[64 << 20]));
        Assert.False(Fuzz.ReadOne(bomb, bomb.Length, file => Unpack(file)));
    }

    [Fact]
    public void Damaged_archives_give_the_files_or_a_refusal()
    {
        var mutator = new Mutator(seed: 5);
        byte[] whole = Whole();
        Fuzz.Run(() => Damage(whole, mutator), file => AssertSizes(Unpack(file)));
    }

    [Fact]
    public void Damaged_gzipped_archives_give_the_files_or_a_refusal()
    {
        var mutator = new Mutator(seed: 6);
        byte[] whole = Whole();
        Fuzz.Run(() => GzipLayer.Damage(whole, bytes => Damage(bytes, mutator), mutator), file => AssertSizes(Unpack(file)));
    }

    private static byte[] Whole() =>
        TarBytes.Archive(TarEntryFormat.Ustar, ("set/", []), ("set/notes.txt", [5]), ("set/first.bin", First), ("set/second.bin", Second));

    private static byte[] Damage(byte[] whole, Mutator mutator)
    {
        byte[] bytes = mutator.Mutate(whole);
        return mutator.Random.Next(2) == 0 ? TarBytes.MendChecksums(bytes) : bytes;
    }

    private static Dictionary<string, byte[]> Unpack(byte[] archive) => Fuzz.Content(archive, content =>
    {
        Dictionary<string, byte[]> files = [];
        TarArchive.Read(content, Expected, (file, bytes) =>
        {
            using var copy = new MemoryStream();
            bytes.CopyTo(copy, bufferSize: 512);
            files.Add(file.Location, copy.ToArray());
        });
        return files;
    });

    private static void AssertBoth(Dictionary<string, byte[]> files)
    {
        AssertSizes(files);
        Assert.Equal(First, files["set/first.bin"]);
        Assert.Equal(Second, files["set/second.bin"]);
    }

    private static void AssertSizes(Dictionary<string, byte[]> files) =>
        Assert.Equal(Expected.Select(file => (file.Location, (int)file.ContentSize)), files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => (file.Key, file.Value.Length)));

    private static string Refused(byte[] archive)
    {
        string message = Assert.Throws<DatasetException>(() => Unpack(archive)).Message;
        Assert.Matches(Fuzz.Sentence(), message);
        return message;
    }
}
