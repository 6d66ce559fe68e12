using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using TorchSharp;

namespace CompactCnn.CommandLine;

/// <summary>Classifies pictures with a saved compact network.</summary>
internal static class PredictCommand
{
    public static Command Create(ProgramContext context)
    {
        Argument<string> file = NetworkArgument.Create();
        Argument<string[]> images = new("IMAGE") { Description = "pictures, PNG or JPEG, or folders of them", Arity = ArgumentArity.OneOrMore };
        Option<bool> json = CommonOptions.Json();
        var command = new DocumentedCommand(
            "predict",
            "classify pictures with a saved network: class, probability, milliseconds",
            "predict network.safetensors shirt.png",
            "predict network.safetensors ./pictures --json")
        {
            file, images, json,
        };
        command.SetAction(parsed => Run(SavedNetwork.Of(context.Models, parsed.GetRequiredValue(file)), parsed.GetRequiredValue(images), new CommandOutput(parsed.GetValue(json)), context.Interruption.Token));
        return command;
    }

    private static void Run(SavedNetwork saved, string[] places, CommandOutput output, CancellationToken cancellation)
    {
        NetworkUsage usage = saved.RequireUsage();
        string[] paths = [.. places.SelectMany(place => Directory.Exists(place) ? Picture.InFolder(place) : [place])];
        using CompactNetwork network = saved.Load();
        using FusedNetwork fused = network.Fuse();
        var normalization = new Normalization(usage.Mean, usage.Deviation);
        List<Prediction> predictions = [];
        foreach (string path in paths)
        {
            cancellation.ThrowIfCancellationRequested();
            using torch.Tensor pixels = Picture.Load(path, saved.Model.Graph.Input);
            using torch.Tensor input = normalization.Apply(pixels, default);
            if (predictions.Count == 0)
            {
                // The first answer prepares memory and code; its time would say nothing of the pictures.
                fused.forward(input).Dispose();
            }

            predictions.Add(Predict(path, input, fused, usage));
        }

        output.WriteText(TextTable.Of(
            ["image", "class", "probability", "milliseconds"],
            predictions.Select(prediction => (IReadOnlyList<string>)[prediction.Image, prediction.Class, Figures.Percent(100 * prediction.Probability), prediction.Milliseconds.ToString("F2", CultureInfo.InvariantCulture)]),
            textColumns: 2));
        output.WriteJson(new PredictResult(saved.Path, saved.Model.Name, predictions), ResultJson.Plain.PredictResult);
    }

    /// <summary>What is timed is the network alone, from normalised pixels to probabilities.</summary>
    private static Prediction Predict(string path, torch.Tensor input, FusedNetwork network, NetworkUsage usage)
    {
        using var scope = torch.NewDisposeScope();
        long start = Stopwatch.GetTimestamp();
        torch.Tensor probabilities = network.forward(input).softmax(1)[0];
        long best = probabilities.argmax().item<long>();
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        string name = best < usage.ClassNames.Length ? usage.ClassNames[(int)best] : best.ToString(CultureInfo.InvariantCulture);
        return new Prediction(path, name, Math.Round(probabilities[best].item<float>(), 6), Math.Round(milliseconds, 3));
    }
}
