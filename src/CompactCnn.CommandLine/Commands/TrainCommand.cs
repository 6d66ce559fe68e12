using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary>The options of <c>train</c>. The work is <see cref="TrainRun"/>.</summary>
internal static class TrainCommand
{
    public static Command Create(ProgramContext context)
    {
        var shared = new RunOptions(context, RunCommands.Train, "where the compact network and the results go; absent: ./compactcnn-out/MODEL");
        Option<CheckpointInterval> every = CheckpointInterval.Option();
        Option<bool> resume = new("--resume") { Description = "resume from the newest checkpoint in --out; give the other options as before, or more --epochs to lengthen a run, finished or not" };
        Option<bool> overwrite = Overwriting.Option("the run in --out, finished or not, and begin anew");
        Option<bool> skipDamaged = new("--skip-damaged") { Description = "with --resume: pass over checkpoints that cannot be used" };
        Option<string?> log = CommonOptions.File("--log", "a CSV file of the training's progress, every tenth step; those of other phases lie beside it");
        Option<string?> tensorBoard = CommonOptions.Folder("--tensorboard", "a folder for TensorBoard's events: the same figures, active channels and saliencies by layer");
        Option<bool> report = new("--report")
        {
            Description = "write report.html beside the network: learning curves, tables, the command and the settings",
        };

        var command = new DocumentedCommand(
            "train",
            "train a model with few active channels, slice out the compact network, fine-tune and evaluate it",
            "train fashion-vgg",
            "train fashion-vgg --dataset fashion-mnist --active 0.25 --epochs 20 --fine-tune 5 --report",
            "train fashion-vgg --epochs 60 --teacher-epochs 30 --fine-tune 30 --active 0.25",
            "train fashion-vgg --budget macs=2000000 --selector thompson-sampling --validation 600",
            "train fashion-vgg --epochs 200 --checkpoint-every 5m --log ./run-1.csv --tensorboard ./events --out ./run-1 --resume",
            "train fashion-vgg --dataset fashion-mnist --data ./fashion-mnist --offline --seed 2 --out ./run-2 --json");
        shared.AddTo(command);
        foreach (Option option in (Option[])[every, resume, overwrite, skipDamaged, log, tensorBoard, report])
            command.Add(option);

        command.SetAction(parsed =>
        {
            DeclaredModel model = shared.Model(parsed);
            RunSettings settings = shared.Settings(parsed);
            if (settings.Recipe.Target.Limit is not null && parsed.GetResult(shared.Of(SettingTable.Active)) is { Implicit: false })
            {
                throw new UsageException(
                    $"{SettingTable.Budget.OptionName} gives a limit and {SettingTable.Active.OptionName} a fraction of the same; leave one out");
            }

            if (parsed.GetValue(resume) && parsed.GetValue(overwrite))
                throw new UsageException($"{Overwriting.Name} begins anew and --resume goes on; leave one out");

            string folder = shared.ResultFolder(parsed) ?? $"./compactcnn-out/{model.Name}";
            var run = new TrainRun
            {
                Context = context,
                Model = model,
                DataFolder = shared.DataFolder(parsed),
                Offline = shared.Offline(parsed),
                SkipBad = shared.SkipBad(parsed),
                ResultFolder = folder,
                CheckpointEvery = parsed.GetValue(every),
                Resume = parsed.GetValue(resume),
                Overwrite = parsed.GetValue(overwrite),
                SkipDamaged = parsed.GetValue(skipDamaged),
                ReportedCommand = parsed.GetValue(report)
                    ? TypedCommand.Of(parsed, (shared.Of(SettingTable.Seed), settings.Recipe.Seed), (shared.Folder, folder))
                    : null,
                Watch = new RunWatch(parsed.GetValue(log), parsed.GetValue(tensorBoard)),
                Settings = settings.EndingWithTheBestEpoch(),
            };
            run.Execute(new CommandOutput(shared.Json(parsed)));
        });
        return command;
    }
}
