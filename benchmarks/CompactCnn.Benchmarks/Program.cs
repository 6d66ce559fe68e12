using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CompactCnn.Benchmarks;
using TorchSharp;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var pairs = new Option<int>("--pairs") { Description = "Interleaved pairs of each measure.", DefaultValueFactory = _ => 200 };
var threads = new Option<int>("--threads") { Description = "Threads of libtorch.", DefaultValueFactory = _ => Environment.ProcessorCount };
var json = new Option<bool>("--json") { Description = "Print one JSON object as the last line of standard output." };
var step = new Command("step", "A sliced step with other channels every time, against hand-written networks of the same widths.") { pairs, threads, json };
step.SetAction(arguments =>
{
    torch.set_num_threads(arguments.GetValue(threads));
    var rows = new List<StepBenchmark.Row>();
    Console.Error.WriteLine($"batch 64, {arguments.GetValue(threads)} threads, float32; ratio is candidate / baseline, [95 % interval], the baseline against itself");
    foreach (StepBenchmark.Row row in StepBenchmark.Run(arguments.GetValue(pairs)))
    {
        rows.Add(row);
        Console.Error.WriteLine($"{row.Network}  {row.Measure}  at {row.Fraction}: {row.Ratio:F3} [{row.Low:F3}, {row.High:F3}], itself {row.SelfRatio:F3}{(row.Trusted ? "" : " (too noisy for a verdict)")}, baseline {row.BaselineMilliseconds:F1} ms");
    }

    if (arguments.GetValue(json))
    {
        Console.WriteLine(JsonSerializer.Serialize(new { rows }, JsonSerializerOptions.Web));
    }
});
return new RootCommand("Benchmarks of CompactCnn: ratios of interleaved pairs in one process.") { step }.Parse(args).Invoke();
