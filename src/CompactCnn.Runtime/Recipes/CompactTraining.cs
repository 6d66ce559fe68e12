using System.Diagnostics;

namespace CompactCnn;

/// <summary>A run of the recipe: its phases, one after the other.</summary>
internal sealed class CompactTraining<TCompact>
    where TCompact : CompactNetwork, ICompactNetwork<TCompact>
{
    private readonly GatedModel<TCompact> _model;
    private readonly TrainingData _data;
    private readonly CompactTrainingOptions _options;
    private readonly RunProgress? _progress;
    private readonly CompactTrainingCheckpoint? _resumeFrom;
    private readonly CancellationToken _cancellation;
    private readonly bool _isLengthened;
    private readonly List<CompactTrainingPhase> _phases = [];

    /// <summary>Prepares a run; what would stop a later phase is refused here, before hours of work.</summary>
    /// <inheritdoc cref="GatedModel{TCompact}.TrainCompact" path="/param"/>
    public CompactTraining(
        GatedModel<TCompact> model,
        TrainingData data,
        CompactTrainingOptions options,
        IProgress<CompactTrainingProgress>? progress,
        CompactTrainingCheckpoint? resumeFrom,
        CancellationToken cancellation)
    {
        _model = model;
        _data = data;
        _options = options;
        _resumeFrom = resumeFrom;
        _cancellation = cancellation;
        _isLengthened = resumeFrom?.IsShorterThan(options) == true;
        options.Check(model.Structure);
        _progress = progress is null
            ? null
            : new RunProgress(new CompactTrainingPlan(model.Structure, model.CostOfWidths, options, BatchOrder.StepsPerEpoch(data, options.BatchSize)), progress);
        if (resumeFrom is null && options.Checkpoints is { } checkpoints && CompactTrainingCheckpoint.NewestPath(checkpoints.Folder) is { } newest)
        {
            throw new CheckpointException($"the folder '{checkpoints.Folder}' holds checkpoints of another run, the newest '{newest}'; resume from it, delete it, or give another folder");
        }
    }

    /// <summary>Runs every phase that is left.</summary>
    public CompactTrainingResult<TCompact> Run()
    {
        using Teacher? teacher = _options.TeacherEpochs == 0 ? null : TrainTeacher();
        int[][] keep = TrainActiveChannels(teacher);
        TCompact compact = _model.Slice(keep);
        try
        {
            Recalibrate(compact);
            if (_options.FineTuneEpochs > 0)
            {
                ForgetStaleFineTuning();
                Fit(compact, RecipePhase.FineTuning, _options.ForFineTuning() with { Teacher = teacher });
            }

            compact.eval();
            Evaluation? evaluation = _data.Validation is { } heldOut ? compact.Evaluate(heldOut, _cancellation) : null;
            return new CompactTrainingResult<TCompact>(compact, _model.CostOfWidths(TCompact.Graph.FullWidths), keep, _phases, evaluation);
        }
        catch
        {
            compact.Dispose();
            throw;
        }
    }

    /// <summary>The full network, trained by itself; the model continues with what it became.</summary>
    private Teacher TrainTeacher()
    {
        using TCompact wide = _model.Slice(TCompact.Graph.KeepAll());
        Fit(wide, RecipePhase.Teacher, _options.Teaching());
        _model.CopyFrom(wide);
        return new Teacher(wide, _options.MemoryLayout, _options.Precision);
    }

    private int[][] TrainActiveChannels(Teacher? teacher)
    {
        TrainingOptions options = _options.ForTraining() with { Teacher = teacher, Checkpoints = CheckpointsOf(RecipePhase.Training) };
        TrainingResult training = _model.TrainSteps(_data, options, _progress?.Of(RecipePhase.Training), ResumedFrom(RecipePhase.Training), _cancellation);
        _phases.Add(new CompactTrainingPhase(RecipePhase.Training, training));
        return training.Keep;
    }

    /// <summary>During training the statistics were those of many networks.</summary>
    private void Recalibrate(TCompact compact)
    {
        var clock = Stopwatch.StartNew();
        compact.Recalibrate(_data, _options.RecalibrationBatches, _options.BatchSize, _options.Seed, _cancellation);
        long macs = NormRecalibration.Macs(compact.CostTable, _data, _options.RecalibrationBatches, _options.BatchSize);
        _phases.Add(new CompactTrainingPhase(RecipePhase.Recalibration, new FitResult([], macs, clock.Elapsed)));
    }

    /// <summary>The fine-tuning of a run that was shorter was of what its training then was.</summary>
    private void ForgetStaleFineTuning()
    {
        if (_isLengthened && _options.Checkpoints is { } checkpoints && CompactTrainingCheckpoint.FolderOf(checkpoints.Folder, RecipePhase.FineTuning) is var folder && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private Checkpoint? ResumedFrom(RecipePhase phase) => phase == RecipePhase.FineTuning && _isLengthened ? null : _resumeFrom?.Of(phase);

    /// <summary>A phase in which all channels of a network are trained.</summary>
    private void Fit(TCompact network, RecipePhase phase, FineTuneOptions options)
    {
        FitResult fit = network.FineTune(_data, options with { Checkpoints = CheckpointsOf(phase) }, _progress?.Of(phase), ResumedFrom(phase), _cancellation);
        _phases.Add(new CompactTrainingPhase(phase, fit));
    }

    /// <summary>A folder for each phase; all of the recipe must be the same in a resumed run, whichever phase a setting is of.</summary>
    private CheckpointOptions? CheckpointsOf(RecipePhase phase)
    {
        if (_options.Checkpoints is not { } checkpoints)
        {
            return null;
        }

        var settings = new Dictionary<string, string>(checkpoints.Settings, StringComparer.Ordinal);
        foreach ((string name, string value) in RecordedValues.Of("Recipe", _options))
        {
            settings[name] = value;
        }

        return checkpoints with { Folder = CompactTrainingCheckpoint.FolderOf(checkpoints.Folder, phase), Settings = settings };
    }
}
