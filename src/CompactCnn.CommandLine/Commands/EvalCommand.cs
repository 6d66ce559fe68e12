using System.CommandLine;
using System.Diagnostics;

namespace CompactCnn.CommandLine;

/// <summary>Evaluates a saved compact network on the test images of a data set.</summary>
internal static class EvalCommand
{
    public static Command Create(ProgramContext context)
    {
        Argument<string> file = NetworkArgument.Create();
        Option<string> dataset = DatasetOption.Option(context.Datasets);
        Option<string?> folder = CommonOptions.Folder("--data", "the folder of the data set's files; absent: the usual places, else a download");
        Option<bool> offline = new("--offline") { Description = "do not download" };
        Option<bool> json = CommonOptions.Json();
        Option<int?> limit = CommonOptions.LimitImages();
        var command = new DocumentedCommand(
            "eval",
            "say how many test images of a data set a saved network gets right",
            "eval compactcnn-out/fashion-vgg/fashion-vgg-compact.safetensors --dataset fashion-mnist")
        {
            file, dataset, folder, offline, json, limit,
        };
        command.SetAction(parsed =>
        {
            SavedNetwork saved = SavedNetwork.Of(context.Models, parsed.GetRequiredValue(file));
            TorchLoading.Require();
            using Dataset data = CommandOutput.Progress().ShowDownload(progress =>
                context.Datasets.Load(
                    parsed.GetRequiredValue(dataset),
                    new DatasetRequest
                    {
                        Folder = parsed.GetValue(folder), Offline = parsed.GetValue(offline), Input = saved.Model.Graph.Input, Progress = progress, Cancellation = context.Interruption.Token,
                    }));
            Run(context.Models, saved, data, parsed.GetRequiredValue(dataset), parsed.GetValue(limit), new CommandOutput(parsed.GetValue(json)), context.Interruption.Token);
        });
        return command;
    }

    private static void Run(ModelCatalog models, SavedNetwork saved, Dataset data, string name, int? limit, CommandOutput output, CancellationToken cancellation)
    {
        ExperimentData.CheckFit(models, saved.Model, data);
        using CompactNetwork network = saved.Load();
        using TrainingData images = TestImages(data, network.Usage, limit);
        var clock = Stopwatch.StartNew();
        Evaluation evaluation = network.Evaluate(images, cancellation);
        double seconds = Math.Round(clock.Elapsed.TotalSeconds, 3);
        output.WriteText($"{Figures.Percent(evaluation.Accuracy)} of {Figures.Count(evaluation.Count)} test images right, in {Figures.Seconds(clock.Elapsed)} seconds");
        output.WriteJson(
            new EvalResult(saved.Path, saved.Model.Name, name, evaluation.Count, evaluation.Accuracy, evaluation.Loss, seconds),
            ResultJson.Plain.EvalResult);
    }

    /// <summary>Normalised as the network was trained, whatever the data set's own statistics.</summary>
    private static TrainingData TestImages(Dataset data, NetworkUsage? usage, int? limit)
    {
        using TrainingData part = ExperimentData.First(data.Test, limit ?? data.Test.Count);
        BatchTransform transform = usage is null ? part.Transform : new Normalization(usage.Mean, usage.Deviation).Apply;
        return new TrainingData(part.Images.alias(), part.Labels.alias(), transform);
    }
}
