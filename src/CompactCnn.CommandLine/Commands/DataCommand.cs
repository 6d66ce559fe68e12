using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary>Lists, fetches and shows the data sets.</summary>
internal static class DataCommand
{
    public static Command Create(Interruption interruption) =>
        new DocumentedCommand("data", "list, download and look at the data sets", "data list")
        {
            ListCommand(),
            GetCommand(interruption),
            ShowCommand(interruption),
        };

    private static DocumentedCommand ListCommand()
    {
        Option<bool> json = CommonOptions.Json();
        var command = new DocumentedCommand("list", "list the data sets, and where their files were found", "data list") { json };
        command.SetAction(parsed =>
        {
            var output = new CommandOutput(parsed.GetValue(json));
            DatasetResult[] found = [.. DatasetCatalog.Entries.Select(entry => new DatasetResult(entry.Name, entry.Summary, DatasetCatalog.Find(entry.Name)))];
            output.WriteText(TextTable.Of(
                ["data set", "what it is", "found in"],
                found.Select(data => (IReadOnlyList<string>)[data.Name, data.Summary, data.Folder ?? "-"]),
                textColumns: 3));
            output.WriteJson(new DataListResult(found), ResultJson.Plain.DataListResult);
        });
        return command;
    }

    private static DocumentedCommand GetCommand(Interruption interruption)
    {
        Argument<string> name = DatasetOption.Argument();
        Option<string?> folder = CommonOptions.Folder("--data", "where the files shall be; absent: the first of the usual places");
        var command = new DocumentedCommand("get", "download a data set, verify it, and print its folder", "data get cifar-10") { name, folder };
        command.SetAction(parsed =>
        {
            string chosen = parsed.GetRequiredValue(name);
            string? place = CommandOutput.Progress().ShowDownload(progress =>
                DatasetCatalog.Get(chosen, parsed.GetValue(folder), offline: false, progress, interruption.Token));
            new CommandOutput(json: false).WriteText(place ?? $"'{chosen}' needs no download");
        });
        return command;
    }

    private static DocumentedCommand ShowCommand(Interruption interruption)
    {
        Argument<string> name = DatasetOption.Argument();
        Option<string?> folder = CommonOptions.Folder("--data", "the folder of the data set's files; absent: the usual places, else a download");
        Option<int> perClass = NumberOption.Whole("--per-class", "images of each class", 1, 100, 10);
        Option<bool> offline = new("--offline") { Description = "do not download" };
        Option<string> picture = new("--out") { Description = "the PNG file to write", HelpName = "FILE", DefaultValueFactory = _ => "grid.png" };
        var command = new DocumentedCommand("show", "write a contact sheet: a row of images for each class", "data show fashion-mnist-subset --out grid.png")
        {
            name, folder, perClass, offline, picture,
        };
        command.SetAction(parsed =>
        {
            TorchLoading.RequireTensors();
            using Dataset data = CommandOutput.Progress().ShowDownload(progress =>
                DatasetCatalog.Load(parsed.GetRequiredValue(name), parsed.GetValue(folder), parsed.GetValue(offline), progress, interruption.Token));
            string path = parsed.GetRequiredValue(picture);
            try
            {
                ContactSheet.Save(path, data, parsed.GetValue(perClass));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new UsageException($"'{path}' cannot be written: {exception.Message.TrimEnd('.')}; give another --out");
            }

            new CommandOutput(json: false).WriteText(path);
        });
        return command;
    }
}
