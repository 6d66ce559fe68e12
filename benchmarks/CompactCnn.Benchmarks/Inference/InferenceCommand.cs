using System.CommandLine;
using System.Text.Json;
using TorchSharp;

namespace CompactCnn.Benchmarks;

/// <summary>The command that measures answers: time, files and memory.</summary>
internal static class InferenceCommand
{
    public static Command Create()
    {
        var pairs = new Option<int>("--pairs") { Description = "Interleaved pairs of each measure.", DefaultValueFactory = _ => 200 };
        var threads = new Option<int>("--threads") { Description = "Threads of libtorch and of ONNX Runtime.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var json = new Option<bool>("--json") { Description = "Print one JSON object as the last line of standard output." };
        var command = new Command("inference", "Answers of a dense and a compact network: TorchSharp, fused, ONNX Runtime.") { pairs, threads, json };
        command.SetAction(arguments => Run(arguments.GetValue(pairs), arguments.GetValue(threads), arguments.GetValue(json)));
        return command;
    }

    public static Command CreateAnswer()
    {
        var file = new Argument<string>("FILE");
        var command = new Command(ResidentMemory.Command) { file };
        command.Hidden = true;
        command.SetAction(arguments => ResidentMemory.AnswerHere(arguments.GetRequiredValue(file)));
        return command;
    }

    private static void Run(int pairs, int threads, bool json)
    {
        torch.set_num_threads(threads);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("compactcnn-benchmark-");
        try
        {
            InferenceBenchmark.WriteFiles(folder.FullName);
            var rows = new List<InferenceBenchmark.Row>();
            Console.Error.WriteLine($"7-convolution network, 32x32, half of the channels, {threads} threads, float32; ratio is candidate / dense TorchSharp, or / what it is held against, [95 % interval], the dense one against itself");
            foreach (InferenceBenchmark.Row row in InferenceBenchmark.Run(folder.FullName, pairs, threads))
            {
                rows.Add(row);
                Console.Error.WriteLine($"batch {row.Batch}  {row.Candidate}: {row.Ratio:F3} [{row.Low:F3}, {row.High:F3}], itself {row.SelfRatio:F3}{(row.Trusted ? "" : " (too noisy for a verdict)")}, {row.Milliseconds:F2} ms of {row.DenseMilliseconds:F2} ms, {row.ImagesPerSecond:F0} images a second");
            }

            var files = folder.GetFiles().OrderBy(file => file.Name, StringComparer.Ordinal)
                .Select(file => new { file.Name, Bytes = file.Length, PeakResidentBytes = OperatingSystem.IsLinux() ? ResidentMemory.Of(file.FullName) : 0 })
                .ToArray();
            foreach (var file in files)
                Console.Error.WriteLine($"{file.Name}: {file.Bytes / 1e6:F2} MB, {file.PeakResidentBytes / 1e6:F0} MB of memory at most in a fresh process");

            if (json)
                Console.WriteLine(JsonSerializer.Serialize(new { rows, files }, JsonSerializerOptions.Web));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
