using System.Buffers.Binary;
using System.Text.Json;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// The rules of the published format (github.com/huggingface/safetensors, README, "Format"), checked on the bytes of
/// every model's file without the library's own reader: what Python's safetensors and PyTorch ask of a file.
/// </summary>
public class SafetensorsLayoutTests
{
    private static readonly Dictionary<string, int> Sizes = new(StringComparer.Ordinal) { ["F32"] = 4, ["F64"] = 8, ["I64"] = 8 };

    public static TheoryData<string> ModelNames => ModelCases.Names;

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void AFileKeepsEveryRule(string name)
    {
        ModelCase model = ModelCases.Of(name);
        using var folder = new TemporaryFolder();
        using Network full = model.Create().Randomized(seed: 1);
        using CompactNetwork compact = model.ToCompact(full, RandomKeep.Of(model.Graph, seed: 2));
        compact.Save(folder.At("floats"));
        Check(compact, File.ReadAllBytes(folder.At("floats")));
        compact.InDoubles().Save(folder.At("doubles"));
        Check(compact, File.ReadAllBytes(folder.At("doubles")));
        model.Save(full, folder.At("full"));
        Check(full, File.ReadAllBytes(folder.At("full")));
    }

    private static void Check(Network network, byte[] file)
    {
        // 8 bytes: N, an unsigned little-endian 64-bit integer. N bytes: JSON, in UTF-8, that begins with '{' and may be padded with spaces.
        int headerLength = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        ReadOnlySpan<byte> header = file.AsSpan(8, headerLength);
        Assert.Equal((byte)'{', header[0]);
        Assert.Equal((byte)'}', header.TrimEnd((byte)' ')[^1]);
        int start = 8 + headerLength;
        Assert.Equal(0, start % 8);

        // Duplicate keys are not allowed; __metadata__ is a table of texts.
        using JsonDocument json = JsonDocument.Parse(header.ToArray(), new JsonDocumentOptions { AllowDuplicateProperties = false });
        Assert.All(json.RootElement.GetProperty("__metadata__").EnumerateObject(), pair => Assert.Equal(JsonValueKind.String, pair.Value.ValueKind));

        // The rest: the tensors, little-endian, row by row, without holes, in the order of their offsets.
        Dictionary<string, byte[]> expected = Bits.Of(network);
        JsonProperty[] tensors = [.. json.RootElement.EnumerateObject().Where(entry => entry.Name != "__metadata__")];
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), tensors.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        long end = 0;
        foreach (JsonProperty entry in tensors)
        {
            Assert.Equal(["dtype", "shape", "data_offsets"], entry.Value.EnumerateObject().Select(field => field.Name));
            int size = Sizes[entry.Value.GetProperty("dtype").GetString()!];
            long elements = entry.Value.GetProperty("shape").EnumerateArray().Aggregate(1L, (product, dimension) => product * dimension.GetInt64());
            long[] offsets = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64())];
            Assert.Equal([end, end + (elements * size)], offsets);

            // PyTorch views a tensor in place only where it lies at a multiple of its element's size.
            Assert.True((start + offsets[0]) % size == 0, $"'{entry.Name}' lies at byte {start + offsets[0]}, no multiple of {size}");
            Assert.Equal(expected[entry.Name], file[(int)(start + offsets[0])..(int)(start + offsets[1])]);
            end = offsets[1];
        }

        Assert.Equal(file.Length, start + end);
    }
}
