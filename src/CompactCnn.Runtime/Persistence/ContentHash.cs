using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CompactCnn;

/// <summary>
/// The SHA-256 checksum of all that a safetensors file says: its key-value texts, what its tensors are, and their
/// bytes, in the order of the file. It does not depend on how the header spells them.
/// </summary>
internal sealed class ContentHash : IDisposable
{
    /// <summary>The key under which a file carries its checksum.</summary>
    public const string Key = "sha256";

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Begins with everything but the tensors' bytes.</summary>
    /// <param name="metadata">The file's texts.</param>
    /// <param name="entries">Its tensors, in the order of their bytes.</param>
    public ContentHash(IReadOnlyDictionary<string, string> metadata, IEnumerable<SafetensorsEntry> entries)
    {
        foreach ((string key, string value) in metadata.Where(pair => pair.Key != Key).OrderBy(pair => pair.Key, StringComparer.Ordinal))
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
