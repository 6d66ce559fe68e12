using System.CommandLine;
using System.Globalization;

namespace CompactCnn.CommandLine;

/// <summary>Says what a network's file is of. Libtorch is not loaded.</summary>
internal static class InspectCommand
{
    public static Command Create(ProgramContext context)
    {
        Argument<string> file = NetworkArgument.Create();
        Option<bool> json = CommonOptions.Json();
        var command = new DocumentedCommand("inspect", "say what a network's file is of, and what each layer costs", "inspect network.safetensors") { file, json };
        command.SetAction(parsed => Run(context.Models, parsed.GetRequiredValue(file), new CommandOutput(parsed.GetValue(json))));
        return command;
    }

    private static void Run(ModelCatalog models, string path, CommandOutput output)
    {
        using (SafetensorsReader reader = SafetensorsReader.Open(path))
        {
            if (ManifestText.VersionOf(reader.Metadata) is null && reader.Entries.Count > 0)
            {
                TorchInspection.Run(models, path, [.. reader.Entries.Values], output);
                return;
            }
        }

        NetworkManifest manifest = NetworkManifest.Read(path);
        CostTable? cost = CostOf(models, path, manifest);
        long bytes = RegularFile.Length(path);
        (string Key, string Value)[] lines =
        [
            ("file", $"{path}, {Figures.Count(bytes)} bytes"),
            ("model", UntrustedText.Show(manifest.Model) + (manifest.IsCompact ? ", compact" : ", full")),
            ("input", manifest.Input.ToString()),
            ("parameters", Figures.Count(manifest.Parameters)),
            ("MACs", Figures.Count(manifest.Macs)),
            ("widths", string.Join(", ", manifest.Widths)),
            ("channels of the full model", manifest.Keep is null ? "not known" : "known"),
            ("declaration", manifest.Operations is { } operations ? $"{operations.Length} operations, which Load compares" : "not recorded: the file is of an earlier version, and a changed declaration would not be noticed"),
            ("classes", manifest.Usage is { } usage ? string.Join(", ", usage.ClassNames.Select(name => UntrustedText.Show(name))) : "not known"),
            ("mean, deviation", manifest.Usage is { } numbers ? $"{Numbers(numbers.Mean)}; {Numbers(numbers.Deviation)}" : "not known"),
        ];
        int width = lines.Max(line => line.Key.Length);
        foreach ((string key, string value) in lines)
            output.WriteText($"{key.PadRight(width)}  {value}");

        output.WriteText(cost is null ? "\nThis program does not have the model, so that its layers are not known." : "\n" + cost);
        output.WriteJson(Result(path, manifest, cost, bytes), ResultJson.Plain.InspectResult);
    }

    /// <summary>The table of the model's layers; null where the program does not have the model.</summary>
    private static CostTable? CostOf(ModelCatalog models, string path, NetworkManifest manifest)
    {
        if (models.OfFile(manifest) is not { } model)
            return null;

        try
        {
            KeepList.CheckWidths(model.Graph, manifest.Widths, "widths");
        }
        catch (ArgumentException exception)
        {
            throw new UsageException($"'{path}' does not fit '{model.Name}': {Fault.Of(exception).Message}");
        }

        return model.CostFor(model.CostOf(manifest.Widths), manifest.Classes);
    }

    private static InspectResult Result(string path, NetworkManifest manifest, CostTable? cost, long bytes) => new(
        path,
        manifest.Model,
        manifest.IsCompact,
        CostResult.Shape(manifest.Input),
        [.. manifest.Widths],
        manifest.Keep is { } keep ? [.. keep.Select(group => group.ToArray())] : null,
        manifest.Usage?.ClassNames,
        manifest.Usage?.Mean,
        manifest.Usage?.Deviation,
        manifest.Parameters,
        manifest.Macs,
        bytes,
        cost is null ? null : CostResult.Of(manifest.Model, cost).Layers);

    private static string Numbers(IEnumerable<float> values) => string.Join(", ", values.Select(value => value.ToString(CultureInfo.InvariantCulture)));
}
