using System.Text;
using System.Text.Json.Nodes;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// Files that are damaged, by accident or on purpose: each is refused in a sentence that says what is wrong, and nothing
/// in the model has changed.
/// </summary>
public sealed class FileDamageTests : IDisposable
{
    private const string Nothing = """{"dtype":"F32","shape":[0],"data_offsets":[0,0]}""";

    private readonly SavedNetworks _saved = new();

    private string Target => _saved.Target;

    public void Dispose() => _saved.Dispose();

    /// <summary>What the entry of conv1.weight, of 216 bytes behind 40 of counters, becomes, and what is said of it.</summary>
    public static TheoryData<string, string> Entries => new()
    {
        { """{"dtype":"F32","shape":[6,1,3,3],"data_offsets":[44,260]}""", "'conv1.weight' begins at byte 44, but the tensor before it ends at 40" },
        { """{"dtype":"F32","shape":[53],"data_offsets":[40,252]}""", "'conv1_norm.weight' begins at byte 256, but the tensor before it ends at 252" },
        { """{"dtype":"F32","shape":[55],"data_offsets":[40,260]}""", "'conv1_norm.weight' begins at byte 256, but the tensor before it ends at 260" },
        { """{"dtype":"F32","shape":[6,1,3,3],"data_offsets":[40,252]}""", "'conv1.weight' of shape [6, 1, 3, 3] needs 216 bytes, but has 212" },
        { """{"dtype":"F32","shape":[6,1,3,3],"data_offsets":[216,0]}""", "'conv1.weight' lies at [216, 0], outside of the {0} bytes of data" },
        { """{"dtype":"F32","shape":[6,1,3,3],"data_offsets":[0,9223372036854775807]}""", "'conv1.weight' lies at [0, 9223372036854775807], outside of the {0} bytes of data" },
        { """{"dtype":"F32","shape":[6,1,3,3],"data_offsets":[0]}""", "'conv1.weight' lies at [0], outside of the {0} bytes of data" },
        { """{"dtype":"F32","shape":[6,1,3,3],"data_offsets":[0,216,216]}""", "the entry of 'conv1.weight' has a shape or offsets that are no list of at most 2 numbers" },
        { """{"dtype":"F32","shape":[6,1,3,3],"data_offsets":[-216,0]}""", "the entry of 'conv1.weight' has -216 where a whole number of 0 or more was expected" },
        { """{"dtype":"F32","shape":[6,1,3,3],"data_offsets":["0",216]}""", "the entry of 'conv1.weight' has \"0\" where a whole number of 0 or more was expected" },
        { """{"dtype":"F32","shape":[6,1,3,3.5],"data_offsets":[40,256]}""", "the entry of 'conv1.weight' has 3.5 where a whole number of 0 or more was expected" },
        { """{"dtype":"F32","shape":[6,1,3,99999999999999999999],"data_offsets":[40,256]}""", "the entry of 'conv1.weight' has 99999999999999999999 where a whole number of 0 or more was expected" },
        { """{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,54],"data_offsets":[40,256]}""", "the entry of 'conv1.weight' has a shape or offsets that are no list of at most 8 numbers" },
        { """{"dtype":"F32","shape":[4611686018427387904,4611686018427387904,16],"data_offsets":[40,256]}""", "'conv1.weight' of shape [4611686018427387904, 4611686018427387904, 16] needs 1361129467683753853853498429727072845824 bytes, but has 216" },
        { """{"dtype":"F32","shape":{},"data_offsets":[40,256]}""", "the entry of 'conv1.weight' has a shape or offsets that are no list of at most 8 numbers" },
        { """{"dtype":"F32","shape":[6,1,3,3]}""", "the entry of 'conv1.weight' lacks its type, shape or offsets" },
        { """{"dtype":1,"shape":[6,1,3,3],"data_offsets":[40,256]}""", "the entry of 'conv1.weight' lacks its type, shape or offsets" },
        { """{"shape":[6,1,3,3],"data_offsets":[40,256]}""", "the entry of 'conv1.weight' lacks its type, shape or offsets" },
        { "[]", "the entry of 'conv1.weight' lacks its type, shape or offsets" },
        { """{"dtype":"F8_E4M3","shape":[6,1,3,3],"data_offsets":[40,256]}""", "'conv1.weight' has the type F8_E4M3, but F32, F64, I64, U8, F16, BF16 are known" },
    };

