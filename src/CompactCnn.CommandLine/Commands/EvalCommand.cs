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
        Option<bool> skipBad = CommonOptions.SkipBad();
        Option<bool> json = CommonOptions.Json();
        var command = new DocumentedCommand(
            "eval",
            "say how many test images of a data set a saved network gets right, and which classes it takes for others; classes are matched by name, and a folder of pictures without test/ is evaluated whole",
            "eval compactcnn-out/fashion-vgg/fashion-vgg-compact.safetensors --dataset fashion-mnist",
            "eval network.safetensors --dataset image-folder --data ./flowers")
        {
            file, dataset, folder, offline, skipBad, json,
        };
        command.SetAction(parsed =>
        {
            SavedNetwork saved = SavedNetwork.Of(context.Models, parsed.GetRequiredValue(file));
            TorchLoading.Require();
            var request = new DatasetRequest
            {
                Folder = parsed.GetValue(folder), Offline = parsed.GetValue(offline), SkipBad = parsed.GetValue(skipBad), Cancellation = context.Interruption.Token,
            };
            string name = parsed.GetRequiredValue(dataset);
            using TestSet data = CommandOutput.Progress().ShowDownload(progress => context.Datasets.LoadTest(name, request.With(saved.Model.Graph.Input, progress)));
            ExperimentData.CheckShape(context.Models, saved.Model, data.Name, data.Images.ImageShape);
            Run(saved, data, name, new CommandOutput(parsed.GetValue(json)), context.Interruption.Token);
        });
        return command;
    }

    private static void Run(SavedNetwork saved, TestSet data, string name, CommandOutput output, CancellationToken cancellation)
    {
        using CompactNetwork network = saved.Load();
        using TrainingData images = saved.Prepare(data.Images);
        DataSummary.Write(data);
        var clock = Stopwatch.StartNew();
        Evaluation evaluation = network.Evaluate(images, cancellation);
        double seconds = Math.Round(clock.Elapsed.TotalSeconds, 3);
        output.WriteText(ClassTable.Of(evaluation.Classes));
        output.WriteText("\n" + ConfusionTable.Of(evaluation));
        output.WriteText($"{Figures.Percent(evaluation.Accuracy)} of {Figures.Count(evaluation.Count)} test images right, in {Figures.Seconds(clock.Elapsed)} seconds");
        output.WriteJson(
            new EvalResult(saved.Path, saved.Model.Name, name, evaluation.Count, evaluation.Accuracy, evaluation.Loss, seconds, ClassTable.Results(evaluation.Classes), ConfusionTable.Results(evaluation)),
            ResultJson.Plain.EvalResult);
    }
}
