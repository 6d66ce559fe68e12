using System.Security.Cryptography;
using System.Text;

namespace CompactCnn;

/// <summary>The packed files in the user's cache: a folder for each folder of pictures and size to which they are brought.</summary>
public static class PackedCache
{
    internal const string FileName = "pictures.pack";

    /// <summary>Where they are, below <c>XDG_CACHE_HOME</c> or what the system has in its place.</summary>
    public static string Folder => Path.Combine(DataFolder.CacheFolder(), "compactcnn", "packed");

    /// <summary>Every packed file, in the order of the folders of pictures.</summary>
    /// <param name="folder">That of whose pictures they are to be; absent: all.</param>
    /// <exception cref="DatasetException">The cache cannot be read.</exception>
    public static IReadOnlyList<PackedSet> List(string? folder = null)
    {
        string? root = folder is null ? null : RootOf(folder);
        PackedSet[] sets = [.. Places().Select(place => Describe(Path.Combine(place, FileName))).OfType<PackedSet>()];
        return [.. sets.Where(set => root is null || set.Folder == root).OrderBy(set => set.Folder, StringComparer.Ordinal).ThenBy(set => set.Path, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Deletes packed files, what processes that were killed have left of others among them; those that another process is
    /// making stay. Whoever has one loaded keeps it.
    /// </summary>
    /// <param name="folder">That of whose pictures they are; absent: all.</param>
    /// <returns>What was deleted, and how many bytes that frees.</returns>
    /// <exception cref="DatasetException">One cannot be deleted.</exception>
    public static (IReadOnlyList<PackedSet> Deleted, long Bytes) Clean(string? folder = null)
    {
        string[] places = folder is null ? Places() : [.. List(folder).Select(set => Path.GetDirectoryName(set.Path)!)];
        List<PackedSet> deleted = [];
        long bytes = 0;
        foreach (string place in places)
        {
            try
            {
                using FolderLock? taken = FolderLock.TryTake(place);
                if (taken is null)
                    continue;

                if (Describe(Path.Combine(place, FileName)) is { } set)
                    deleted.Add(set);

                foreach (FileInfo file in new DirectoryInfo(place).EnumerateFiles().Where(file => file.Name != FolderLock.FileName))
                {
                    long size = file.Length;
                    file.Delete();
                    bytes += size;
                }
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw new DatasetException($"'{place}' cannot be emptied: {fault.Message.TrimEnd('.')}; end the programs that use it, or delete it", fault);
            }

            DeleteEmpty(place);
        }

        return (deleted, bytes);
    }

    /// <summary>The full path of a folder of pictures, spelled one way.</summary>
    internal static string RootOf(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    /// <summary>Where the packed pictures of a folder lie.</summary>
    internal static string PlaceOf(string root, FeatureShape shape)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{root}\n{shape}")))[..16];
        string name = string.Concat(Path.GetFileName(root).Where(char.IsAsciiLetterOrDigit).Take(32));
        return Path.Combine(Folder, $"{name}-{shape}-{hash}");
    }

    private static string[] Places()
    {
        try
        {
            return Directory.Exists(Folder) ? Directory.GetDirectories(Folder) : [];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"'{Folder}' cannot be read: {fault.Message.TrimEnd('.')}", fault);
        }
    }

    private static PackedSet? Describe(string path)
    {
        if (!File.Exists(path))
            return null;

        try
        {
            PackedIndex index = PackedPictures.ReadIndex(path);
            return new PackedSet(index.Folder, index.Shape, index.Entries.Length, path, RegularFile.Length(path));
        }
        catch (Exception fault) when (fault is ContentException or IOException or UnauthorizedAccessException)
        {
            string clause = fault is ContentException ? $"is refused: {fault.Message}" : $"cannot be read: {fault.Message.TrimEnd('.')}";
            return new PackedSet("", default, 0, path, new FileInfo(path).Length) { Fault = clause };
        }
    }

    private static void DeleteEmpty(string place)
    {
        try
        {
            Directory.Delete(place);
        }
        catch (IOException)
        {
            // Another process has begun to pack there.
        }
    }
}