    [Theory]
    [MemberData(nameof(Entries))]
    public void AnEntryThatIsWrong(string entry, string reason)
    {
        _saved.Write(_saved.FullFile, text => text.Header["conv1.weight"] = JsonNode.Parse(entry));
        int bytes = SafetensorsText.Read(_saved.FullFile).Data.Length;
        Refused(Damaged(reason.Replace("{0}", $"{bytes}", StringComparison.Ordinal)));
    }

    [Fact]
    public void DataBehindTheLastTensor()
    {
        File.WriteAllBytes(Target, [.. _saved.FullFile, 0]);
        int end = SafetensorsText.Read(_saved.FullFile).Data.Length;
        Refused(Damaged($"its tensors end at byte {end}, but {end + 1} bytes of data follow the header"));
    }

    /// <summary>What stands in the header, as Latin-1 so that any byte can be said, and what is said of it.</summary>
    public static TheoryData<string, string> Headers => new()
    {
        { "[]", "its header is Array, but an object was expected" },
        { "\"text\"", "its header is String, but an object was expected" },
        { "{}}", "its header is not valid JSON" },
        { "{\"a\":", "its header is not valid JSON" },
        { "  ", "its header is not valid JSON" },
        { "\0\0\0\0", "its header is not valid JSON" },
        { "{\"__metadata__\":[]}", "its __metadata__ is not a table of texts" },
        { "{\"__metadata__\":{\"format\":1}}", "its __metadata__ is not a table of texts" },
        { "{\"__metadata__\":{\"format\":\"\u00ff\u00fe\"}}", "its header is not valid Unicode text" },
        { "{\"\u00ff\":{}}", "its header is not valid Unicode text" },
        { "{\"__metadata__\":{\"format\":\"\\ud800\"}}", "its header is not valid Unicode text" },
        { $"{{\"a\":{Nothing},\"a\":{Nothing}}}", "it names 'a' twice" },
        { $"{{\"a\\u0000\\n\\u2028\\ud83d\\ude00\":{Nothing},\"a\\u0000\\n\\u2028\\ud83d\\ude00\":{Nothing}}}", "it names 'a?????' twice" },
        { "{\"__metadata__\":{},\"__metadata__\":{}}", "it has __metadata__ twice" },
        { "{\"__metadata__\":{\"format\":\"a\",\"format\":\"b\"}}", "its __metadata__ has 'format' twice" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void AHeaderThatIsWrong(string header, string reason)
    {
        File.WriteAllBytes(Target, SafetensorsText.Write(Encoding.Latin1.GetBytes(header), []));
        Refused(Damaged(reason));
    }

    [Fact]
    public void AHeaderNestedTooDeeply()
    {
        File.WriteAllBytes(Target, SafetensorsText.Write(Encoding.Latin1.GetBytes(new string('[', 100_000)), []));
        Refused(Damaged("its header is not valid JSON"));
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL)]
    [InlineData(17_000_000UL)]
    [InlineData(0x7fff_ffff_ffff_ffffUL)]
    [InlineData(0xffff_ffff_ffff_ffffUL)]
    public void AHeaderLengthThatCannotBe(ulong length)
    {
        byte[] header = Encoding.Latin1.GetBytes("{\"__metadata__\":{}}");
        File.WriteAllBytes(Target, SafetensorsText.Write(header, [], length));
        Refused(Damaged($"its header claims {length} bytes, but {header.Length} follow and at most 16777216 are accepted"));
    }

    [Fact]
    public void EveryTruncation()
    {
        int start = SafetensorsText.DataStart(_saved.CompactFile);
        for (int length = 0; length < _saved.CompactFile.Length; length++)
        {
            File.WriteAllBytes(Target, _saved.CompactFile[..length]);
            ModelFileException exception = Assert.Throws<ModelFileException>(() => _saved.LoadCompact());
            Assert.StartsWith($"'{Target}' is not a readable safetensors file: ", exception.Message, StringComparison.Ordinal);
            if (length < 10)
            {
                Assert.Equal(Damaged($"it has {length} bytes, too few for a header"), exception.Message);
            }
            else if (length < start)
            {
                Assert.Equal(Damaged($"its header claims {start - 8} bytes, but {length - 8} follow and at most 16777216 are accepted"), exception.Message);
            }
        }
    }

    /// <summary>One changed byte is refused, wherever it lies, or it changed nothing that the file says.</summary>
    [Fact]
    public void TwoThousandChangedBytes()
    {
        using CompactNetwork original = Loaded(_saved.CompactFile);
        Dictionary<string, byte[]> expected = Bits.Of(original);
        int start = SafetensorsText.DataStart(_saved.CompactFile);
        var random = new Random(2026);
        int accepted = 0;
        for (int i = 0; i < 2000; i++)
        {
            // Half of them in the header, which is the larger part of a small file, but not of its possible faults.
            int position = i % 2 == 0 ? random.Next(start) : random.Next(_saved.CompactFile.Length);
            byte[] file = [.. _saved.CompactFile];
            file[position] ^= (byte)random.Next(1, 256);
            CompactNetwork network;
            try
            {
                network = Loaded(file);
            }
            catch (ModelFileException)
            {
                continue;
            }

            using (network)
            {
                accepted++;
                Assert.True(position < start, $"change {i} at byte {position}");
                Assert.Equal(original.Widths, network.Widths);
                Assert.Empty(Bits.Differences(expected, Bits.Of(network)));
            }
        }

        // White space became other white space, or a letter its other case where numbers are read.
        Assert.InRange(accepted, 0, 20);
    }

    [Fact]
    public void AChangedWeight()
    {
        byte[] file = [.. _saved.FullFile];
        file[^1] ^= 1;
        File.WriteAllBytes(Target, file);
        Refusal.OfFile(Damaged("its content is not what was saved, by its sha256_by_name"), _saved.LoadFull);
        file = [.. _saved.CompactFile];
        file[^1] ^= 1;
        File.WriteAllBytes(Target, file);
        Refusal.OfFile(Damaged("its content is not what was saved, by its sha256_by_name"), () => _saved.LoadCompact());
    }

    [Fact]
    public void AChecksumThatIsMissing()
    {
        _saved.Write(_saved.FullFile, text => text.Metadata.Remove("sha256_by_name"));
        Refusal.OfFile(Damaged("it has no sha256_by_name"), _saved.LoadFull);
    }

    [Fact]
    public void AFullModelIsChangedByNoDamagedFile()
    {
        int start = SafetensorsText.DataStart(_saved.FullFile);
        var random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 300; i++)
        {
            byte[] file = [.. _saved.FullFile];
            file[random.Next(start)] ^= (byte)random.Next(1, 256);
            File.WriteAllBytes(Target, i % 3 == 0 ? file[..random.Next(file.Length)] : file);
            try
            {
                _saved.LoadFull();
            }
            catch (ModelFileException)
            {
                refused++;
            }
        }

        // The others changed white space to white space, and the file was still right.
        Assert.InRange(refused, 250, 300);
    }

    private CompactNetwork Loaded(byte[] file)
    {
        File.WriteAllBytes(Target, file);
        return _saved.LoadCompact();
    }

    private string Damaged(string reason) => $"'{Target}' is not a readable safetensors file: {reason}; save the network again";

    /// <summary>Both loaders say the same.</summary>
    private void Refused(string sentence)
    {
        Refusal.OfFile(sentence, _saved.LoadFull);
        Refusal.OfFile(sentence, () => _saved.LoadCompact());
    }
}
