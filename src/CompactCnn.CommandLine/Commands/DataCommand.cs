using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary>Lists, fetches, shows and packs the data sets.</summary>
internal static class DataCommand
{
    public static Command Create(ProgramContext context) =>
        new DocumentedCommand("data", "list, download, look at and pack the data sets", "data list")
        {
            ListCommand(context.Datasets),
            GetCommand(context),
            ShowCommand(context),
            PackedDataCommands.Pack(context),
            PackedDataCommands.Info(),
            PackedDataCommands.Clean(),
        };

    private static DocumentedCommand ListCommand(DatasetList datasets)
    {
        Option<bool> json = CommonOptions.Json();
        var command = new DocumentedCommand("list", "list the data sets, and where their files were found", "data list") { json };
        command.SetAction(parsed =>
        {
            var output = new CommandOutput(parsed.GetValue(json));
            DatasetResult[] found = [.. datasets.Entries.Select(entry => new DatasetResult(entry.Name, entry.Summary, datasets.Find(entry.Name)))];
            output.WriteText(TextTable.Of(
                ["data set", "what it is", "found in"],
                found.Select(data => (IReadOnlyList<string>)[data.Name, data.Summary, data.Folder ?? "-"]),
                textColumns: 3));
            output.WriteJson(new DataListResult(found), ResultJson.Plain.DataListResult);
        });
        return command;
    }

    private static DocumentedCommand GetCommand(ProgramContext context)
    {
        Argument<string> name = DatasetOption.Argument(context.Datasets);
        Option<string?> folder = CommonOptions.Folder("--data", "where the files shall be; absent: the first of the usual places");
        var command = new DocumentedCommand("get", "download a data set, verify it, and print its folder", "data get cifar-10") { name, folder };
        command.SetAction(parsed =>
        {
            string chosen = parsed.GetRequiredValue(name);
            string? place = CommandOutput.Progress().ShowDownload(progress =>
                context.Datasets.Get(chosen, parsed.GetValue(folder), progress, context.Interruption.Token));
            new CommandOutput(json: false).WriteText(place ?? $"'{chosen}' needs no download");
        });
        return command;
    }

    private static DocumentedCommand ShowCommand(ProgramContext context)
    {
        Argument<string> name = DatasetOption.Argument(context.Datasets);
        Option<string?> folder = CommonOptions.Folder("--data", "the folder of the data set's files; absent: the usual places, else a download");
        Option<int> perClass = NumberOption.Whole("--per-class", "images of each class", 1, 100, 10);
        Option<bool> offline = new("--offline") { Description = "do not download" };
        Option<string> picture = new("--out") { Description = "the PNG file to write", HelpName = "FILE", DefaultValueFactory = _ => "grid.png" };
        Option<bool> overwrite = Overwriting.Option("a picture that is there");
        var command = new DocumentedCommand("show", "write a contact sheet: a row of images for each class", "data show fashion-mnist-subset --out grid.png")
        {
            name, folder, perClass, offline, picture, overwrite,
        };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(picture);
            Overwriting.Check("--out", path, parsed.GetValue(overwrite));
            TorchLibrary.Require();
            using Dataset data = CommandOutput.Progress().ShowDownload(progress =>
                context.Datasets.Load(
                    parsed.GetRequiredValue(name),
                    new DatasetRequest { Folder = parsed.GetValue(folder), Offline = parsed.GetValue(offline), Progress = progress, Cancellation = context.Interruption.Token }));
            try
            {
                ContactSheet.Save(path, data, parsed.GetValue(perClass));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new UsageException($"'{path}' cannot be written: {exception.Message.TrimEnd('.')}; give another --out");
            }

            DataSummary.WriteLeftOut(data.LeftOut);
            if (ContactSheet.Undrawn(data.ClassNames) is { Length: > 0 } undrawn)
                CommandOutput.WriteRemark($"warning: boxes stand for letters that no font of this machine has: {undrawn}");

            new CommandOutput(json: false).WriteText(path);
        });
        return command;
    }
}
