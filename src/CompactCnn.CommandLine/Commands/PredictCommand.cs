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
        Argument<string[]> images = new("IMAGE") { Description = "pictures, PNG, JPEG, WebP, BMP or GIF, or folders of them", Arity = ArgumentArity.OneOrMore };
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
        List<LeftOutFile> refused = [];
        string[] paths = [.. places.SelectMany(place => Pictures(place, refused))];
        using CompactNetwork network = saved.Load();
        using FusedNetwork fused = network.Fuse();
        var normalization = new Normalization(usage.Mean, usage.Deviation);
        List<Prediction> predictions = [];
        foreach (string path in paths)
        {
            cancellation.ThrowIfCancellationRequested();
            using torch.Tensor? pixels = Picture.TryLoad(path, saved.Model.Graph.Input, out LeftOutFile? fault);
            if (pixels is null)
            {
                refused.Add(fault!);
                continue;
            }

            using torch.Tensor input = normalization.Apply(pixels, default);
            if (predictions.Count == 0)
            {
                // The first answer prepares memory and code; its time would say nothing of the pictures.
                fused.forward(input).Dispose();
            }

            predictions.Add(Predict(path, input, fused, usage));
        }

        if (predictions.Count == 0)
            throw new UsageException($"{DataSummary.Sentence(refused)}; give pictures that can be read");

        output.WriteText(TextTable.Of(
            ["image", "class", "probability", "milliseconds"],
            predictions.Select(prediction => (IReadOnlyList<string>)[prediction.Image, prediction.Class, Figures.Percent(100 * prediction.Probability), prediction.Milliseconds.ToString("F2", CultureInfo.InvariantCulture)]),
            textColumns: 2));
        output.WriteJson(
            new PredictResult(saved.Path, saved.Model.Name, predictions, [.. refused.Select(file => new RefusedPicture(file.Path, file.Reason))]),
            ResultJson.Plain.PredictResult);
        if (refused.Count > 0)
            throw new WorkFailedException($"{Figures.Count(refused.Count)} of {Figures.Count(predictions.Count + refused.Count)} could not be answered: {DataSummary.Sentence(refused)}; the others were");
    }

    /// <summary>A picture, or those of a folder: what is wrong with one place leaves the others as they are.</summary>
    private static IReadOnlyList<string> Pictures(string place, List<LeftOutFile> refused)
    {
        if (!Directory.Exists(place))
            return [place];

        List<LeftOutFile> others = [];
        try
        {
            return Picture.InFolder(place, others.Add);
        }
        catch (DatasetException fault)
        {
            refused.Add(new LeftOutFile(place, $"has no answer: {fault.Message}"));
            return [];
        }
        finally
        {
            DataSummary.WriteLeftOut(others);
        }
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
