using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary>Packs the pictures of folders into the user's cache, says what is packed there, and cleans it.</summary>
internal static class PackedDataCommands
{
    public static Command Pack(ProgramContext context)
    {
        Argument<string> folder = new("DIR") { Description = "a folder of pictures, as image-folder takes it" };
        Option<DeclaredModel?> model = ModelArgument.Option(context.Models, "--model", "the model that is going to be trained on them: they are brought to what it takes");
        Option<FeatureShape?> shape = ShapeOption.Create("--shape", "the size to which they are brought instead: channels, 3 or 1, height and width");
        Option<bool> skipBad = CommonOptions.SkipBad();
        Option<bool> json = CommonOptions.Json();
        var command = new DocumentedCommand(
            "pack",
            "decode a folder of pictures once, into a file of the user's cache; train does so by itself where they take 32 MiB or more",
            "data pack ./flowers --model small-vgg",
            "data pack ./flowers --shape 3x96x96")
        {
            folder, model, shape, skipBad, json,
        };
        command.Validators.Add(parsed =>
        {
            if ((parsed.GetResult(model) is null) == (parsed.GetResult(shape) is null))
                parsed.AddError("the size of the pictures must be known; give --model or --shape, one of them");
        });
        command.SetAction(parsed =>
        {
            TorchLoading.Require();
            FeatureShape size = parsed.GetValue(shape) ?? parsed.GetValue(model)!.Graph.Input;
            using Dataset data = CommandOutput.Progress().ShowDownload(progress => ImageFolder.Load(
                parsed.GetRequiredValue(folder),
                new ImageFolderOptions
                {
                    ImageShape = size, Store = PictureStore.Packed, SkipBad = parsed.GetValue(skipBad), Progress = progress as IProgress<PictureProgress>, Remarks = progress as IProgress<string>,
                },
                context.Interruption.Token));
            DataSummary.Write(data);
            Write(PackedCache.List(parsed.GetRequiredValue(folder)).Where(set => set.ImageShape == size), new CommandOutput(parsed.GetValue(json)));
        });
        return command;
    }

    public static Command Info()
    {
        Argument<string?> folder = OneFolder();
        Option<bool> json = CommonOptions.Json();
        var command = new DocumentedCommand("info", "list the folders of pictures that are packed in the user's cache, and what they take", "data info", "data info ./flowers") { folder, json };
        command.SetAction(parsed => Write(PackedCache.List(parsed.GetValue(folder)), new CommandOutput(parsed.GetValue(json))));
        return command;
    }

    public static Command Clean()
    {
        Argument<string?> folder = OneFolder();
        Option<bool> json = CommonOptions.Json();
        var command = new DocumentedCommand("clean", "delete packed pictures from the user's cache; the pictures themselves stay, and are packed again when they are loaded", "data clean ./flowers") { folder, json };
        command.SetAction(parsed =>
        {
            (IReadOnlyList<PackedSet> deleted, long bytes) = PackedCache.Clean(parsed.GetValue(folder));
            var output = new CommandOutput(parsed.GetValue(json));
            output.WriteText($"{Figures.Count(deleted.Count)} packed {(deleted.Count == 1 ? "file" : "files")} deleted, {Figures.Megabytes(bytes)} freed");
            output.WriteJson(new DataCleanResult([.. deleted.Select(set => set.Path)], bytes), ResultJson.Plain.DataCleanResult);
        });
        return command;
    }

    private static Argument<string?> OneFolder() =>
        new("DIR") { Description = "the folder of pictures; absent: all that are packed", Arity = ArgumentArity.ZeroOrOne };

    private static void Write(IEnumerable<PackedSet> sets, CommandOutput output)
    {
        PackedResult[] results = [.. sets.Select(set => new PackedResult(
            set.Folder, [set.ImageShape.Channels, set.ImageShape.Height, set.ImageShape.Width], set.Count, set.Bytes, set.Path, set.Fault))];
        output.WriteText(results.Length == 0
            ? $"nothing is packed in '{PackedCache.Folder}'"
            : TextTable.Of(
                ["folder", "size", "pictures", "takes", "packed file"],
                results.Select(set => (IReadOnlyList<string>)
                [
                    set.Fault is null ? set.Folder : $"(it {set.Fault})",
                    string.Join('x', set.Shape),
                    Figures.Count(set.Pictures),
                    Figures.Megabytes(set.Bytes),
                    set.File,
                ]),
                textColumns: 1));
        output.WriteJson(new DataInfoResult(results), ResultJson.Plain.DataInfoResult);
    }
}
