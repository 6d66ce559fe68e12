using System.Diagnostics;
using System.Text.Json.Nodes;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// Thousands of damaged files: each gives the network that was saved, or a <see cref="ModelFileException"/> of one line
/// that names the file; nothing else, without delay, and without more memory than the file's real size justifies.
/// </summary>
public sealed class FileFuzzTests : IDisposable
{
    private const int Count = 12_000;

    /// <summary>For exceptions and buffers, whatever the file.</summary>
    private const int Fixed = 512 << 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SavedNetworks _saved = new();

    public void Dispose() => _saved.Dispose();

    [Fact]
    public void DamagedFilesGiveTheNetworkOrARefusal()
    {
        using CompactNetwork original = Load(_saved.CompactFile);
        Dictionary<string, byte[]> expected = Bits.Of(original);
        var mutator = new Mutator(seed: 4);
        var reasons = new Dictionary<string, int>(StringComparer.Ordinal);
        int accepted = 0;
        for (int mutation = 0; mutation < Count; mutation++)
        {
            byte[] file = mutation % 2 == 0 ? mutator.Mutate(_saved.CompactFile) : HeaderMutation.Of(_saved.CompactFile, mutator.Random);
            if (ReadOne(file, expected) is { } refusal)
            {
                string reason = HeaderMutation.Kind(refusal);
                reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
            }
            else
            {
                accepted++;
            }
        }

        // Every check was reached, or this would test the first ones only.
        Assert.InRange(accepted, Count / 500, Count / 10);
        string[] kinds = ["header claims", "not valid JSON", "begins at byte", "lies at", "needs", "tensors end", "lacks", "expects", "does not fit", "another declaration", "has no", "by its sha"];
        Assert.All(kinds, kind => Assert.True(reasons.Where(reason => reason.Key.Contains(kind, StringComparison.Ordinal)).Sum(reason => reason.Value) >= 5, $"no refusal spoke of '{kind}': {string.Join("; ", reasons.Keys)}"));
    }

    /// <summary>What was said; null where the file was read.</summary>
    private string? ReadOne(byte[] file, Dictionary<string, byte[]> expected)
    {
        File.WriteAllBytes(_saved.Target, file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        string? refusal = null;
        try
        {
            using CompactNetwork network = _saved.LoadCompact();
            Assert.Empty(Bits.Differences(expected, Bits.Of(network)));
        }
        catch (ModelFileException exception)
        {
            refusal = exception.Message;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= Fixed + (16L * file.Length), $"{allocated} bytes were allocated for a file of {file.Length}: {refusal}");
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, Patience);
        if (refusal is not null)
        {
            Assert.StartsWith($"'{_saved.Target}' ", refusal, StringComparison.Ordinal);
            Assert.DoesNotContain(refusal, char.IsControl);
            Assert.InRange(refusal.Length, 20, 1_000);
        }

        return refusal;
    }

    private CompactNetwork Load(byte[] file)
    {
        File.WriteAllBytes(_saved.Target, file);
        return _saved.LoadCompact();
    }

    /// <summary>Changes to what the header says, in JSON that stays well-formed.</summary>
    private static class HeaderMutation
    {
        private static readonly long[] Numbers = [-1, 0, 1, 2, 3, 4, 7, 8, 40, 255, 256, 65536, int.MaxValue, uint.MaxValue, long.MaxValue - 7, long.MaxValue];
        private static readonly string[] Types = ["F32", "F64", "I64", "BF16", "", "f32"];
        private static readonly string[] Texts = ["", "1", "[]", "[1]", "null", "{}", "[[0]]", "[2,3,3,1]", "[2147483647,2,3,4]", "compact", "full", "1e999", "\n\u0000", new('9', 500)];

        public static byte[] Of(byte[] file, Random random)
        {
            SafetensorsText text = SafetensorsText.Read(file);
            // None in twelve: a file whose header is only spelled anew.
            for (int change = random.Next(12) == 0 ? 0 : random.Next(1, 4); change > 0; change--)
            {
                Change(text, random);
            }

            return text.Write();
        }

        /// <summary>A refusal without what differs from file to file.</summary>
        public static string Kind(string refusal) => new([.. refusal[refusal.LastIndexOf('/')..].Where(letter => !char.IsAsciiDigit(letter))]);

        private static void Change(SafetensorsText text, Random random)
        {
            string[] tensors = [.. text.Header.Select(entry => entry.Key).Where(key => key != "__metadata__")];
            if (tensors.Length == 0)
            {
                return;
            }

            string name = tensors[random.Next(tensors.Length)];
            JsonObject entry = text.Header[name]!.AsObject();
            switch (random.Next(9))
            {
                case 0:
                    entry["data_offsets"] = new JsonArray(Number(random), Number(random));
                    break;
                case 1:
                    entry["data_offsets"] = text.Header[tensors[random.Next(tensors.Length)]]!["data_offsets"]?.DeepClone();
                    break;
                case 2:
                    entry["shape"] = new JsonArray([.. Enumerable.Range(0, random.Next(10)).Select(_ => (JsonNode)Number(random))]);
                    break;
                case 3:
                    entry["dtype"] = Types[random.Next(Types.Length)];
                    break;
                case 4:
                    text.Header.Remove(name);
                    break;
                case 5:
                    // The shape of another order, which takes as many bytes.
                    entry["shape"] = new JsonArray([.. (entry["shape"]?.AsArray() ?? []).Reverse().Select(size => size?.DeepClone())]);
                    break;
                case 6:
                    text.Data = random.Next(2) == 0 ? text.Data[..random.Next(text.Data.Length + 1)] : [.. text.Data, 0, 0, 0, 0];
                    break;
                default:
                    string[] keys = [.. text.Metadata.Select(pair => pair.Key)];
                    if (keys.Length > 0)
                    {
                        string key = keys[random.Next(keys.Length)];
                        if (random.Next(3) == 0)
                        {
                            text.Metadata.Remove(key);
                        }
                        else
                        {
                            text.Metadata[key] = Texts[random.Next(Texts.Length)];
                        }
                    }

                    break;
            }
        }

        private static JsonValue Number(Random random) => JsonValue.Create(Numbers[random.Next(Numbers.Length)]);
    }
}
