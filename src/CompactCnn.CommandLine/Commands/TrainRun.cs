using System.Text.Json;
using TorchSharp;

namespace CompactCnn.CommandLine;

/// <summary>One run of the method on a model and a data set, from loading the images to the files it leaves.</summary>
internal sealed record TrainRun
{
    private const string ReportFile = "report.html";

    /// <summary>The models and data sets of the program, and what ends the work early.</summary>
    public required ProgramContext Context { get; init; }

    public required DeclaredModel Model { get; init; }

    /// <summary>Where the data set's files are; null: the usual places.</summary>
    public required string? DataFolder { get; init; }

    public required bool Offline { get; init; }

    /// <summary>Whether pictures that cannot be read are left out.</summary>
    public required bool SkipBad { get; init; }

    /// <summary>Where the results go.</summary>
    public required string ResultFolder { get; init; }

    public required RunSettings Settings { get; init; }

    /// <summary>How often a checkpoint is written.</summary>
    public required CheckpointInterval CheckpointEvery { get; init; }

    /// <summary>Whether to go on from the newest checkpoint in the result folder.</summary>
    public required bool Resume { get; init; }

    /// <summary>Whether checkpoints that cannot be used are passed over.</summary>
    public required bool SkipDamaged { get; init; }

    /// <summary>The command that a page of the run shows; null: there is no page.</summary>
    public required string? ReportedCommand { get; init; }

    /// <summary>Where it tells what it is doing.</summary>
    public required RunWatch Watch { get; init; }

    /// <summary>Whether what the folder holds of another run is replaced.</summary>
    public required bool Overwrite { get; init; }

    private string NetworkFile => $"{Model.Name}-compact.safetensors";

    private string[] Files => ReportedCommand is null ? [NetworkFile] : [NetworkFile, ReportFile];

    /// <summary>Does it.</summary>
    public void Execute(CommandOutput output)
    {
        Interruption interruption = Context.Interruption;
        using RunFolder folder = RunFolder.Take(ResultFolder);
        Dictionary<string, string> options = Settings.Record(SettingTable.OfARun, RunCommands.Train);
        FinishedRun? finished = Overwrite ? null : FinishedRun.In(folder.Results);
        bool isDone = finished?.IsSame(ResultFolder, options, Resume) == true && File.Exists(folder.Results.PathOf(NetworkFile));
        TorchLoading.Require();
        ComputeDevice.UseThreads(Settings.Threads);
        torch.Device device = ComputeDevice.Of(Settings.Device);
        ProgressDisplay display = CommandOutput.Progress();
        using Dataset data = Settings.Images.Choose(
            ExperimentData.Load(Context.Models, Model, Settings, RunCommands.Train, () => LoadImages(display)), Settings.Recipe.BatchSize);
        using Dataset? varied = Settings.Images.Vary(data);
        Dictionary<string, string> images = ImagesOf(data);
        finished?.CheckImages(ResultFolder, images);
        var experiment = new Experiment(varied ?? data, Settings, display, interruption.Token) { Device = device };
        if (isDone)
            SayItIsDone(experiment, folder.Results, output);
        else
            Execute(output, interruption, experiment, folder.Results, new(options, images, IsLengthened: finished is not null));
    }

    private void Execute(CommandOutput output, Interruption interruption, Experiment experiment, OutputFolder results, Identity run)
    {
        RunCheckpoints checkpoints = Begin(results, run);
        experiment.Progress.Opening = () => Open(experiment.Data, checkpoints);
        using TrainedNetwork compact = Train(experiment with { Checkpoints = checkpoints, Watch = Watch }, interruption);
        experiment.Progress.Open();

        TrainFile result = ResultOf(compact, run);
        // Until both are new, the folder holds no finished run.
        results.Delete(FinishedRun.File);
        results.Write(NetworkFile, compact.Network);
        if (experiment.Data.LeftOut.Count > 0)
            results.Write(DataSummary.LeftOutFile, DataSummary.Lines(experiment.Data.LeftOut));

        if (ReportedCommand is not null)
            results.Write(ReportFile, Report(experiment, compact, ReportedCommand).Page());

        results.Write(FinishedRun.File, JsonSerializer.Serialize(result, ResultJson.Readable.TrainFile) + "\n");
        checkpoints.Finish();
        Print(output, compact, results.PathOf(NetworkFile));
        output.WriteJson(result, ResultJson.Plain.TrainResult);
    }

