using System.Diagnostics;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Epochs, batches, validation, progress, checkpoints and cancellation, around a step.</summary>
internal sealed class TrainingLoop : IStateful, IDisposable
{
    private readonly TrainingData _data;
    private readonly LoopOptions _options;
    private readonly Device _device;
    private readonly ITrainee _trainee;
    private readonly EpochHistory _history;
    private readonly EpochValidation? _validation;
    private readonly BestEpoch? _best;
    private readonly EpochTotals _totals = new();
    private readonly GeneratorState _generator = new();
    private readonly CheckpointWriter? _checkpoints;
    private readonly int _stepsPerEpoch;
    private int _batch;
    private bool _betweenSteps = true;

    /// <summary>Makes the loop of a run, or of the rest of one.</summary>
    /// <param name="data">The images.</param>
    /// <param name="options">Settings that were checked.</param>
    /// <param name="network">The network that is trained.</param>
    /// <param name="trainee">What trains it.</param>
    /// <param name="phase">What the run is called in its checkpoints.</param>
    /// <param name="widths">Channels of each group, where they are fixed.</param>
    /// <param name="resumeFrom">The checkpoint to resume from; null for a new run.</param>
    /// <exception cref="CheckpointException">The checkpoint is of another run, or none can be written.</exception>
    public TrainingLoop(TrainingData data, LoopOptions options, Network network, ITrainee trainee, string phase, IReadOnlyList<int>? widths, Checkpoint? resumeFrom)
    {
        _data = data;
        _options = options;
        _device = network.Device;
        _trainee = trainee;
        _stepsPerEpoch = BatchOrder.StepsPerEpoch(data, options.BatchSize);
        _validation = options.Validation == ValidationUse.None ? null : new EpochValidation(data, options);
        _best = options.Validation == ValidationUse.BestEpoch ? new BestEpoch(trainee, network.Structure) : null;
        _history = new EpochHistory(_validation is null ? 0 : data.Validation!.Count);
        if (options.Checkpoints is null && resumeFrom is null)
        {
            return;
        }

        RunRecord record = RunRecord.Of(network, phase, widths, options, data);
        resumeFrom?.Restore(this, record, options.Checkpoints?.MayDiffer ?? []);
        if (_history.Count + (_batch > 0 ? 1 : 0) > options.Epochs)
        {
            throw new CheckpointException(FormattableString.Invariant($"'{resumeFrom!.Path}' is of epoch {_history.Count + (_batch > 0 ? 1 : 0)}, but the run shall have {options.Epochs}; give more epochs"));
        }

        if (options.Checkpoints is { } checkpoints)
        {
            _checkpoints = new CheckpointWriter(checkpoints, CheckpointFolder.Prepare(checkpoints, resumeFrom), record, this);
        }
    }

    /// <summary>Time that the run took so far, in this process and in those before it.</summary>
    public TimeSpan Elapsed => _history.Elapsed + _totals.Elapsed;

    private RunPosition Position
    {
        get
        {
            long step = ((long)_history.Count * _stepsPerEpoch) + _batch;
            long steps = Steps(_data, _options);
            return new RunPosition(step, steps, _history.Count, _options.Optimizer.LearningRate * _options.Schedule.Factor(Math.Max(0, step - 1), Math.Max(1, steps)));
        }
    }

    /// <summary>Steps of a whole run.</summary>
    public static long Steps(TrainingData data, LoopOptions options) =>
        (long)options.Epochs * BatchOrder.StepsPerEpoch(data, options.BatchSize);

