using System.Security.Cryptography;
using static System.FormattableString;

namespace CompactCnn;

/// <summary>Data files that are published together, as a tar archive, gzipped or plain.</summary>
/// <param name="Name">The archive's name where it is published.</param>
/// <param name="Size">Bytes it has there.</param>
/// <param name="Checksum">SHA-256 of the archive as it is published, in lower-case hexadecimal digits.</param>
/// <param name="Files">The data files in it; their locations are their names in the archive.</param>
internal sealed record RemoteArchive(string Name, long Size, string Checksum, IReadOnlyList<DataFile> Files) : RemoteFile(Name, Size)
{
    public override IReadOnlyList<DataFile> Contents => Files;

    public override void Check(string path)
    {
        using FileStream stored = RegularFile.OpenRead(path);
        if (stored.Length != Size)
            throw new ContentException(Invariant($"it must have {Size} bytes, but has {stored.Length}"));

        string found = Convert.ToHexStringLower(SHA256.HashData(stored));
        if (found != Checksum)
            throw new ContentException(Invariant($"it must have the SHA-256 checksum {Checksum}, but has {found}"));
    }

    /// <summary>Checks the archive and unpacks its data files to their locations below a folder: each whole, or not at all.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="folder">Where its files go.</param>
    /// <param name="mend">What the user can do about an archive that is refused.</param>
    /// <param name="cancellation">Ends it, leaving no file half-written.</param>
    /// <exception cref="DatasetException">The archive cannot be read or is refused, or the folder cannot be written.</exception>
    public void Unpack(string path, string folder, string mend, CancellationToken cancellation) => ContentStream.Read(path, mend, content =>
    {
        Check(path);
        TarArchive.Read(content, Files, (file, bytes) => Store(bytes, Path.Combine(folder, file.Location), cancellation));
        return path;
    });

    private static void Store(Stream bytes, string target, CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            WholeFile.Replace(target, stored => Copy(bytes, stored, cancellation));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"'{target}' cannot be unpacked: {fault.Message.TrimEnd('.')}; make room for it, or give another folder", fault);
        }
    }

    private static void Copy(Stream from, Stream to, CancellationToken cancellation)
    {
        byte[] piece = new byte[1 << 16];
        for (int count; (count = from.Read(piece)) > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            to.Write(piece.AsSpan(0, count));
        }
    }
}
