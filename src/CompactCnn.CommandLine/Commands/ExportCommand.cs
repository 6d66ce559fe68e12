using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary>Writes a saved compact network for other programs.</summary>
internal static class ExportCommand
{
    private const string Onnx = "onnx";
    private const string Safetensors = "safetensors";

    public static Command Create(ProgramContext context)
    {
        Argument<string> file = NetworkArgument.Create();
        Option<string> format = FormatOption();
        Option<string> target = new("--out") { Description = "the file to write", HelpName = "FILE", Required = true };
        Option<bool> keepNorms = new("--keep-norms") { Description = "leave batch norms as they are instead of folding them into the layers before them (ONNX)" };
        Option<bool> int8 = new("--int8") { Description = "write 8-bit integers instead of float32, calibrated on training images of --dataset, and say what that costs and saves (ONNX)" };
        Option<string> dataset = DatasetOption.Option(context.Datasets);
        Option<string?> folder = CommonOptions.Folder("--data", "the folder of the data set's files; absent: the usual places, else a download");
        Option<bool> offline = new("--offline") { Description = "do not download" };
        Option<int> images = NumberOption.Whole("--calibration-images", "training images that ranges of activations are taken of", 1, 100_000, StaticQuantization.DefaultImages);
        Option<int> bits = NumberOption.Whole("--weight-bits", "bits of a weight: 7 for every processor, 8 where all devices have VNNI or are ARM", 7, 8, 7);
        Option<bool> overwrite = Overwriting.Option("a file that is there");
        Option<bool> json = CommonOptions.Json();
        var command = new DocumentedCommand(
            "export",
            "write a saved network for other programs",
            "export network.safetensors --format onnx --out network.onnx",
            "export network.safetensors --int8 --dataset cifar10 --out network-int8.onnx")
        {
            file, format, target, keepNorms, int8, dataset, folder, offline, images, bits, overwrite, json,
        };
        command.SetAction(parsed =>
        {
            var output = new CommandOutput(parsed.GetValue(json));
            SavedNetwork saved = SavedNetwork.Of(context.Models, parsed.GetRequiredValue(file));
            Overwriting.Check("--out", parsed.GetRequiredValue(target), parsed.GetValue(overwrite));
            if (!parsed.GetValue(int8))
            {
                if (new Option[] { dataset, folder, images, bits }.FirstOrDefault(IsGiven) is { } unused)
                    throw new UsageException($"{unused.Name} is for --int8, which is not given; add it, or leave {unused.Name} out");

                Run(saved, parsed.GetRequiredValue(format), parsed.GetRequiredValue(target), new OnnxExportOptions { FoldNorms = !parsed.GetValue(keepNorms) }, output);
                return;
            }

            if (parsed.GetRequiredValue(format) != Onnx)
                throw new UsageException($"--int8 writes {Onnx} files, but --format is {parsed.GetValue(format)}; leave one of them out");

            if (parsed.GetValue(keepNorms))
                throw new UsageException("--int8 folds norms, but --keep-norms is given; leave one of them out");

            if (!IsGiven(dataset))
                throw new UsageException("--int8 is calibrated on training images, but --dataset is not given; name the data set that the network was trained on");

            TorchLoading.Require();
            var request = new DatasetRequest { Folder = parsed.GetValue(folder), Offline = parsed.GetValue(offline), Cancellation = context.Interruption.Token };
            using Dataset data = CommandOutput.Progress().ShowDownload(progress => context.Datasets.Load(parsed.GetRequiredValue(dataset), request.With(saved.Model.Graph.Input, progress)));
            ExperimentData.CheckShape(context.Models, saved.Model, data.Name, data.ImageShape);
            Int8Result result = Int8Export.Write(saved, data, parsed.GetRequiredValue(target), parsed.GetValue(images), parsed.GetValue(bits), context.Interruption.Token);
            Report(saved, Onnx, parsed.GetRequiredValue(target), result, output);

            bool IsGiven(Option option) => parsed.GetResult(option) is { Implicit: false };
        });
        return command;
    }

    private static void Run(SavedNetwork saved, string format, string target, OnnxExportOptions options, CommandOutput output)
    {
        using CompactNetwork network = saved.Load();
        if (format == Onnx)
            network.ExportOnnx(target, options);
        else
            network.Save(target);

        Report(saved, format, target, null, output);
    }

    private static void Report(SavedNetwork saved, string format, string target, Int8Result? int8, CommandOutput output)
    {
        long bytes = RegularFile.Length(target);
        output.WriteText($"{target}: {Figures.Count(bytes)} bytes");
        foreach (string line in int8 is null ? [] : Int8Export.Lines(int8, bytes))
            output.WriteText(line);

        output.WriteJson(new ExportResult(saved.Path, saved.Model.Name, format, target, bytes, int8), ResultJson.Plain.ExportResult);
    }

    private static Option<string> FormatOption()
    {
        var option = new Option<string>("--format")
        {
            Description = $"{Onnx} or {Safetensors}",
            HelpName = "NAME",
            DefaultValueFactory = _ => Onnx,
            CustomParser = argument =>
            {
                string name = argument.Tokens[0].Value.ToLowerInvariant();
                if (name is not (Onnx or Safetensors))
                    argument.AddError($"there is no format '{name}'; {NearestName.Hint(name, [Onnx, Safetensors])}");

                return name;
            },
        };
        option.CompletionSources.Add(Onnx, Safetensors);
        return option;
    }
}