    /// <summary>Runs every step that is left of every epoch.</summary>
    /// <param name="progress">Where to report; may be null.</param>
    /// <param name="cancellation">Ends the run between two steps, with a checkpoint.</param>
    /// <returns>One result for each epoch of the whole run, and the channels to keep.</returns>
    public (IReadOnlyList<EpochResult> Epochs, int[][] Keep) Run(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            var remaining = new RemainingTime(Position);
            while (_history.Count < _options.Epochs)
            {
                RunEpoch(remaining, progress, cancellation);
            }

            return (_history.Results, _best is null || _history.Count == 0 ? _trainee.Keep() : _best.Restore());
        }
        catch (OperationCanceledException) when (_betweenSteps)
        {
            _checkpoints?.Write(Position);
            throw;
        }
        catch (TrainingDivergedException exception) when (_checkpoints?.LastGood is { } checkpoint)
        {
            throw exception.With(checkpoint);
        }
    }

    public void Transfer(RunState state)
    {
        RunState loop = state.Part("loop");
        // All batches of an epoch may be done and its validation not.
        loop.TransferIndex("batch", ref _batch, _stepsPerEpoch + 1);
        _totals.Transfer(loop.Part("epoch"));
        _history.Transfer(loop.Part("history"));
        _generator.Transfer(state.Part("random"));
        _trainee.Transfer(state.Part("training"));
        _best?.Transfer(state.Part("best_epoch"));
    }

    /// <summary>Frees what was kept of the best epoch.</summary>
    public void Dispose() => _best?.Dispose();

    private void RunEpoch(RemainingTime remaining, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        _totals.Continue();
        IEnumerable<TrainingBatch> batches = BatchOrder.Epoch(_data, _options.BatchSize, _options.Seed, _history.Count, _device, firstBatch: _batch);
        foreach (TrainingBatch batch in BatchPrefetch.Ahead(batches, cancellation: cancellation))
        {
            using (batch)
            {
                cancellation.ThrowIfCancellationRequested();
                _betweenSteps = false;
                _totals.Add(Step(batch));
                _batch++;
                _betweenSteps = true;
            }

            // A checkpoint after the last batch of an epoch is one before the first of the next, whoever ends the run there.
            if (_batch < _stepsPerEpoch)
            {
                Report(Progress(remaining), progress);
            }
        }

        TrainingProgress last = Progress(remaining);
        Evaluation? validation = _validation?.Measure(_trainee, cancellation);
        remaining.Skip();
        _history.Add(_totals.Close(_trainee.ActiveChannels, validation));
        _batch = 0;
        if (FitResult.BestOf(_history.Results) == _history.Count)
        {
            _best?.Take();
        }

        Report(last with { Validation = validation }, progress);
        cancellation.ThrowIfCancellationRequested();
    }

    private StepResult Step(TrainingBatch batch)
    {
        if (_options.Teacher is not { } teacher)
        {
            return _trainee.Step(batch, _options.Loss);
        }

        StepResult step = _trainee.Step(batch, teacher.Loss(batch.Images, _options.Loss));
        return step with { TrainingMacs = step.TrainingMacs + (batch.Count * teacher.Macs) };
    }

    private TrainingProgress Progress(RemainingTime remaining)
    {
        _options.Phases?.Enter(StepPhase.Progress);
        RunPosition position = Position;
        var report = new TrainingProgress(
            _history.Count + 1,
            _options.Epochs,
            position.Step,
            position.Steps,
            _totals.Loss,
            _totals.Accuracy,
            _totals.ImagesPerSecond,
            remaining.StepDone(position.Step),
            _trainee.ActiveChannels,
            position.LearningRate,
            _history.Validation);
        _options.Phases?.Leave();
        return report;
    }

    private void Report(TrainingProgress report, IProgress<TrainingProgress>? progress)
    {
        _options.Phases?.Enter(StepPhase.Progress);
        progress?.Report(report);
        _options.Phases?.Leave();
        _checkpoints?.StepDone(Position);
    }

    /// <summary>Steps grow cheaper as the budget shrinks, so the estimate follows the last steps, not the mean of all.</summary>
    private sealed class RemainingTime(RunPosition start)
    {
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private double? _secondsPerStep;

        /// <summary>Time until here belongs to no step.</summary>
        public void Skip() => _clock.Restart();

        public TimeSpan StepDone(long step)
        {
            double seconds = _clock.Elapsed.TotalSeconds;
            _clock.Restart();
            _secondsPerStep = _secondsPerStep is { } before ? (0.95 * before) + (0.05 * seconds) : seconds;
            return TimeSpan.FromSeconds(_secondsPerStep.Value * (start.Steps - step));
        }
    }
}
