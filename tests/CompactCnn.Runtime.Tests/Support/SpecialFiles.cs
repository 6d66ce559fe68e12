using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace CompactCnn.Runtime.Tests;

/// <summary>Files that are none: pipes and sockets.</summary>
internal static partial class SpecialFiles
{
    /// <summary>Makes a pipe that nobody writes to: who opens it waits for ever.</summary>
    public static string Pipe(string path)
    {
        Assert.Equal(0, MakePipe(path, 0x180));
        return path;
    }

    /// <summary>Makes a socket, which is there until it is disposed of.</summary>
    public static Socket Socket(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    /// <summary>Makes a link.</summary>
    public static string Link(string path, string target)
    {
        File.CreateSymbolicLink(path, target);
        return path;
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakePipe(string path, uint rights);
}
