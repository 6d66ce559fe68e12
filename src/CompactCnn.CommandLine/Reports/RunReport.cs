using System.Globalization;

namespace CompactCnn.CommandLine;

/// <summary>The page of a run of the method, beside the dense network if that was trained, too.</summary>
internal sealed record RunReport
{
    /// <summary>What the page is of.</summary>
    public required string Title { get; init; }

    /// <summary>What the run was given.</summary>
    public required Experiment Experiment { get; init; }

    /// <summary>What the full network costs.</summary>
    public required CostTable Full { get; init; }

    /// <summary>The compact network.</summary>
    public required TrainedNetwork Compact { get; init; }

    /// <summary>The full network; null where it was not trained.</summary>
    public TrainedNetwork? Dense { get; init; }

    /// <summary>The command that makes the page again.</summary>
    public required string Command { get; init; }

    /// <summary>What the run was done on; absent: here and now.</summary>
    public EnvironmentResult Environment { get; init; } = Machine.Describe();

    private IEnumerable<TrainedNetwork> Networks => Dense is null ? [Compact] : [Dense, Compact];

    /// <summary>Makes the page.</summary>
    public string Page() => new HtmlPage(Title)
        .Paragraph(Verdict())
        .Code(Command)
        .Heading("Dense against compact")
        .Table(ComparisonTable.Header, ComparisonTable.Rows(Full, Dense, Compact), textColumns: 1)
        .Note(Explanation())
        .Heading("Learning")
        .Figures(RunLearning.All(Dense, Compact))
        .Heading("What the compact network takes the test images for")
        .Table(ConfusionTable.Header(Compact.Test), ConfusionTable.Rows(Compact.Test), ConfusionTable.TextColumns(Compact.Test))
        .Heading("Layers of the compact network")
        .Table(
            ["layer", "kind", "output", "channels", "channels, dense", "parameters", "parameters, dense", "MACs", "MACs, dense"],
            Full.Layers.Zip(Compact.Cost.Layers, LayerRow),
            textColumns: 3)
        .Heading("Epochs")
        .Table(EpochHeader(), Networks.SelectMany(EpochRows), textColumns: 1)
        .Heading("Settings")
        .Paragraph(Settings())
        .Note(Environment.Text)
        .ToString();

    private string Verdict()
    {
        string parameters = Figures.Part(Compact.Cost.Parameters, Full.Parameters);
        string size = $"The compact network has {parameters} of the dense network's parameters and {Figures.Part(Compact.Cost.Macs, Full.Macs)} of its MACs";
        string right = $"right on {Figures.Percent(Compact.Test.Accuracy)} of the test images";
        if (Dense is null)
            return $"{size}, and is {right}.";

        string macs = Figures.Part(Compact.TrainingMacs, Dense.TrainingMacs);
        string time = Figures.Part(Compact.Duration.TotalSeconds, Dense.Duration.TotalSeconds);
        return $"{size}; its training took {macs} of the MACs and {time} of the time. "
            + $"It is {right}, the dense network on {Figures.Percent(Dense.Test.Accuracy)}.";
    }

    private string Explanation() => string.Create(
        CultureInfo.InvariantCulture,
        $"Accuracy on {Compact.Test.Count:N0} test images, which training never saw. MACs are multiply-accumulates of convolutions and linear layers for one image; training MACs are those of all steps, forward and backward, and of the recalibration. Seconds are those of training and fine-tuning. {(Dense is null ? "The dense network was not trained." : "Both networks have their norm statistics recomputed from training images before they are evaluated.")}");

    private static IReadOnlyList<string> LayerRow(LayerCost full, LayerCost kept) =>
    [
        kept.Name,
        kept.Kind,
        kept.Output.ToString(),
        Figures.Count(kept.Output.Channels),
        Figures.Count(full.Output.Channels),
        Figures.Count(kept.Parameters),
        Figures.Count(full.Parameters),
        Figures.Count(kept.Macs),
        Figures.Count(full.Macs),
    ];

    private bool IsValidated => Compact.Phases.Any(phase => phase.Result.Epochs.Any(epoch => epoch.Validation is not null));

    private IReadOnlyList<string> EpochHeader() =>
        ["phase", "training accuracy", .. IsValidated ? (string[])["accuracy on images held out"] : [], "epoch", "loss", "active channels", "training MACs", "seconds"];

    private IEnumerable<IReadOnlyList<string>> EpochRows(TrainedNetwork network) =>
        network.Phases.SelectMany(phase => phase.Result.Epochs.Select((epoch, index) => (IReadOnlyList<string>)
        [
            phase.Name,
            Figures.Percent(epoch.Accuracy),
            .. IsValidated ? (string[])[epoch.Validation is { } validation ? Figures.Percent(validation.Accuracy) : ""] : [],
            Figures.Count(index + 1),
            epoch.Loss.ToString("F4", CultureInfo.InvariantCulture),
            Figures.Count(epoch.ActiveChannels.Sum()),
            Figures.Giga(epoch.TrainingMacs),
            Figures.Seconds(epoch.Duration),
        ]));

    private string Settings()
    {
        RunSettings settings = Experiment.Settings;
        CompactTrainingOptions recipe = settings.Recipe;
        double rate = recipe.Optimizer.LearningRate;
        string teacher = recipe.TeacherEpochs == 0 ? "" : FormattableString.Invariant($", the first {recipe.TeacherEpochs} of the full network, which teaches from then on");
        string dense = Dense is null ? "" : FormattableString.Invariant($"; the dense network {recipe.Epochs + recipe.FineTuneEpochs} epochs at {rate}");
        string fineTuning = recipe.FineTuneEpochs == 0
            ? "no fine-tuning"
            : FormattableString.Invariant($"{recipe.FineTuneEpochs} epochs of fine-tuning{Schedules.Text(recipe.FineTuneLearningRate)}");
        // A limit is in the budget's own text.
        string target = recipe.Target.Fraction is { } fraction ? FormattableString.Invariant($" shrinking to {fraction}") : " reached";
        return FormattableString.Invariant($"Seed {recipe.Seed}, batches of {recipe.BatchSize}, {Experiment.Data.Train.Count:N0} training images of {Experiment.Data.Name}; ")
            + FormattableString.Invariant($"{recipe.Epochs} epochs{teacher} at learning rate {rate}{Schedules.Rise(recipe.LearningRateWarmup)}, ")
            + FormattableString.Invariant($"{SettingTable.Budget.Print(settings)}{target} over the first {recipe.Shrinking.Over} of the steps ")
            + FormattableString.Invariant($"and frozen after {recipe.Selection.FreezeAfter} of them, chosen by {SettingTable.Selector.Print(settings)}; {fineTuning}{dense}. ")
            + $"Steps in {SettingTable.Precision.Print(settings)} with {SettingTable.MemoryLayout.Print(settings)} feature maps.";
    }
}
