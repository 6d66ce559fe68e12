using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CompactCnn;

/// <summary>Asks the system of what kind a file is; .NET says it of none. Links are followed.</summary>
internal static partial class FileStatus
{
    // Numbers of Linux's and macOS's headers, which agree where one number stands for both.
    private const int NoSuchFile = 2;
    private const int NoFolderOnTheWay = 20;
    private const int KindBits = 0xF000;
    private const int BufferBytes = 512;

    private const int CurrentFolder = -100;
    private const int HandleItself = 0x1000;
    private const uint AskForKind = 1;
    private const int LinuxModePlace = 28;
    private const int MacModePlace = 4;

    private const uint WindowsDisk = 1;
    private const uint WindowsCharacters = 2;
    private const uint WindowsPipe = 3;

    /// <summary>The kind of what a path leads to; nothing is opened.</summary>
    public static FileKind KindOf(string path)
    {
        if (OperatingSystem.IsWindows())
            return KindOnWindows(path);

        byte[] status = new byte[BufferBytes];
        return OperatingSystem.IsLinux() ? Kind(Statx(CurrentFolder, path, 0, AskForKind, status), status, LinuxModePlace)
            : OperatingSystem.IsMacOS() ? Kind(Stat(path, status), status, MacModePlace)
            : FileKind.Unknown;
    }

    /// <summary>The kind of what was opened; another may lie at its path by now.</summary>
    public static FileKind KindOf(SafeFileHandle handle)
    {
        if (OperatingSystem.IsWindows())
            return FileType(handle) switch { WindowsDisk => FileKind.Regular, WindowsCharacters => FileKind.CharacterDevice, WindowsPipe => FileKind.Pipe, _ => FileKind.Unknown };

        byte[] status = new byte[BufferBytes];
        return OperatingSystem.IsLinux() ? Kind(StatxOfHandle(handle, "", HandleItself, AskForKind, status), status, LinuxModePlace)
            : OperatingSystem.IsMacOS() ? Kind(StatOfHandle(handle, status), status, MacModePlace)
            : FileKind.Unknown;
    }

    private static FileKind Kind(int result, byte[] status, int place)
    {
        if (result != 0)
            return Marshal.GetLastPInvokeError() is NoSuchFile or NoFolderOnTheWay ? FileKind.Nothing : FileKind.Unknown;

        return (BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(place)) & KindBits) switch
        {
            0x8000 => FileKind.Regular,
            0x4000 => FileKind.Folder,
            0x1000 => FileKind.Pipe,
            0xC000 => FileKind.Socket,
            0x2000 => FileKind.CharacterDevice,
            0x6000 => FileKind.BlockDevice,
            _ => FileKind.Unknown,
        };
    }

    /// <summary>Devices have paths of their own there, which <c>NUL</c> and <c>CON</c> are short for.</summary>
    private static FileKind KindOnWindows(string path) =>
        Path.GetFullPath(path).StartsWith(@"\\.\", StringComparison.Ordinal) ? FileKind.CharacterDevice
            : Directory.Exists(path) ? FileKind.Folder
            : File.Exists(path) ? FileKind.Regular
            : FileKind.Nothing;

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, [Out] byte[] status);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatxOfHandle(SafeFileHandle handle, string path, int flags, uint mask, [Out] byte[] status);

    [LibraryImport("libc", EntryPoint = "stat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, [Out] byte[] status);

    [LibraryImport("libc", EntryPoint = "fstat", SetLastError = true)]
    private static partial int StatOfHandle(SafeFileHandle handle, [Out] byte[] status);

    [LibraryImport("kernel32", EntryPoint = "GetFileType")]
    private static partial uint FileType(SafeFileHandle handle);
}
