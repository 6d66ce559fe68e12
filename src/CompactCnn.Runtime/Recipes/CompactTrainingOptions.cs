namespace CompactCnn;

/// <summary>
/// Settings of <c>GatedModel.TrainCompact</c>: the recipe that every table of docs/results is of. The defaults are the
/// measured ones, and no setting changes another.
/// </summary>
public sealed record CompactTrainingOptions : RecipeOptions
{
    /// <summary>The measured recipe, with the seed 1.</summary>
    public CompactTrainingOptions() => Seed = 1;

    /// <summary>How large the compact network is to be. Default half of every group's channels.</summary>
    public CompactTarget Target { get; init; } = CompactTarget.Channels(0.5);

    /// <summary>How the active channels come down to that. Default from all, over the first 40 % of the steps.</summary>
    public Shrinking Shrinking { get; init; } = new();

    /// <summary>Which channels are active. Default CUCB with little exploration, by saliency at the gates.</summary>
    public SelectionOptions Selection { get; init; } = new();

    /// <summary>Epochs of training before the fine-tuning, those of the teacher among them, 0 or more. Default 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>
    /// The first of the <see cref="Epochs"/>, in which the full network is trained by itself, with a learning rate schedule of
    /// its own; from there the recipe goes on with it, taught by what it was then (<see cref="Teacher"/>). Below
    /// <see cref="Epochs"/>, or 0 for no teacher. Default 0; worth it in long runs on little data (docs/results).
    /// </summary>
    public int TeacherEpochs { get; init; }

    /// <summary>The first of the epochs after the teacher's, before channels shrink, 0 to all of them. Default 0.</summary>
    public int WarmupEpochs { get; init; }

    /// <summary>Epochs of fine-tuning the compact network, 0 or more. Default 3.</summary>
    public int FineTuneEpochs { get; init; } = 3;

    /// <summary>
    /// The part of the whole schedule, training and fine-tuning, over which the learning rate rises to that of the
    /// optimizer, 0 or more and below 1; from there it falls by half a cosine. Default null: while channels shrink, because a wide network
    /// bears less of it than a narrow one, and a tenth for networks of fixed widths (<see cref="ForFixedWidths"/>).
    /// </summary>
    public double? LearningRateWarmup { get; init; }

    /// <summary>
    /// The learning rate with which fine-tuning begins a schedule of its own, half a cosine, above 0. Default null: it goes on
    /// with the schedule of the training, which was 0.6 points better in short runs (docs/results).
    /// </summary>
    public double? FineTuneLearningRate { get; init; }

    /// <summary>The epochs in which few channels are active.</summary>
    internal int SlicedEpochs => Epochs - TeacherEpochs;

    /// <summary>The part of the schedule that is over when the training is.</summary>
    private double TrainingPart => FineTuneLearningRate is null && SlicedEpochs > 0 ? (double)SlicedEpochs / (SlicedEpochs + FineTuneEpochs) : 1;

    private double WarmupPart => SlicedEpochs == 0 ? 0 : (double)WarmupEpochs / SlicedEpochs;

    /// <summary>The schedule of training and fine-tuning; where channels shrink to the last step, the rest of a rise is left to fall.</summary>
    private LearningRateSchedule Schedule =>
        LearningRateSchedule.Cosine(LearningRateWarmup ?? Math.Min(0.99, TrainingPart * (WarmupPart + ((1 - WarmupPart) * Shrinking.Over))));

    /// <summary>
    /// The recipe for a network of fixed widths, from its initial values and in one schedule: for the dense network, or the compact one
    /// from scratch, that <c>TrainCompact</c> is compared with.
    /// </summary>
    /// <param name="epochs">Passes over the training images, 0 or more; a fair comparison gives <see cref="Epochs"/> and <see cref="FineTuneEpochs"/> together.</param>
    /// <returns>Options for <c>FineTune</c>, without checkpoints.</returns>
    public FineTuneOptions ForFixedWidths(int epochs) => Fixed(epochs) with { Schedule = LearningRateSchedule.Cosine(LearningRateWarmup ?? 0.1) };

    /// <summary>Options of the full network's training that is to teach.</summary>
    internal FineTuneOptions Teaching() => ForFixedWidths(TeacherEpochs);

    /// <summary>The part of the recipe in which few channels are active, as a run of its own.</summary>
    /// <returns>Options for <c>Train</c>, without teacher and checkpoints.</returns>
    public TrainingOptions ForTraining() => Share(new TrainingOptions
    {
        Epochs = SlicedEpochs,
        WarmupEpochs = WarmupEpochs,
        Schedule = Schedule.Between(0, TrainingPart),
        Target = Target,
        Shrinking = Shrinking,
        Selection = Selection,
    });

    /// <summary>The recipe's fine-tuning as a run of its own: the rest of the schedule, or one of its own.</summary>
    /// <returns>Options for <c>FineTune</c>, without teacher and checkpoints.</returns>
    public FineTuneOptions ForFineTuning() => TrainingPart < 1
        ? Fixed(FineTuneEpochs) with { Schedule = Schedule.Between(TrainingPart, 1) }
        : Fixed(FineTuneEpochs) with { Optimizer = Optimizer with { LearningRate = FineTuneLearningRate ?? (Optimizer.LearningRate / 5) } };

    /// <summary>Refuses what cannot be trained, before any data are there: epochs that do not fit together, a target that leaves less than the minimum widths.</summary>
    /// <param name="graph">The model, as <c>SmallVgg.Graph</c>.</param>
    /// <exception cref="ArgumentException">An option is out of its range; the parameter's name is the option's.</exception>
    public void Check(ModelGraph graph)
    {
        CheckSchedule();
        ForTraining().CheckChoice();
        WidthAllocation.Create(graph, Target, new MemoryTerms(Optimizer.StateBuffers));
    }

    internal override void Check(TrainingData data)
    {
        base.Check(data);
        CheckSchedule();
        ForTraining().Check(data);
        ForFineTuning().Check(data);
    }

    private void CheckSchedule()
    {
        ArgumentNullException.ThrowIfNull(Shrinking);
        ArgumentNullException.ThrowIfNull(Selection);
        ArgumentOutOfRangeException.ThrowIfNegative(Epochs);
        ArgumentOutOfRangeException.ThrowIfNegative(FineTuneEpochs);
        if (!(TeacherEpochs >= 0 && (TeacherEpochs == 0 || TeacherEpochs < Epochs)))
        {
            throw new ArgumentOutOfRangeException(nameof(TeacherEpochs), TeacherEpochs, $"a teacher must be trained for fewer epochs than all {Epochs}; give it fewer, or the run more");
        }

        if (!(WarmupEpochs >= 0 && WarmupEpochs <= SlicedEpochs))
        {
            string most = TeacherEpochs == 0 ? $"all {Epochs}" : $"the {SlicedEpochs} after the teacher's";
            throw new ArgumentOutOfRangeException(nameof(WarmupEpochs), WarmupEpochs, $"the epochs before channels shrink must be 0 to {most}; give fewer, or the run more");
        }

        if (LearningRateWarmup is { } warmup && !(warmup >= 0 && warmup < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(LearningRateWarmup), warmup, "the part of the schedule over which the learning rate rises must be 0 or more and below 1");
        }

        if (FineTuneLearningRate is { } rate && !(rate > 0 && double.IsFinite(rate)))
        {
            throw new ArgumentOutOfRangeException(nameof(FineTuneLearningRate), rate, "the learning rate of fine-tuning must be above 0");
        }
    }

    private FineTuneOptions Fixed(int epochs) => Share(new FineTuneOptions { Epochs = epochs });
}
