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
        Option<bool> overwrite = Overwriting.Option("a file that is there");
        Option<bool> json = CommonOptions.Json();
        var command = new DocumentedCommand("export", "write a saved network for other programs", "export network.safetensors --format onnx --out network.onnx")
        {
            file, format, target, keepNorms, overwrite, json,
        };
        command.SetAction(parsed =>
        {
            SavedNetwork saved = SavedNetwork.Of(context.Models, parsed.GetRequiredValue(file));
            Overwriting.Check("--out", parsed.GetRequiredValue(target), parsed.GetValue(overwrite));
            Run(
                saved,
                parsed.GetRequiredValue(format),
                parsed.GetRequiredValue(target),
                new OnnxExportOptions { FoldNorms = !parsed.GetValue(keepNorms) },
                new CommandOutput(parsed.GetValue(json)));
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

        long bytes = RegularFile.Length(target);
        output.WriteText($"{target}: {Figures.Count(bytes)} bytes");
        output.WriteJson(new ExportResult(saved.Path, saved.Model.Name, format, target, bytes), ResultJson.Plain.ExportResult);
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
