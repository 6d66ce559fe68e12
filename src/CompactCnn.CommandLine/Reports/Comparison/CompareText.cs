using System.Globalization;

namespace CompactCnn.CommandLine;

/// <summary>The command line that makes a comparison again.</summary>
internal static class CompareText
{
    /// <summary>The command of what a folder holds.</summary>
    public static string Command(ComparisonResults results)
    {
        CellRequest request = results.Request;
        long[] seeds = [.. results.All.Select(result => result.Request.Seed).Distinct().Order()];
        IEnumerable<string> fractions = results.Fractions.Select(active => active.ToString(CultureInfo.InvariantCulture));
        return ProgramCommand.Text(string.Create(
            CultureInfo.InvariantCulture,
            $"compare {request.Model} --dataset {request.Dataset} --active {string.Join(',', fractions)} --methods {string.Join(',', results.Methods.Select(method => method.Name))} --seeds {seeds[^1] - seeds[0] + 1} --first-seed {seeds[0]} --epochs {request.Epochs} --fine-tune {request.FineTuneEpochs} --batch {request.BatchSize} --learning-rate {request.LearningRate} {(request.LearningRateWarmup is { } warmup ? string.Create(CultureInfo.InvariantCulture, $"--learning-rate-warmup {warmup} ") : "")}{(request.FineTuneLearningRate is { } rate ? string.Create(CultureInfo.InvariantCulture, $"--fine-tune-learning-rate {rate} ") : "")}--augment {request.Augmentation} --validation {request.ValidationImages} --train-images {request.TrainingImages} --precision {ChoiceOption.NameOf(request.Precision)} --memory-layout {ChoiceOption.NameOf(request.MemoryLayout)} --threads {request.Threads}"));
    }
}
