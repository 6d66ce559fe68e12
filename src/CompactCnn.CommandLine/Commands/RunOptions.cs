using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary>What every command that trains is told: the model, the images, how long, and where the results go.</summary>
internal sealed class RunOptions
{
    public const int MaximumEpochs = 100_000;

    private const int MaximumImages = 10_000_000;

    private static readonly MethodSettings Defaults = new();

    private readonly Argument<DeclaredModel> _model;
    private readonly Option<string> _dataset;
    private readonly Option<string?> _data = CommonOptions.Folder("--data", "where the data set's files are, or are downloaded to; absent: the usual places");
    private readonly Option<bool> _offline = new("--offline") { Description = "do not download" };
    private readonly Option<bool> _skipBad = CommonOptions.SkipBad();
    private readonly Option<int> _images = NumberOption.Whole("--train-images", "training images to use, every class in proportion; 0 for all", 0, MaximumImages, 0);
    private readonly Option<string> _augmentation = ListOption.Name("--augment", "how training images are varied", CellAugmentation.Names, CellAugmentation.None);
    private readonly Option<int> _epochs;
    private readonly Option<int> _fineTune;
    private readonly Option<int> _batch = NumberOption.Whole("--batch", "images in a step", 2, MaximumImages, Defaults.BatchSize);
    private readonly Option<double> _learningRate;
    private readonly Option<double?> _learningRateWarmup = NumberOption.OptionalPart("--learning-rate-warmup", "the part of the schedule over which the learning rate rises; absent: while the channels shrink, and a tenth for networks of fixed widths");
    private readonly Option<double?> _fineTuneLearningRate = NumberOption.OptionalPositive("--fine-tune-learning-rate", "learning rate with which fine-tuning begins a schedule of its own; absent: it goes on with that of the training");
    private readonly Option<int> _validation;
    private readonly Option<Choice<Precision>> _precision = ChoiceOption.Precision();
    private readonly Option<Choice<MemoryLayout>> _layout = ChoiceOption.MemoryLayout();
    private readonly Option<int> _threads;
    private readonly Option<string> _device = ComputeDevice.Option();
    private readonly Option<string?> _folder;
    private readonly Option<bool> _json = CommonOptions.Json();

    /// <summary>Makes the options of a command.</summary>
    /// <param name="context">The models and data sets to name.</param>
    /// <param name="leastEpochs">The fewest epochs of training that make sense for it.</param>
    /// <param name="texts">What they mean for it.</param>
    public RunOptions(ProgramContext context, int leastEpochs, RunTexts texts)
    {
        _model = ModelArgument.Create(context.Models);
        _dataset = DatasetOption.Option(context.Datasets);
        _epochs = NumberOption.Whole("--epochs", texts.Epochs, leastEpochs, MaximumEpochs, Defaults.Epochs);
        _fineTune = NumberOption.Whole("--fine-tune", texts.FineTune, 0, MaximumEpochs, Defaults.FineTuneEpochs);
        _learningRate = NumberOption.Positive("--learning-rate", texts.LearningRate, Defaults.LearningRate);
        _validation = NumberOption.Whole("--validation", texts.Validation, 0, MaximumImages, 0);
        _threads = NumberOption.Whole("--threads", texts.Threads, 0, 1024, 0);
        _folder = CommonOptions.Folder("--out", texts.Folder);
    }

    /// <summary>Has a command take them.</summary>
    public void AddTo(Command command)
    {
        command.Add(_model);
        foreach (Option option in new Option[]
        {
            _dataset, _data, _offline, _skipBad, _images, _augmentation, _validation, _epochs, _fineTune, _batch, _learningRate, _learningRateWarmup, _fineTuneLearningRate, _precision, _layout, _threads, _device, _folder, _json,
        })
        {
            command.Add(option);
        }
    }

    public DeclaredModel Model(ParseResult parsed) => parsed.GetRequiredValue(_model);

    public string Dataset(ParseResult parsed) => parsed.GetRequiredValue(_dataset);

    /// <summary>Where the data set's files are; null: the usual places.</summary>
    public string? DataFolder(ParseResult parsed) => parsed.GetValue(_data);

    public bool Offline(ParseResult parsed) => parsed.GetValue(_offline);

    /// <summary>Whether pictures that cannot be read are left out.</summary>
    public bool SkipBad(ParseResult parsed) => parsed.GetValue(_skipBad);

    /// <summary>Where the results go.</summary>
    public Option Folder => _folder;

    /// <summary>Where the results go; null: the command's own place.</summary>
    public string? ResultFolder(ParseResult parsed) => parsed.GetValue(_folder);

    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Which images are trained on, and how they are varied.</summary>
    public ImageChoice Images(ParseResult parsed) => new(parsed.GetValue(_images), parsed.GetValue(_validation), parsed.GetRequiredValue(_augmentation));

    /// <summary>Threads that compute; 0 for as many as libtorch takes by itself.</summary>
    public int Threads(ParseResult parsed) => parsed.GetValue(_threads);

    /// <summary>What trains, as it is typed.</summary>
    public string Device(ParseResult parsed) => parsed.GetRequiredValue(_device);

    /// <summary>The settings that these options give; all others have their defaults.</summary>
    public MethodSettings Settings(ParseResult parsed) => Defaults with
    {
        Epochs = parsed.GetValue(_epochs),
        FineTuneEpochs = parsed.GetValue(_fineTune),
        BatchSize = parsed.GetValue(_batch),
        LearningRate = parsed.GetValue(_learningRate),
        LearningRateWarmup = parsed.GetValue(_learningRateWarmup),
        FineTuneLearningRate = parsed.GetValue(_fineTuneLearningRate),
        ValidationImages = parsed.GetValue(_validation),
        Precision = parsed.GetValue(_precision).Value,
        MemoryLayout = parsed.GetValue(_layout).Value,
    };
}
