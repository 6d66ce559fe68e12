using System.CommandLine;
using CompactCnn.CommandLine;
using CompactCnn.Examples.Models;

namespace CompactCnn.Benchmarks;

/// <summary>What whole trainings in bfloat16 lose in accuracy against the same in float32: the mean paired difference over seeds.</summary>
internal sealed class PrecisionBenchmark
{
    private const double Fraction = 0.5;

    private readonly Option<string> _dataset = new("--dataset") { Description = "For the measure of precision: fashion-mnist, or the subset that is built in.", DefaultValueFactory = _ => "fashion-mnist" };
    private readonly Option<string?> _data = new("--data") { Description = "For the measure of precision: where the data set's files are; absent: the usual places, else a download." };
    private readonly Option<int> _epochs = ValueOption.Of(SettingTable.Epochs.OptionName, "For the measure of precision: epochs of training", SettingTable.Epochs.Values, SettingTable.Epochs.Default);
    private readonly Option<int> _fineTune = ValueOption.Of(SettingTable.FineTuneEpochs.OptionName, "For the measure of precision: epochs of fine-tuning", SettingTable.FineTuneEpochs.Values, SettingTable.FineTuneEpochs.Default);
    private readonly Option<int> _seeds = new("--seeds") { Description = "For the measure of precision: seeds, counted from 1.", DefaultValueFactory = _ => 3 };

    public PrecisionBenchmark() => _dataset.AcceptOnlyFromAmong("fashion-mnist", "fashion-mnist-subset");

    public Option[] Options => [_dataset, _data, _epochs, _fineTune, _seeds];

    public void Measure(BenchmarkRun run, ParseResult arguments)
    {
        using Dataset data = DatasetCatalog.Load(arguments.GetRequiredValue(_dataset), arguments.GetValue(_data));
        int seeds = arguments.GetValue(_seeds);
        double[] exact = new double[seeds];
        double[] lost = new double[seeds];
        for (int i = 0; i < seeds; i++)
        {
            exact[i] = Accuracy(run, data, arguments, seed: i + 1, Precision.Float32);
            lost[i] = exact[i] - Accuracy(run, data, arguments, seed: i + 1, Precision.BFloat16);
            Console.Error.WriteLine($"seed {i + 1}: float32 {exact[i]:F2} %, bf16 {exact[i] - lost[i]:F2} %");
        }

        double mean = lost.Average();
        double error = Math.Sqrt(lost.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, seeds - 1) / seeds);
        run.Report.Add(new BenchmarkRow
        {
            Network = "fashion-vgg",
            Measure = "points of test accuracy that bf16 loses against float32, mean of paired differences",
            Fraction = Fraction,
            Precision = BenchmarkRun.NameOf(Precision.BFloat16),
            MemoryLayout = BenchmarkRun.NameOf(run.Format.MemoryLayout),
            Threads = run.Threads,
            Allocator = run.Allocator,
            WaitingThreads = run.WaitingThreads,
            Ratio = mean,
            Goal = 0.3,
            Note = $"standard error {error:F2}; {data.Name}, {arguments.GetValue(_epochs)} epochs and {arguments.GetValue(_fineTune)} of fine-tuning, {seeds} seeds; "
                + $"float32 {string.Join(" ", exact.Select(value => $"{value:F2}"))}, bf16 {string.Join(" ", exact.Zip(lost, (before, less) => $"{before - less:F2}"))} %",
        });
    }

    private double Accuracy(BenchmarkRun run, Dataset data, ParseResult arguments, long seed, Precision precision)
    {
        using var model = new FashionVgg(seed: seed);
        TrainingResult training = model.Train(data.Train, new TrainingOptions
        {
            Epochs = arguments.GetValue(_epochs),
            Seed = seed,
            Precision = precision,
            MemoryLayout = run.Format.MemoryLayout,
            Target = CompactTarget.Channels(Fraction),
        });
        using FashionVgg.Compact compact = model.ToCompact(training.Keep);
        compact.FineTune(data.Train, new FineTuneOptions { Epochs = arguments.GetValue(_fineTune), Seed = seed, Precision = precision, MemoryLayout = run.Format.MemoryLayout });
        return compact.Evaluate(data.Test).Accuracy;
    }
}
