using System.ComponentModel;
using System.Diagnostics;

namespace CompactCnn.Runtime.Tests;

/// <summary>A test that mounts a file system for itself alone: skipped, and said so, where the system does not allow that.</summary>
internal sealed class MountFactAttribute : FactAttribute
{
    /// <summary>What a command begins with whose mounts nobody else sees; without being root, where user namespaces are allowed.</summary>
    public static readonly string[] Alone = ["unshare", "-Urm"];

    private static readonly bool _allowed = CanMount();

    public MountFactAttribute() => Skip = _allowed ? null : "mounting a file system in a namespace of its own is not allowed here";

    private static bool CanMount()
    {
        try
        {
            string[] command = [.. Alone, "mount", "-t", "tmpfs", "none", "/tmp"];
            using Process process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
