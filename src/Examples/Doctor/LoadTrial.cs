using System.Diagnostics;
using System.Text.Json;
using TorchSharp;

namespace CompactCnn.Examples;

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
        using Process process = Process.Start(StartInfo())!;
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
    public static void LoadHere(TextWriter output, CancellationToken cancellation) =>
        output.WriteLine(JsonSerializer.Serialize(Load(cancellation), ResultJson.Plain.LoadReport));

    private static LoadReport Load(CancellationToken cancellation)
    {
        if (TorchLoading.Failure() is { } failure)
            return Failed(failure);

        using torch.Tensor image = torch.ones(1, 1, 4, 4);
        using torch.Tensor kernel = torch.ones(1, 1, 3, 3);
        torch.nn.functional.conv2d(image, kernel).Dispose();
        return new LoadReport(null, torch.__version__, torch.get_num_threads(), [.. DatasetCatalog.Entries.Select(entry => Examine(entry, cancellation))]);
    }

    private static DatasetReport Examine(DatasetEntry entry, CancellationToken cancellation)
    {
        try
        {
            using Dataset data = DatasetCatalog.Load(entry.Name, offline: true, ct: cancellation);
            return new DatasetReport(entry.Name, $"{Figures.Count(data.Train.Count)} training and {Figures.Count(data.Test.Count)} test images");
        }
        catch (DatasetException exception)
        {
            return new DatasetReport(entry.Name, $"not ready: {exception.Message}");
        }
    }

    private static LoadReport Failed(string failure) => new(failure, "", 0, []);

    /// <summary>This program again, whether it was started by its own name or by <c>dotnet</c>.</summary>
    private static ProcessStartInfo StartInfo()
    {
        string program = Environment.ProcessPath!;
        bool byDotnet = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        string[] self = byDotnet ? [Path.Combine(AppContext.BaseDirectory, $"{typeof(LoadTrial).Assembly.GetName().Name}.dll")] : [];
        return new ProcessStartInfo(program, [.. self, "doctor", Option]) { RedirectStandardOutput = true, RedirectStandardError = true };
    }
}
