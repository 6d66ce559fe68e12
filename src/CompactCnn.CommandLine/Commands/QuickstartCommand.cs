using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace CompactCnn.CommandLine;

/// <summary>Trains an example network dense and compact on images that are built in, and compares the two.</summary>
internal static class QuickstartCommand
{
    private const string DefaultFolder = "./compactcnn-out";

    public static Command Create(ProgramContext context)
    {
        Option<long> seed = NumberOption.Seed("--seed", "seed of initial values, data order and choices", 1);
        Option<string?> folder = CommonOptions.Folder("--out", $"where the report, the results and the compact network go; absent: {DefaultFolder}");
        Option<bool> json = CommonOptions.Json();
        Option<int?> limit = CommonOptions.LimitImages();
        var command = new DocumentedCommand(
            "quickstart",
            "train an example network, dense and compact, on built-in images, and compare the two; takes a few minutes",
            "quickstart",
            "quickstart --seed 2 --json")
        {
            seed, folder, json, limit,
        };
        command.SetAction(parsed => Run(parsed.GetValue(seed), parsed.GetValue(folder) ?? DefaultFolder, parsed.GetValue(limit), new CommandOutput(parsed.GetValue(json)), context));
        return command;
    }

    private static void Run(long seed, string folder, int? limit, CommandOutput output, ProgramContext context)
    {
        ZooModel model = context.Models.Find(QuickstartSettings.Model)!;
        MethodSettings settings = QuickstartSettings.Method with { Seed = seed };
        TorchLoading.Require();
        using Dataset data = ExperimentData.Load(context.Models, model, settings, () => DatasetCatalog.Load(QuickstartSettings.Dataset, offline: true), limit);
        OutputFolder results = OutputFolder.Prepare(folder);
        var experiment = new Experiment(data, settings, CommandOutput.Progress(), context.Interruption.Token);

        using TrainedNetwork dense = model.TrainDense(experiment);
        using TrainedNetwork compact = model.TrainCompact(experiment);

        context.Interruption.Finish();
        var result = new QuickstartResult(NetworkResult.Of(dense), NetworkResult.Of(compact));
        string network = $"{model.Name}-compact.safetensors";
        results.Write(network, compact.Network);
        results.Write("result.json", JsonSerializer.Serialize(result, ResultJson.Plain.QuickstartResult) + "\n");
        results.Write("report.html", new RunReport
        {
            Title = $"CompactCnn quickstart: {model.Name} on {data.Name}",
            Experiment = experiment,
            Full = model.Cost,
            Dense = dense,
            Compact = compact,
            Command = ProgramCommand.Text(ShellText.Of(["quickstart", "--seed", seed.ToString(CultureInfo.InvariantCulture), "--out", folder])),
        }.Page());

        output.WriteText(TextTable.Of(ComparisonTable.Header, ComparisonTable.Rows(model.Cost, dense, compact), textColumns: 1));
        output.WriteText($"\nreport  {results.PathOf("report.html")}\nnetwork {results.PathOf(network)}");
        output.WriteJson(result, ResultJson.Plain.QuickstartResult);
    }
}
