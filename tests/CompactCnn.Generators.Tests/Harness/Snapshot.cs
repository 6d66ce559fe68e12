using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CompactCnn.Generators.Tests.Harness;

/// <summary>
/// Compares a text with the accepted one, by Verify's conventions: <c>Class.Method[_parameter].verified.cs</c> is
/// accepted, <c>.received.cs</c> is what came instead. With COMPACTCNN_ACCEPT_SNAPSHOTS=1 what comes is accepted, except
/// on a build server. The package Verify cannot be restored today; when it can, this file is what moves to it.
/// </summary>
internal static partial class Snapshot
{
    private const string AcceptVariable = "COMPACTCNN_ACCEPT_SNAPSHOTS";

    /// <summary>The folder of the accepted texts.</summary>
    public static string Folder { get; } = Path.Combine(ProjectFiles.TestProject, "Snapshots");

    /// <summary>Whether what comes is accepted, because somebody is there to look at it.</summary>
    public static bool Accepts => IsOn(AcceptVariable) && !IsOn("CI");

    /// <summary>Refuses a text that is not the accepted one.</summary>
    public static void Verify(string text, string? parameter = null, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        string name = $"{Path.GetFileNameWithoutExtension(file)}.{method}{(parameter is null ? "" : "_" + parameter)}";
        Compare(Path.Combine(Folder, name), text, IsOn(AcceptVariable), IsOn("CI"));
    }

    /// <summary>Compares, accepts or refuses.</summary>
    /// <param name="path">The accepted file without its extension.</param>
    /// <param name="text">What came.</param>
    /// <param name="accept">Whether to accept it.</param>
    /// <param name="isBuildServer">Whether nobody is there to look at what is accepted.</param>
    public static void Compare(string path, string text, bool accept, bool isBuildServer)
    {
        string verified = path + ".verified.cs";
        string received = path + ".received.cs";
        string actual = Scrub(text);
        string? expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : null;
        File.Delete(received);
        if (actual == expected)
            return;

        if (accept)
        {
            Assert.False(isBuildServer, $"{AcceptVariable} is set on a build server; accept snapshots where somebody reads them");
            File.WriteAllText(verified, actual);
            return;
        }

        File.WriteAllText(received, actual);
        Assert.Fail(expected is null
            ? $"no snapshot {verified}; look at {received} and accept it with {AcceptVariable}=1"
            : $"the snapshot {verified} differs: {FirstDifference(expected, actual)}; compare it with {received} and accept that with {AcceptVariable}=1");
    }

    /// <summary>Version numbers change with every release and say nothing about the emitted code.</summary>
    private static string Scrub(string text) => VersionNumber().Replace(text.ReplaceLineEndings("\n"), "{version}");

    private static string FirstDifference(string expected, string actual)
    {
        string[] before = expected.Split('\n');
        string[] now = actual.Split('\n');
        int line = 0;
        while (line < before.Length && line < now.Length && before[line] == now[line])
        {
            line++;
        }

        return $"line {line + 1} was '{before.ElementAtOrDefault(line)}' and is '{now.ElementAtOrDefault(line)}'";
    }

    private static bool IsOn(string variable) => Environment.GetEnvironmentVariable(variable) is "1" or "true";

    [GeneratedRegex(@"\b\d+\.\d+\.\d+(\.\d+)?(-[0-9A-Za-z.]+)?\b")]
    private static partial Regex VersionNumber();
}
