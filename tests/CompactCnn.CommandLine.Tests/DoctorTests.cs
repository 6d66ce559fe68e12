using System.Diagnostics;

namespace CompactCnn.CommandLine.Tests;

/// <summary>What doctor says where TorchSharp loads, and where it does not.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FindsNoFaultHere()
    {
        ProgramRun run = ProgramRun.In(_folder, "doctor", "--json");
        Assert.Equal(ExitStatus.Success, run.Status);
        Assert.True(run.Json.GetProperty("ok").GetBoolean());
        Assert.Contains("ok    loading", run.Errors, StringComparison.Ordinal);
        Assert.Contains("data set fashion-mnist-subset", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesAMissingLibraryAndTheMend()
    {
        if (!OperatingSystem.IsLinux())
            return;

        string program = CopyOfProgram();
        File.Delete(Directory.GetFiles(Path.GetDirectoryName(program)!, "libLibTorchSharp.so", SearchOption.AllDirectories).Single());

        ProgramRun doctor = ProgramRun.Finish(ProgramRun.Start(_folder, program, ["doctor"]));
        Assert.Equal(ExitStatus.Failure, doctor.Status);
        Assert.Contains("FAULT TorchSharp's library", doctor.Output, StringComparison.Ordinal);
        // A copy has no project that could be built.
        Assert.Contains("mend: publish the program again", doctor.Output, StringComparison.Ordinal);
        Assert.EndsWith("TorchSharp does not load here.\n", doctor.Output, StringComparison.Ordinal);
        Assert.Empty(doctor.Errors);

        ProgramRun train = ProgramRun.Finish(ProgramRun.Start(_folder, program, ["train", "fashion-vgg"]));
        train.AssertFault(ExitStatus.Failure, "TorchSharp cannot be loaded: TorchSharp's native library is not with the program", "build the program again, and copy all of its output folder");
    }

    [Fact]
    public void NamesALibraryThatIsDamaged()
    {
        if (!OperatingSystem.IsLinux())
            return;

        string program = CopyOfProgram();
        string library = Directory.GetFiles(Path.GetDirectoryName(program)!, "libtorch_cpu.so", SearchOption.AllDirectories).Single();
        // The copy shares its content with the original: it is replaced, not written to.
        File.Delete(library);
        File.WriteAllText(library, "no library");

        ProgramRun doctor = ProgramRun.Finish(ProgramRun.Start(_folder, program, ["doctor"]));
        Assert.Equal(ExitStatus.Failure, doctor.Status);
        Assert.Contains("FAULT loading", doctor.Output, StringComparison.Ordinal);
        Assert.Contains("libtorch_cpu.so", doctor.Output, StringComparison.Ordinal);
    }

    /// <summary>A copy of links, for libtorch weighs half a gigabyte.</summary>
    private string CopyOfProgram()
    {
        string copy = _folder.Of("copy");
        using Process process = Process.Start("cp", ["-al", Path.GetDirectoryName(ProgramRun.Program)!, copy]);
        process.WaitForExit();
        // Links do not reach across file systems.
        if (process.ExitCode != 0)
        {
            using Process symbolic = Process.Start("cp", ["-as", Path.GetDirectoryName(ProgramRun.Program)!, copy]);
            symbolic.WaitForExit();
        }

        return Path.Combine(copy, Path.GetFileName(ProgramRun.Program));
    }
}
