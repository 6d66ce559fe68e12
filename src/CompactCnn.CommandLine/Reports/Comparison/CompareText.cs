using System.Globalization;

namespace CompactCnn.CommandLine;

/// <summary>The command line that makes a comparison again, and goes on with one that was stopped.</summary>
internal static class CompareText
{
    /// <summary>The command of what a folder holds.</summary>
    public static string Command(ComparisonResults results, string folder)
    {
        CellRequest request = results.Request;
        long[] seeds = [.. results.All.Select(result => result.Request.Seed).Distinct().Order()];
        var words = new List<string> { "compare", request.Model };
        Add("--dataset", request.Dataset);
        Add("--data", results.All.Select(result => result.DataFolder).FirstOrDefault(data => data is not null));
        Add("--active", List(results.Fractions.Select(active => active.ToString(CultureInfo.InvariantCulture))));
        Add("--methods", List(results.Methods.Select(method => method.Name)));
        Add("--seeds", seeds[^1] - seeds[0] + 1);
        Add("--first-seed", seeds[0]);
        Add("--epochs", request.Epochs);
        Add("--fine-tune", request.FineTuneEpochs);
        Add("--batch", request.BatchSize);
        Add("--learning-rate", request.LearningRate);
        Add("--learning-rate-warmup", request.LearningRateWarmup);
        Add("--fine-tune-learning-rate", request.FineTuneLearningRate);
        Add("--augment", request.Augmentation);
        Add("--validation", request.ValidationImages);
        Add("--train-images", request.TrainingImages);
        Add("--precision", ChoiceOption.NameOf(request.Precision));
        Add("--memory-layout", ChoiceOption.NameOf(request.MemoryLayout));
        Add("--threads", request.Threads);
        Add(ComputeDevice.OptionName, request.Device);
        Add("--out", folder);
        return ProgramCommand.Text(ShellText.Of(words));

        void Add(string option, object? value)
        {
            if (value is not null)
                words.AddRange([option, Convert.ToString(value, CultureInfo.InvariantCulture)!]);
        }
    }

    private static string? List(IEnumerable<string> values) => string.Join(',', values) is { Length: > 0 } list ? list : null;
}
