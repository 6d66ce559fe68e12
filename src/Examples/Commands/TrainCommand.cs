using System.CommandLine;

namespace CompactCnn.Examples;

/// <summary>The options of <c>train</c>. The work is <see cref="TrainRun"/>.</summary>
internal static class TrainCommand
{
    private const int MaximumEpochs = 100_000;
    private const int MaximumImages = 1_000_000;

    private static readonly MethodSettings Defaults = new();

    public static Command Create(Interruption interruption)
    {
        Argument<ZooModel> model = ModelArgument.Create();
        Option<string> dataset = DatasetOption.Option();
        Option<string?> data = CommonOptions.Folder("--data", "the folder of the data set's files; absent: the usual places, else a download");
        Option<double> active = NumberOption.Fraction("--active", "the fraction of every group's channels that stays active and is kept", Defaults.Active);
        Option<int> epochs = NumberOption.Whole("--epochs", "epochs of training", 0, MaximumEpochs, Defaults.Epochs);
        Option<int> warmup = NumberOption.Whole("--warmup", "the first of these epochs, in which all channels are active", 0, MaximumEpochs, Defaults.WarmupEpochs);
        Option<int> fineTune = NumberOption.Whole("--fine-tune", "epochs of fine-tuning the compact network", 0, MaximumEpochs, Defaults.FineTuneEpochs);
        Option<int> batch = NumberOption.Whole("--batch", "images in a step", 2, MaximumImages, Defaults.BatchSize);
        Option<long> seed = NumberOption.Seed("--seed", "seed of initial values, data order and choices", Defaults.Seed);
        Option<Precision> precision = ChoiceOption.Precision();
        Option<MemoryLayout> layout = ChoiceOption.MemoryLayout();
        Option<string?> folder = CommonOptions.Folder("--out", "where the compact network and the results go; absent: ./compactcnn-out/MODEL");
        Option<CheckpointInterval> every = CheckpointInterval.Option();
        Option<bool> resume = new("--resume") { Description = "go on from the newest checkpoint in --out; give the other options as before" };
        Option<bool> skipDamaged = new("--skip-damaged") { Description = "with --resume: pass over checkpoints that cannot be used" };
        Option<bool> offline = new("--offline") { Description = "do not download" };
        Option<bool> json = CommonOptions.Json();
        Option<int?> limit = CommonOptions.LimitImages();

        var command = new DocumentedCommand(
            "train",
            "train a model with few active channels, slice out the compact network, fine-tune and evaluate it",
            "train fashion-vgg",
            "train fashion-vgg --dataset fashion-mnist --active 0.25 --epochs 20 --fine-tune 5",
            "train fashion-vgg --epochs 200 --checkpoint-every 5m --out ./run-1 --resume",
            "train fashion-vgg --dataset fashion-mnist --data ./fashion-mnist --offline --seed 2 --out ./run-2 --json")
        {
            model, dataset, data, active, epochs, warmup, fineTune, batch, seed, precision, layout, folder, every, resume, skipDamaged, offline, json, limit,
        };
        command.SetAction(parsed =>
        {
            ZooModel chosen = parsed.GetRequiredValue(model);
            var run = new TrainRun
            {
                Model = chosen,
                DatasetName = parsed.GetRequiredValue(dataset),
                DataFolder = parsed.GetValue(data),
                Offline = parsed.GetValue(offline),
                LimitImages = parsed.GetValue(limit),
                ResultFolder = parsed.GetValue(folder) ?? $"./compactcnn-out/{chosen.Name}",
                CheckpointEvery = parsed.GetValue(every),
                Resume = parsed.GetValue(resume),
                SkipDamaged = parsed.GetValue(skipDamaged),
                Settings = Defaults with
                {
                    Active = parsed.GetValue(active),
                    Epochs = parsed.GetValue(epochs),
                    WarmupEpochs = parsed.GetValue(warmup),
                    FineTuneEpochs = parsed.GetValue(fineTune),
                    BatchSize = parsed.GetValue(batch),
                    Seed = parsed.GetValue(seed),
                    Precision = parsed.GetValue(precision),
                    MemoryLayout = parsed.GetValue(layout),
                },
            };
            run.Execute(new CommandOutput(parsed.GetValue(json)), interruption);
        });
        return command;
    }
}
