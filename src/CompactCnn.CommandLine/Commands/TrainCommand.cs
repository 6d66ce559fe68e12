using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary>The options of <c>train</c>. The work is <see cref="TrainRun"/>.</summary>
internal static class TrainCommand
{
    private const string Active = "--active";

    private static readonly MethodSettings Defaults = new();

    public static Command Create(ProgramContext context)
    {
        var shared = new RunOptions(
            context,
            leastEpochs: 0,
            new RunTexts(
                Epochs: "epochs of training with few active channels",
                FineTune: "epochs of fine-tuning the compact network",
                LearningRate: "learning rate of training",
                Validation: "training images to hold out, every class in proportion: the run ends with the epoch that does best on them; 0 for none",
                Threads: "threads that compute; 0 for as many as the machine has cores",
                Folder: "where the compact network and the results go; absent: ./compactcnn-out/MODEL"));
        Option<double> active = NumberOption.Fraction(Active, "the fraction that stays active and is kept, of every group's channels or of what --budget says", Defaults.Active);
        Option<BudgetChoice> budget = BudgetOption.Option();
        Option<int> multipleOf = NumberOption.Whole("--multiple-of", "widths are rounded down to a multiple of this, which runs faster by 8 or 16", 1, 4096, Defaults.MultipleOf);
        Option<Choice<SelectorOptions>> selector = ChoiceOption.Selector();
        Option<int> teacher = NumberOption.Whole("--teacher-epochs", "the first of the epochs, in which the full network is trained by itself; then it teaches what it shrinks to, for an answer of it at each step: for long runs on little data", 0, RunOptions.MaximumEpochs, Defaults.TeacherEpochs);
        Option<int> warmup = NumberOption.Whole("--warmup", "the first of the epochs, or of those after the teacher's, in which all channels are active", 0, RunOptions.MaximumEpochs, Defaults.WarmupEpochs);
        Option<long> seed = NumberOption.Seed("--seed", "seed of initial values, data order and choices", Defaults.Seed);
        Option<CheckpointInterval> every = CheckpointInterval.Option();
        Option<bool> resume = new("--resume") { Description = "go on from the newest checkpoint in --out; give the other options as before, or more --epochs to lengthen a run, finished or not" };
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
            "train fashion-vgg --dataset fashion-mnist --data ./fashion-mnist --offline --seed 2 --out ./run-2 --json")
        {
            active, budget, multipleOf, selector, teacher, warmup, seed, every, resume, overwrite, skipDamaged, log, tensorBoard, report,
        };
        shared.AddTo(command);
        command.SetAction(parsed =>
        {
            DeclaredModel model = shared.Model(parsed);
            BudgetChoice limited = parsed.GetValue(budget);
            if (limited.Limit is not null && parsed.GetResult(active) is { Implicit: false })
                throw new UsageException($"{BudgetOption.Name} gives a limit and {Active} a fraction of the same; leave one out");

            if (parsed.GetValue(resume) && parsed.GetValue(overwrite))
                throw new UsageException($"{Overwriting.Name} begins anew and --resume goes on; leave one out");

            string folder = shared.ResultFolder(parsed) ?? $"./compactcnn-out/{model.Name}";
            var run = new TrainRun
            {
                Context = context,
                Model = model,
                DatasetName = shared.Dataset(parsed),
                DataFolder = shared.DataFolder(parsed),
                Offline = shared.Offline(parsed),
                SkipBad = shared.SkipBad(parsed),
                Images = shared.Images(parsed),
                Threads = shared.Threads(parsed),
                Device = shared.Device(parsed),
                ResultFolder = folder,
                CheckpointEvery = parsed.GetValue(every),
                Resume = parsed.GetValue(resume),
                Overwrite = parsed.GetValue(overwrite),
                SkipDamaged = parsed.GetValue(skipDamaged),
                ReportedCommand = parsed.GetValue(report)
                    ? TypedCommand.Of(parsed, (seed, parsed.GetValue(seed)), (shared.Folder, folder))
                    : null,
                Watch = new RunWatch(parsed.GetValue(log), parsed.GetValue(tensorBoard)),
                Settings = shared.Settings(parsed) with
                {
                    Active = limited.Fraction(model.Cost, parsed.GetValue(active)),
                    Measure = limited.Measure,
                    MultipleOf = parsed.GetValue(multipleOf),
                    Selector = parsed.GetRequiredValue(selector).Value,
                    TeacherEpochs = parsed.GetValue(teacher),
                    WarmupEpochs = parsed.GetValue(warmup),
                    Seed = parsed.GetValue(seed),
                },
            };
            run.Execute(new CommandOutput(shared.Json(parsed)));
        });
        return command;
    }
}
