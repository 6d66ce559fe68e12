using System.CommandLine;
using System.Text.Json;

namespace CompactCnn.CommandLine;

/// <summary>Trains an example network dense and compact on images that are built in, and compares the two.</summary>
internal static class QuickstartCommand
{
    private const string DefaultFolder = "./compactcnn-out";
    private const string Report = "report.html";

    public static Command Create(ProgramContext context)
    {
        Option<Choice<long>> seed = SettingTable.Seed.CreateOption(context, RunCommands.Train);
        Option<string?> folder = CommonOptions.Folder("--out", $"where the report, the results and the compact network go; absent: {DefaultFolder}");
        Option<bool> json = CommonOptions.Json();
        Option<Choice<int>> images = SettingTable.TrainingImages.CreateOption(context, RunCommands.Train);
        Option<bool> overwrite = Overwriting.Option("what --out holds of another run");
        var command = new DocumentedCommand(
            "quickstart",
            "train an example network, dense and compact, on built-in images, and compare the two; takes a few minutes",
            "quickstart",
            "quickstart --seed 2 --json")
        {
            seed, folder, images, overwrite, json,
        };
        command.SetAction(parsed =>
        {
            RunSettings settings = SettingTable.TrainingImages.Take(SettingTable.Seed.Take(QuickstartSettings.Run, parsed, seed), parsed, images);
            Run(settings, parsed.GetValue(folder) ?? DefaultFolder, parsed.GetValue(overwrite), new CommandOutput(parsed.GetValue(json)), context);
        });
        return command;
    }

    private static void Run(RunSettings settings, string folder, bool overwrite, CommandOutput output, ProgramContext context)
    {
        DeclaredModel model = ModelOf(context.Models);
        string network = $"{model.Name}-compact.safetensors";
        using RunFolder place = RunFolder.Take(folder);
        OutputFolder results = place.Results;
        Dictionary<string, string> options = new(StringComparer.Ordinal)
        {
            [$"quickstart {SettingTable.Seed.OptionName}"] = SettingTable.Seed.Print(settings),
            [SettingTable.TrainingImages.OptionName] = SettingTable.TrainingImages.Print(settings),
        };
        if (!overwrite && FinishedRun.In(results)?.IsSame(folder, options, resume: false) == true && File.Exists(results.PathOf(network)))
        {
            SayItIsDone(results, output);
            return;
        }

        results.RequireFree(overwrite, network, FinishedRun.File, Report);
        TorchLoading.Require();
        Dataset whole = ExperimentData.Load(context.Models, model, settings, RunCommands.Train, () => DatasetCatalog.Load(QuickstartSettings.Dataset, offline: true));
        using Dataset data = settings.Images.Choose(whole, settings.Recipe.BatchSize);
        var experiment = new Experiment(data, settings, CommandOutput.Progress(), context.Interruption.Token);

        using TrainedNetwork dense = model.Do(new DenseTraining(experiment));
        using TrainedNetwork compact = model.Do(new CompactTraining(experiment));

        context.Interruption.Finish();
        var result = new QuickstartFile(NetworkResult.Of(dense), NetworkResult.Of(compact), options, Machine.Describe());
        // Until all are new, the folder holds no finished run.
        results.Delete(FinishedRun.File);
        results.Write(network, compact.Network);
        results.Write(Report, new RunReport
        {
            Title = $"CompactCnn quickstart: {model.Name} on {data.Name}",
            Experiment = experiment,
            Full = model.Cost,
            Dense = dense,
            Compact = compact,
            Command = ProgramCommand.Text(
                ShellText.Of(["quickstart", SettingTable.Seed.OptionName, SettingTable.Seed.Print(settings), "--out", folder])),
        }.Page());
        results.Write(FinishedRun.File, JsonSerializer.Serialize(result, ResultJson.Readable.QuickstartFile) + "\n");

        output.WriteText(TextTable.Of(ComparisonTable.Header, ComparisonTable.Rows(model.Cost, dense, compact), textColumns: 1));
        output.WriteText($"\nreport  {results.PathOf(Report)}\nnetwork {results.PathOf(network)}");
        output.WriteJson(result, ResultJson.Plain.QuickstartResult);
    }

    private static void SayItIsDone(OutputFolder results, CommandOutput output)
    {
        QuickstartFile file = FinishedRun.Read(results, ResultJson.Plain.QuickstartFile)
            ?? throw new UsageException($"'{results.PathOf(FinishedRun.File)}' is damaged; add {Overwriting.Name} to begin anew, or give another folder");
        output.WriteText($"this run is finished, and nothing was done: dense {Figures.Percent(file.Dense.Accuracy)}, compact {Figures.Percent(file.Compact.Accuracy)} of the test images right, "
            + $"report {results.PathOf(Report)}; {Overwriting.Name} begins anew, --out takes another folder");
        output.WriteJson(file, ResultJson.Plain.QuickstartResult);
    }

    /// <summary>Of the models that take the built-in images, the cheapest: a first look should be short.</summary>
    /// <exception cref="UsageException">None takes them.</exception>
    private static DeclaredModel ModelOf(ModelCatalog models) => models.Models
        .Where(model => model.Graph.Input == QuickstartSettings.Input && model.Graph.Classes >= QuickstartSettings.Classes)
        .MinBy(model => model.Cost.Macs)
        ?? throw new UsageException($"quickstart trains on built-in images of {QuickstartSettings.Input} in {QuickstartSettings.Classes} classes, which no model of this program takes; run '{ProgramCommand.Text("train MODEL --dataset NAME")}' instead, with a model of {string.Join(", ", models.Names)}");
}
