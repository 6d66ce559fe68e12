using System.Diagnostics;
using System.Globalization;
using CompactCnn.CommandLine;
using static TorchSharp.torch;

namespace CompactCnn.Benchmarks;

/// <summary>The most memory that training steps need above the loaded library, each in a fresh process (Linux).</summary>
internal static class StepMemory
{
    /// <summary>The hidden command that such a process runs.</summary>
    public const string Command = "step-memory";

    private const int Steps = 4;

    /// <summary>Measures.</summary>
    /// <param name="run">Threads, allocator and format.</param>
    /// <param name="network">The network.</param>
    /// <param name="fraction">The active fraction; null for the hand-written dense network.</param>
    /// <param name="batchSize">Images in a step.</param>
    /// <returns>Bytes.</returns>
    public static long Of(BenchmarkRun run, BenchmarkNetwork network, double? fraction, int batchSize)
    {
        string[] arguments =
        [
            typeof(StepMemory).Assembly.Location, Command, network.Name, fraction?.ToString(CultureInfo.InvariantCulture) ?? "0", batchSize.ToString(CultureInfo.InvariantCulture),
            "--threads", run.Threads.ToString(CultureInfo.InvariantCulture),
            SettingTable.Precision.OptionName, BenchmarkRun.NameOf(run.Format.Precision),
            SettingTable.MemoryLayout.OptionName, BenchmarkRun.NameOf(run.Format.MemoryLayout),
            "--allocator", run.Allocator,
            "--waiting-threads", run.WaitingThreads,
        ];
        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? long.Parse(output.Trim(), CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"the process that measures the memory of '{network.Name}' ended with {process.ExitCode}");
    }

    /// <summary>Does a few steps on images that are made anew for each, and prints how far the peak is above what was there before.</summary>
    public static void MeasureHere(BenchmarkNetwork network, double fraction, int batchSize, StepFormat format)
    {
        // What the library takes once, however large the network is, for the backward pass too.
        using (NewDisposeScope())
        {
            Tensor weight = rand([1, 1, 3, 3], requires_grad: true);
            nn.functional.conv2d(rand(1, 1, 8, 8), weight).relu().mean().backward();
        }

        GC.Collect();
        long loaded = Status("VmRSS:");
        if (fraction == 0)
        {
            using HandWrittenNetwork dense = network.HandWritten(1);
            Repeat(batchSize, batch => dense.Step(format.MemoryLayout.Arrange(batch.Images), batch.Labels));
        }
        else
        {
            using SlicedStep sliced = network.Begin(StepSettings.Options(fraction), format);
            Repeat(batchSize, batch => sliced.Step(batch));
        }

        Console.WriteLine((Status("VmHWM:") - loaded).ToString(CultureInfo.InvariantCulture));
    }

    private static void Repeat(int batchSize, Action<TrainingBatch> step)
    {
        for (int i = 0; i < Steps; i++)
        {
            using var scope = NewDisposeScope();
            step(new TrainingBatch(rand(batchSize, 3, 32, 32), randint(0, 10, batchSize, ScalarType.Int64)));
        }
    }

    private static long Status(string key) =>
        1024 * long.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith(key, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
