using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary>Trains a model by several methods, at several fractions of its channels and with several seeds.</summary>
internal static class CompareCommand
{
    private const int MaximumImages = 10_000_000;
    private static readonly string[] DefaultMethods = ["dense", "cucb", "random-schedule", "scratch-e", "scratch-b"];

    public static Command Create(ProgramContext context)
    {
        var shared = new RunOptions(
            context,
            leastEpochs: 1,
            validation: "training images to hold out and measure on instead of the test images, for tuning; 0 for the test images",
            folder: "where the results go, one file a cell; absent: ./compactcnn-out/compare-MODEL");
        Option<CommaSeparated<double>> active = ListOption.Fractions("--active", "fractions of every group's channels to end with", [0.25, 0.5]);
        Option<CommaSeparated<string>> methods = ListOption.Checked(
            "--methods",
            $"methods, with commas between them: {string.Join(", ", ComparisonMethods.Names)}; a control of another method as scratch-b@greedy; a method with settings of its own as cucb+reselect-every=100, of {string.Join(", ", MethodVariation.Names)}",
            ComparisonMethods.Names,
            DefaultMethods,
            name => ComparisonMethods.Find(name, out string problem) is null ? problem : null);
        Option<int> seeds = NumberOption.Whole("--seeds", "seeds, counted from --first-seed", 1, 1000, 3);
        Option<long> firstSeed = NumberOption.Seed("--first-seed", "the first seed; tune with other seeds than those of the result", 1);
        Option<string> augmentation = ListOption.Name("--augment", "how training images are varied", CellAugmentation.Names, CellAugmentation.None);
        Option<int> threads = NumberOption.Whole("--threads", "threads of each cell; 0 for as many as the machine has cores", 0, 1024, 0);
        Option<int> jobs = NumberOption.Whole("--jobs", "cells that run at the same time; with --threads 1 and a job for each core small networks take half the time", 1, 1024, 1);
        Option<int> images = NumberOption.Whole("--train-images", "training images to use, every class in proportion; 0 for all", 0, MaximumImages, 0);

        var command = new DocumentedCommand(
            "compare",
            $"train a model by several methods, fractions and seeds, one file a result; stopped, it goes on where it was. Methods: {Methods()}",
            "compare fashion-vgg --active 0.25,0.5 --seeds 3 --epochs 5 --fine-tune 3",
            "compare resnet20-cifar10 --dataset cifar-10 --augment standard --methods dense,cucb,scratch-b,prune-taylor --out ./compare-resnet20",
            "compare fashion-vgg --validation 1000 --first-seed 100 --seeds 1 --learning-rate 0.1 --out ./tuning-0.1")
        {
            active, methods, seeds, firstSeed, augmentation, images, threads, jobs,
        };
        shared.AddTo(command);
        command.SetAction(parsed =>
        {
            DeclaredModel model = shared.Model(parsed);
            MethodSettings settings = shared.Settings(parsed);
            var run = new CompareRun
            {
                Context = context,
                Model = model,
                Template = new CellRequest
                {
                    Model = model.Name,
                    Dataset = shared.Dataset(parsed),
                    Method = "",
                    Active = 1,
                    Seed = 0,
                    Epochs = settings.Epochs,
                    FineTuneEpochs = settings.FineTuneEpochs,
                    BatchSize = settings.BatchSize,
                    LearningRate = settings.LearningRate,
                    LearningRateWarmup = settings.LearningRateWarmup,
                    FineTuneLearningRate = settings.FineTuneLearningRate,
                    Augmentation = parsed.GetRequiredValue(augmentation),
                    ValidationImages = settings.ValidationImages,
                    TrainingImages = parsed.GetValue(images),
                    Precision = settings.Precision,
                    MemoryLayout = settings.MemoryLayout,
                    Threads = parsed.GetValue(threads),
                },
                Methods = ComparisonMethods.WithNeeded(parsed.GetRequiredValue(methods).Values),
                Fractions = [.. parsed.GetRequiredValue(active).Values.Distinct().Order()],
                Seeds = [.. Enumerable.Range(0, parsed.GetValue(seeds)).Select(index => parsed.GetValue(firstSeed) + index)],
                DataFolder = shared.DataFolder(parsed),
                Jobs = parsed.GetValue(jobs),
                Offline = shared.Offline(parsed),
                SkipBad = shared.SkipBad(parsed),
                Allocator = parsed.GetValue<Choice<Allocator>>(ChoiceOption.AllocatorName).Name,
                WaitingThreads = parsed.GetValue<Choice<WaitingThreads>>(ChoiceOption.WaitingThreadsName).Name,
                ResultFolder = shared.ResultFolder(parsed) ?? $"./compactcnn-out/compare-{model.Name}",
            };
            run.Execute(new CommandOutput(shared.Json(parsed)));
        });
        return command;
    }

    private static string Methods() => string.Join("; ", ComparisonMethods.All.Select(method => $"{method.Name}, {method.Summary}"));
}
