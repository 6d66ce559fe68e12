using System.CommandLine;
using System.Globalization;
using CompactCnn.Benchmarks;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return new RootCommand("Benchmarks of CompactCnn: ratios of interleaved pairs, and what was set as their goals.")
{
    StepBenchmark.Command(),
    BaselineProcess.Command(),
    TrainBenchmark.Command(),
    MemoryBenchmark.Command(),
    StepMemoryCommand.Create(),
    DataBenchmark.Command(),
    GeneratorBenchmark.Command(),
    InferenceCommand.Create(),
    InferenceCommand.CreateAnswer(),
}.Parse(args).Invoke();
