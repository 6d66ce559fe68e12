using System.CommandLine;

namespace CompactCnn.Examples;

/// <summary>Trains a model by several methods, at several fractions of its channels and with several seeds.</summary>
internal static class CompareCommand
{
    private const int MaximumEpochs = 100_000;
    private const int MaximumImages = 10_000_000;
    private static readonly string[] DefaultMethods = ["dense", "cucb", "random-schedule", "scratch-e", "scratch-b"];
    private static readonly MethodSettings Defaults = new();

    public static Command Create(Interruption interruption)
    {
        Argument<ZooModel> model = ModelArgument.Create();
        Option<string> dataset = DatasetOption.Option();
        Option<string?> data = CommonOptions.Folder("--data", "where the data set's files are, or are downloaded to; absent: the usual places");
        Option<bool> offline = new("--offline") { Description = "do not download" };
        Option<double[]> active = ListOption.Fractions("--active", "fractions of every group's channels to end with", [0.25, 0.5]);
        Option<string[]> methods = ListOption.Names("--methods", "methods", "method", ComparisonMethods.Names, DefaultMethods);
        Option<int> seeds = NumberOption.Whole("--seeds", "seeds, counted from --first-seed", 1, 1000, 3);
        Option<long> firstSeed = NumberOption.Seed("--first-seed", "the first seed; tune with other seeds than those of the result", 1);
        Option<int> epochs = NumberOption.Whole("--epochs", "epochs of training with few active channels", 1, MaximumEpochs, Defaults.Epochs);
        Option<int> fineTune = NumberOption.Whole("--fine-tune", "epochs of fine-tuning the compact network", 0, MaximumEpochs, Defaults.FineTuneEpochs);
        Option<int> batch = NumberOption.Whole("--batch", "images in a step", 2, MaximumImages, Defaults.BatchSize);
        Option<double> learningRate = NumberOption.Positive("--learning-rate", "learning rate of training", Defaults.LearningRate);
        Option<double> fineTuneLearningRate = NumberOption.Positive("--fine-tune-learning-rate", "learning rate of fine-tuning", Defaults.FineTuneLearningRate);
        Option<string> augmentation = ListOption.Name("--augment", "how training images are varied", CellAugmentation.Names, CellAugmentation.None);
        Option<int> validation = NumberOption.Whole("--validation", "training images to hold out and measure on instead of the test images, for tuning; 0 for the test images", 0, MaximumImages, 0);
        Option<int> images = NumberOption.Whole("--train-images", "training images to use, every class in proportion; 0 for all", 0, MaximumImages, 0);
        Option<string?> folder = CommonOptions.Folder("--out", "where the results go, one file a cell; absent: ./compactcnn-out/compare-MODEL");
        Option<bool> json = CommonOptions.Json();

        var command = new DocumentedCommand(
            "compare",
            $"train a model by several methods, fractions and seeds, one file a result; stopped, it goes on where it was. Methods: {Methods()}",
            "compare fashion-vgg --active 0.25,0.5 --seeds 3 --epochs 5 --fine-tune 3",
            "compare resnet20-cifar10 --dataset cifar-10 --augment standard --methods dense,cucb,scratch-b,prune-taylor --out ./compare-resnet20",
            "compare fashion-vgg --validation 1000 --first-seed 100 --seeds 1 --learning-rate 0.1 --out ./tuning-0.1")
        {
            model, dataset, data, active, methods, seeds, firstSeed, epochs, fineTune, batch, learningRate, fineTuneLearningRate, augmentation, validation, images, folder, offline, json,
        };
        command.SetAction(parsed =>
        {
            ZooModel chosen = parsed.GetRequiredValue(model);
            var run = new CompareRun
            {
                Model = chosen,
                Template = new CellRequest
                {
                    Model = chosen.Name,
                    Dataset = parsed.GetRequiredValue(dataset),
                    Method = "",
                    Active = 1,
                    Seed = 0,
                    Epochs = parsed.GetValue(epochs),
                    FineTuneEpochs = parsed.GetValue(fineTune),
                    BatchSize = parsed.GetValue(batch),
                    LearningRate = parsed.GetValue(learningRate),
                    FineTuneLearningRate = parsed.GetValue(fineTuneLearningRate),
                    Augmentation = parsed.GetRequiredValue(augmentation),
                    ValidationImages = parsed.GetValue(validation),
                    TrainingImages = parsed.GetValue(images),
                },
                Methods = ComparisonMethods.WithNeeded(parsed.GetRequiredValue(methods)),
                Fractions = [.. parsed.GetRequiredValue(active).Distinct().Order()],
                Seeds = [.. Enumerable.Range(0, parsed.GetValue(seeds)).Select(index => parsed.GetValue(firstSeed) + index)],
                DataFolder = parsed.GetValue(data),
                Offline = parsed.GetValue(offline),
                UntunedAllocator = parsed.GetValue<bool>(CommandLine.UntunedAllocator),
                ResultFolder = parsed.GetValue(folder) ?? $"./compactcnn-out/compare-{chosen.Name}",
            };
            run.Execute(new CommandOutput(parsed.GetValue(json)), interruption);
        });
        return command;
    }

    private static string Methods() => string.Join("; ", ComparisonMethods.All.Select(method => $"{method.Name}, {method.Summary}"));
}
