using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CompactCnn;

/// <summary>
/// The SHA-256 checksum of all that a safetensors file says: its key-value texts, what its tensors are, and their
/// bytes. It depends neither on how the header spells them nor, by name, on where the file has them: a file that another
/// program saved again with all of it is as good.
/// </summary>
internal sealed class ContentHash : IDisposable
{
    /// <summary>The key under which a file carries its checksum, of the tensors in the order of their names.</summary>
    public const string Key = "sha256_by_name";

    /// <summary>The key of files of before, whose checksum is of the tensors as they lie in the file.</summary>
    public const string KeyByPlace = "sha256";

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Begins with everything but the tensors' bytes.</summary>
    /// <param name="metadata">The file's texts.</param>
    /// <param name="entries">Its tensors, in the order in which their bytes will follow.</param>
    /// <param name="ownKey">The key of the checksum itself.</param>
    public ContentHash(IReadOnlyDictionary<string, string> metadata, IEnumerable<SafetensorsEntry> entries, string ownKey = Key)
    {
        foreach ((string key, string value) in metadata.Where(pair => pair.Key != ownKey).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Append(key);
            Append(value);
        }

        foreach (SafetensorsEntry entry in entries)
        {
            Append(entry.Name);
            Append(SafetensorsEntry.NameOf(entry.Type));
            Append(string.Join(',', entry.Shape.Select(size => size.ToString(CultureInfo.InvariantCulture))));
        }
    }

    /// <summary>The order of tensors in the checksum of a key.</summary>
    public static IEnumerable<SafetensorsEntry> InOrder(IEnumerable<SafetensorsEntry> entries, string key = Key) => key == Key
        ? entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)
        : entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End);

    /// <summary>Goes on with bytes of the tensors.</summary>
    public void Append(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    /// <summary>The checksum, in hexadecimal.</summary>
    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    /// <summary>Texts are told apart by their lengths.</summary>
    private void Append(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        _hash.AppendData(BitConverter.GetBytes((long)bytes.Length));
        _hash.AppendData(bytes);
    }
}
