using System.Diagnostics;
using System.Text.Json;
using TorchSharp;

namespace CompactCnn.CommandLine;

/// <summary>
/// Loads TorchSharp's native library in a process of its own: one that cannot be loaded may end the process without a
/// word.
/// </summary>
internal static class LoadTrial
{
    /// <summary>The hidden option of doctor that makes a process the one that tries.</summary>
    public const string Option = "--load-here";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Starts the process and waits for its report.</summary>
    public static LoadReport Run(CancellationToken cancellation)
    {
        ProcessStartInfo start = SelfProcess.StartInfo("doctor", Option);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        // Read aside, so that a process that writes much is not stopped by a full pipe.
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> remarks = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            if (!Task.WhenAll(output, remarks).Wait(Patience, cancellation))
                return Failed($"the process that tried did not end within {Patience.TotalSeconds} seconds");

            process.WaitForExit();
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }

        return process.ExitCode == ExitStatus.Success
            ? JsonSerializer.Deserialize(output.Result, ResultJson.Plain.LoadReport)!
            : Failed($"the process that tried ended with status {process.ExitCode}: {remarks.Result.Trim().ReplaceLineEndings("; ")}");
    }

    /// <summary>What the started process does: it prints its report.</summary>
    public static void LoadHere(TextWriter output) =>
        output.WriteLine(JsonSerializer.Serialize(Load(), ResultJson.Plain.LoadReport));

    private static LoadReport Load()
    {
        if (TorchLibrary.Failure() is { } failure)
            return Failed(failure);

        ProcessorCaches.Provide();
        return new LoadReport(null, torch.__version__, torch.get_num_threads(), ConvolutionCheck.IsRight());
    }

    private static LoadReport Failed(string failure) => new(failure, "", 0, ConvolutionsAreRight: false);
}
