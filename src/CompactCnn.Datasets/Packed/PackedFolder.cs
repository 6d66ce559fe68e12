using static System.FormattableString;

namespace CompactCnn;

/// <summary>
/// The pictures of a folder, out of a packed file: of the one that is there where it has them all as they are now, else of one
/// that is made, for which only those are decoded that are new.
/// </summary>
internal sealed class PackedFolder
{
    /// <summary>Below this, decoding takes no longer than a program takes to start.</summary>
    private const long LeastAutomatic = 32 << 20;

    /// <summary>What the disk is left for others.</summary>
    private const long Reserve = 64 << 20;

    private const double Giga = 1e9;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly string _root;
    private readonly string[] _files;
    private readonly FileStamp[] _stamps;
    private readonly ImageFolderOptions _options;
    private readonly string _place;
    private readonly string _path;

    private PackedFolder(string root, IReadOnlyList<string> paths, ImageFolderOptions options)
    {
        _root = PackedCache.RootOf(root);
        _files = [.. paths.Select(path => Path.GetRelativePath(_root, path).Replace(Path.DirectorySeparatorChar, '/'))];
        _stamps = [.. paths.Select(FileStamp.Of)];
        _options = options;
        _place = PackedCache.PlaceOf(_root, options.ImageShape);
        _path = Path.Combine(_place, PackedCache.FileName);
    }

    /// <summary>Finds or makes the packed file of pictures.</summary>
    /// <param name="root">The folder that they lie in.</param>
    /// <param name="paths">The pictures.</param>
    /// <param name="options">The size to which they are brought, and where they shall lie.</param>
    /// <param name="cancellation">Ends it between two pictures.</param>
    /// <returns>The pictures; null where they shall lie in memory, or there is no place for the file and they need none.</returns>
    /// <exception cref="DatasetException">A packed file is asked for, and cannot be made.</exception>
    public static PackedPart? Provide(string root, IReadOnlyList<string> paths, ImageFolderOptions options, CancellationToken cancellation)
    {
        long bytes = paths.Count * options.ImageShape.Elements;
        // A picture beyond what an array holds is refused by whoever asks for memory.
        if (options.Store == PictureStore.Memory || options.ImageShape.Elements > Array.MaxLength || (options.Store == PictureStore.Automatic && bytes < LeastAutomatic))
            return null;

        var folder = new PackedFolder(root, paths, options);
        try
        {
            return folder.Provide(cancellation);
        }
        catch (Exception fault) when (fault is (IOException and not DatasetException) or UnauthorizedAccessException)
        {
            string sentence = $"'{folder._path}' cannot be made: {fault.Message.TrimEnd('.')}";
            if (options.Store == PictureStore.Packed)
                throw new DatasetException($"{sentence}; make room in the cache folder, or name another by XDG_CACHE_HOME", fault);

            options.Remarks?.Report($"{sentence}; the pictures are decoded into memory instead");
            return null;
        }
    }

    private PackedPart? Provide(CancellationToken cancellation)
    {
        TorchLibrary.Require();
        if (Find(tells: true, cancellation) is { } found)
            return found;

        using FolderLock taken = Take(cancellation);
        // Whoever had it before may have packed the same pictures.
        if (Find(tells: false, cancellation) is { } made)
            return made;

        Make(cancellation);
        return Find(tells: true, cancellation) ?? throw new IOException("pictures changed while they were packed");
    }

    /// <summary>The pictures of the file that is there; null where it has not all of them as they are now.</summary>
    private PackedPart? Find(bool tells, CancellationToken cancellation)
    {
        PackedPictures? packed = Open(tells, cancellation);
        if (packed is null)
            return null;

        int?[] rows = [.. _files.Zip(_stamps, packed.RowOf)];
        if (packed.Index.Decoder == PackedWriter.Decoder && !rows.Contains(null))
        {
            int[] chosen = [.. rows.Select(row => row!.Value)];
            if (Refused(packed, chosen) is { } refused)
                return new PackedPart(packed, _path, chosen, refused);
        }

        packed.Dispose();
        return null;
    }

    /// <summary>Opens the file that is there; a damaged one is named, and passed over: it can be made anew.</summary>
    private PackedPictures? Open(bool tells, CancellationToken cancellation)
    {
        try
        {
            return File.Exists(_path) ? PackedPictures.Open(_path, cancellation) : null;
        }
        catch (Exception fault) when (fault is ContentException or IOException or UnauthorizedAccessException)
        {
            if (tells)
                _options.Remarks?.Report($"'{_path}' is {(fault is ContentException ? "refused" : "not readable")}: {fault.Message.TrimEnd('.')}; it is made anew");

            return null;
        }
    }

    /// <summary>
    /// Why pictures could not be read, by their place among all; they are tried again, for what was in the way may be gone.
    /// Null where one can be read by now.
    /// </summary>
    private Dictionary<int, string>? Refused(PackedPictures packed, int[] rows)
    {
        Dictionary<int, string> refused = [];
        byte[] pixels = new byte[_options.ImageShape.Elements];
        foreach ((int place, int row) in rows.Index().Where(chosen => !packed.Index.Entries[chosen.Item].IsRead))
        {
            if (PictureReader.TryRead(Path.Combine(_root, _files[place]), _options.ImageShape, pixels) is not { } reason)
                return null;

            refused.Add(place, reason);
        }

        return refused;
    }

    /// <summary>Waits until no other process packs here.</summary>
    private FolderLock Take(CancellationToken cancellation)
    {
        bool isTold = false;
        while (true)
        {
            Directory.CreateDirectory(_place);
            try
            {
                if (FolderLock.TryTake(_place) is { } taken)
                    return taken;
            }
            catch (DirectoryNotFoundException)
            {
                // Whoever cleaned the cache took the folder away just now.
                continue;
            }

            if (!isTold)
                _options.Remarks?.Report($"another process packs the pictures of '{_root}'; waiting for it");

            isTold = true;
            cancellation.WaitHandle.WaitOne(Pause);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private void Make(CancellationToken cancellation)
    {
        // Left by processes that were killed: nobody else writes here now.
        foreach (string left in Directory.EnumerateFiles(_place, "*.tmp"))
            File.Delete(left);

        var writer = new PackedWriter(_root, _files, _stamps, _options.ImageShape);
        long bytes = writer.Header.FileBytes;
        string pictures = Invariant($"{_files.Length} pictures of {_options.ImageShape}");
        RequireRoom(pictures, bytes, new DriveInfo(_place).AvailableFreeSpace);
        _options.Remarks?.Report(Invariant($"packing {pictures}, {bytes / Giga:N3} GB, into '{_path}'; later starts begin at once"));
        using PackedPictures? before = Open(tells: false, cancellation);
        writer.Write(_path, before?.Index.Decoder == PackedWriter.Decoder ? before : null, _options, cancellation);
    }

    /// <summary>Refuses what the disk has no room for, before it is begun.</summary>
    /// <exception cref="IOException">There is less; the message has both numbers.</exception>
    internal static void RequireRoom(string pictures, long bytes, long free)
    {
        long left = Math.Max(0, free - Reserve);
        if (bytes > left)
            throw new IOException(Invariant($"{pictures} take {bytes / Giga:N3} GB, but {left / Giga:N3} GB are free there"));
    }
}
