using System.Runtime.InteropServices;
using System.Text;

namespace CompactCnn.CommandLine;

/// <summary>
/// Where <see cref="ConvolutionCheck"/> fails, the program begins again with oneDNN's kernels for SSE4.1, which were right
/// where others were not. oneDNN chooses once in a process, so it must be another one.
/// </summary>
internal static partial class PlainKernels
{
    /// <summary>What limits the instructions that oneDNN uses.</summary>
    public const string Variable = "ONEDNN_MAX_CPU_ISA";

    /// <summary>The limit.</summary>
    public const string Value = "SSE41";

    private const string Fault = "convolutions are computed wrongly on this processor by oneDNN's widest kernels (checked against float64)";

    /// <summary>Goes on where convolutions are right; begins again, or says what to do, where they are not.</summary>
    /// <exception cref="WorkFailedException">They are wrong, and nothing can be done about it from here.</exception>
    public static void Require()
    {
        if (ConvolutionCheck.IsRight())
            return;

        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } limit)
            throw new WorkFailedException($"{Fault}, although {Variable} is {limit}; set it to {Value}, or train on another machine");

        if (!OperatingSystem.IsLinux())
            throw new WorkFailedException($"{Fault}; set the environment variable {Variable} to {Value} and try again");

        Console.Error.WriteLine($"remark: {Fault}; beginning again with its kernels for SSE4.1 ({Variable}={Value}), which are slower");
        BeginAgain();
    }

    /// <summary>The same program with the same arguments takes this one's place: process, terminal and signals stay.</summary>
    private static void BeginAgain()
    {
        string[] arguments = Encoding.UTF8.GetString(File.ReadAllBytes("/proc/self/cmdline")).TrimEnd('\0').Split('\0');
        _ = SetEnvironment(Variable, Value, overwrite: 1);
        _ = Execute("/proc/self/exe", [.. arguments, null]);
        throw new WorkFailedException($"{Fault}; set the environment variable {Variable} to {Value} and try again");
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "execv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string path, string?[] arguments);
}