    /// <summary>Finds what there is to go on from; refuses to replace anything, or takes it away.</summary>
    private RunCheckpoints Begin(OutputFolder results, Identity run)
    {
        if (Overwrite)
        {
            results.Delete([FinishedRun.File, .. Files]);
            RunCheckpoints.Delete(ResultFolder);
        }

        Dictionary<string, string> recorded = new(run.Options.Concat(run.Images.Where(entry => RecordedImages.IsOf(RecordedImages.Test, entry.Key))), StringComparer.Ordinal);
        RunCheckpoints checkpoints = RunCheckpoints.Prepare(ResultFolder, CheckpointEvery, recorded, Resume, SkipDamaged, warning => CommandOutput.WriteRemark($"warning: {warning}"));
        if (checkpoints.Beginning is null && run.IsLengthened)
            throw new UsageException($"--out '{ResultFolder}' holds a finished run, but no checkpoint of the end of its training to go on from; give another folder, or add {Overwriting.Name} to begin anew");

        if (checkpoints.Beginning is null)
            results.RequireFree(Overwrite, [FinishedRun.File, .. Files]);

        Watch.Prepare(replaces: Overwrite || Resume);
        return checkpoints;
    }

    private static void Open(Dataset data, RunCheckpoints checkpoints)
    {
        DataSummary.Write(data);
        if (checkpoints.Beginning is { } beginning)
            CommandOutput.WriteRemark(beginning);
    }

    private void SayItIsDone(Experiment experiment, OutputFolder results, CommandOutput output)
    {
        if (FinishedRun.Read(results, ResultJson.Plain.TrainFile) is not { Compact: not null, Phases: not null, Keep: not null, Environment: not null } file)
            throw new UsageException($"'{results.PathOf(FinishedRun.File)}' is damaged; add {Overwriting.Name} to begin anew, or give another folder");

        bool lacksPage = ReportedCommand is not null && !File.Exists(results.PathOf(ReportFile));
        if (lacksPage)
            WriteReport(experiment, file, results);

        output.WriteText($"this run is finished, and nothing was {(lacksPage ? "trained" : "done")}: {Figures.Percent(file.Compact.Accuracy)} of the test images right, network {results.PathOf(NetworkFile)}; "
            + $"more {Lengthening.Epochs} with --resume go on from its end, {Overwriting.Name} begins anew");
        WriteReportPlace(output);
        output.WriteJson(file, ResultJson.Plain.TrainResult);
    }

    /// <summary>Makes the page of a finished run from what it left.</summary>
    private void WriteReport(Experiment experiment, TrainFile file, OutputFolder results)
    {
        CompactNetwork network = SavedNetwork.Of(Context.Models, results.PathOf(NetworkFile)).Load();
        using var compact = new TrainedNetwork(
            network,
            file.Keep,
            [.. file.Phases.Select(phase => new TrainingPhase(phase.Name, phase.Fit()))],
            network.Evaluate(experiment.Data.Test, experiment.Cancellation));
        results.Write(ReportFile, (Report(experiment, compact, ReportedCommand!) with { Environment = file.Environment }).Page());
    }

    private void WriteReportPlace(CommandOutput output)
    {
        if (ReportedCommand is not null)
            output.WriteText($"report  {Path.Combine(ResultFolder, ReportFile)}");
    }

