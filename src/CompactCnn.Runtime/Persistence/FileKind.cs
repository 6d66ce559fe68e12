namespace CompactCnn;

/// <summary>What a path leads to, or a handle is of.</summary>
internal enum FileKind
{
    /// <summary>There is nothing, or a link to nothing.</summary>
    Nothing,

    /// <summary>A file that has a length and bytes.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A named pipe: opening it waits for somebody at its other end.</summary>
    Pipe,

    /// <summary>A socket.</summary>
    Socket,

    /// <summary>A device of characters, as a terminal or <c>/dev/zero</c>.</summary>
    CharacterDevice,

    /// <summary>A device of blocks, as a disk.</summary>
    BlockDevice,

    /// <summary>The system does not say.</summary>
    Unknown,
}
