namespace CompactCnn.CommandLine;

/// <summary>What a run is about to work on: classes, counts, and what is not used. It is said before the work begins.</summary>
internal static class DataSummary
{
    /// <summary>The file of an output folder that lists what no image was made of.</summary>
    public const string LeftOutFile = "left-out.txt";

    private const int ClassesShown = 20;
    private const int FilesShown = 10;

    /// <summary>Says it of a data set to train on.</summary>
    public static void Write(Dataset data)
    {
        int[]? held = data.Train.Validation is { } validation ? Counts(validation, data.ClassNames.Count) : null;
        string validated = held is null ? "" : $", {Figures.Count(held.Sum())} to validate on";
        CommandOutput.WriteRemark($"{data.Name}: {Figures.Count(data.ClassNames.Count)} classes, {Figures.Count(data.Train.Count)} images to train on{validated}, {Figures.Count(data.Test.Count)} to test on");
        WriteClasses(data.ClassNames, held is null ? [("train", data.TrainCounts), ("test", data.TestCounts)] : [("train", data.TrainCounts), ("validation", held), ("test", data.TestCounts)]);
        string[] untested = [.. data.ClassNames.Where((_, label) => data.TestCounts[label] == 0)];
        if (untested.Length > 0)
            CommandOutput.WriteRemark($"warning: no image to test on is of {Names(untested)}");

        WriteLeftOut(data.LeftOut);
    }

    /// <summary>Says it of images to evaluate on.</summary>
    public static void Write(TestSet data)
    {
        CommandOutput.WriteRemark($"{data.Name}: {Figures.Count(data.ClassNames.Count)} classes, {Figures.Count(data.Images.Count)} images");
        WriteClasses(data.ClassNames, [("images", Counts(data.Images, data.ClassNames.Count))]);
        WriteLeftOut(data.LeftOut);
    }

    /// <summary>Names what no image was made of.</summary>
    public static void WriteLeftOut(IReadOnlyList<LeftOutFile> files)
    {
        if (files.Count > 0)
            CommandOutput.WriteRemark($"warning: {Figures.Count(files.Count)} {(files.Count == 1 ? "file or folder is" : "files or folders are")} left out: {Sentence(files)}");
    }

    /// <summary>The first files with what is wrong, and how many more there are.</summary>
    public static string Sentence(IReadOnlyList<LeftOutFile> files) =>
        string.Join("; ", files.Take(FilesShown).Select(file => $"'{file.Path}' {file.Reason}")) + (files.Count > FilesShown ? $"; and {Figures.Count(files.Count - FilesShown)} more" : "");

    /// <summary>The same as a file: a line for each.</summary>
    public static string Lines(IReadOnlyList<LeftOutFile> files) => string.Concat(files.Select(file => $"{file.Path}\t{file.Reason}\n"));

    /// <summary>Of many classes, what they have in common.</summary>
    private static void WriteClasses(IReadOnlyList<string> names, (string Part, IReadOnlyList<int> Counts)[] parts)
    {
        if (names.Count > ClassesShown)
        {
            CommandOutput.WriteRemark(string.Join(", ", parts.Select(part => $"{part.Part}: {Figures.Count(part.Counts.Min())} to {Figures.Count(part.Counts.Max())} of a class")));
            return;
        }

        CommandOutput.WriteRemark(TextTable.Of(
            ["class", .. parts.Select(part => part.Part)],
            names.Select((name, label) => (IReadOnlyList<string>)[name, .. parts.Select(part => Figures.Count(part.Counts[label]))]),
            textColumns: 1).TrimEnd('\n'));
    }

    private static string Names(string[] names) =>
        string.Join(", ", names.Take(ClassesShown).Select(name => $"'{name}'")) + (names.Length > ClassesShown ? $" and {Figures.Count(names.Length - ClassesShown)} more" : "");

    private static int[] Counts(TrainingData part, int classes)
    {
        using TorchSharp.torch.Tensor labels = part.Labels.cpu();
        int[] counts = new int[classes];
        foreach (long label in labels.data<long>())
            counts[label]++;

        return counts;
    }
}