    private TrainedNetwork Train(Experiment experiment, Interruption interruption)
    {
        try
        {
            interruption.KeepWork();
            TrainedNetwork compact = Model.Do(new CompactTraining(experiment));
            interruption.Finish();
            return compact;
        }
        catch (OperationCanceledException exception) when (experiment.Checkpoints!.Newest is { } checkpoint)
        {
            throw new InterruptedException($"interrupted; the same command with --resume goes on from '{checkpoint}'", exception);
        }
    }

    private Dataset LoadImages(ProgressDisplay display) => display.ShowDownload(progress => Context.Datasets.Load(
        Settings.Dataset,
        new DatasetRequest { Folder = DataFolder, Offline = Offline, Input = Model.Graph.Input, SkipBad = SkipBad, Progress = progress, Cancellation = Context.Interruption.Token }));

    private RunReport Report(Experiment experiment, TrainedNetwork compact, string command) => new()
    {
        Title = $"{Model.Name} on {experiment.Data.Name}: dense against compact",
        Experiment = experiment,
        Full = Model.CostFor(compact.Network),
        Compact = compact,
        Command = command,
    };

    private static Dictionary<string, string> ImagesOf(Dataset data) => new(
        [
            .. RecordedImages.Of(RecordedImages.Training, data.Train),
            .. data.Train.Validation is { } validation ? RecordedImages.Of(RecordedImages.Validation, validation) : [],
            .. RecordedImages.Of(RecordedImages.Test, data.Test),
        ],
        StringComparer.Ordinal);

    private TrainFile ResultOf(TrainedNetwork compact, Identity run) => new(
        Model.Name,
        Settings.Dataset,
        Settings.Recipe.Seed,
        new NetworkSize(Model.CostFor(compact.Network).Parameters, Model.CostFor(compact.Network).Macs),
        new CompactResult(compact.Cost.Parameters, compact.Cost.Macs, compact.Test.Accuracy),
        compact.TrainingMacs,
        Math.Round(compact.Duration.TotalSeconds, 3),
        compact.Keep,
        run.Options,
        run.Images,
        [.. compact.Phases.Select(phase => PhaseResult.Of(phase.Name, phase.Result))],
        Machine.Describe());

    private void Print(CommandOutput output, TrainedNetwork compact, string network)
    {
        CostTable full = Model.CostFor(compact.Network);
        output.WriteText(TextTable.Of(
            ["network", "parameters", "MACs"],
            [
                ["dense", Figures.Count(full.Parameters), Figures.Count(full.Macs)],
                ["compact", Figures.Count(compact.Cost.Parameters), Figures.Count(compact.Cost.Macs)],
                ["compact of dense", Figures.Part(compact.Cost.Parameters, full.Parameters), Figures.Part(compact.Cost.Macs, full.Macs)],
            ],
            textColumns: 1));
        foreach (TrainingPhase phase in compact.Phases.Where(phase => phase.Result.BestEpoch is not null))
        {
            int best = phase.Result.BestEpoch!.Value;
            Evaluation validation = phase.Result.Epochs[best - 1].Validation!;
            output.WriteText($"\nbest epoch of {phase.Name}: {best} of {phase.Result.Epochs.Count}, with {Figures.Percent(validation.Accuracy)} of {Figures.Count(validation.Count)} images held out right");
        }

        output.WriteText("\n" + ClassTable.Of(compact.Test.Classes));
        output.WriteText($"\n{Figures.Percent(compact.Test.Accuracy)} of {Figures.Count(compact.Test.Count)} test images right, after {Figures.Giga(compact.TrainingMacs)} training MACs in {Figures.Seconds(compact.Duration)} seconds\nnetwork {network}");
        WriteReportPlace(output);
    }

    /// <summary>What makes a run that one and no other.</summary>
    /// <param name="Options">Its options, as the user gave them.</param>
    /// <param name="Images">Its pictures.</param>
    /// <param name="IsLengthened">Whether it is finished with fewer epochs.</param>
    private sealed record Identity(Dictionary<string, string> Options, Dictionary<string, string> Images, bool IsLengthened);
}
