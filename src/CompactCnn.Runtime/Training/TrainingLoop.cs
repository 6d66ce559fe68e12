using System.Diagnostics;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Epochs, batches, progress, checkpoints and cancellation, around a step.</summary>
internal sealed class TrainingLoop : IStateful
{
    private readonly TrainingData _data;
    private readonly LoopOptions _options;
    private readonly Device _device;
    private readonly ITrainee _trainee;
    private readonly EpochHistory _history = new();
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
    /// <param name="resumeFrom">The checkpoint to go on from; null for a new run.</param>
    /// <exception cref="CheckpointException">The checkpoint is of another run, or none can be written.</exception>
    public TrainingLoop(TrainingData data, LoopOptions options, Network network, ITrainee trainee, string phase, IReadOnlyList<int>? widths, Checkpoint? resumeFrom)
    {
        _data = data;
        _options = options;
        _device = network.Device;
        _trainee = trainee;
        _stepsPerEpoch = BatchOrder.StepsPerEpoch(data, options.BatchSize);
        if (options.Checkpoints is null && resumeFrom is null)
        {
            return;
        }

        RunRecord record = RunRecord.Of(network, phase, widths, options, data);
        resumeFrom?.Restore(this, record);
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
    /// <returns>One result for each epoch of the whole run.</returns>
    public IReadOnlyList<EpochResult> Run(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            var remaining = new RemainingTime(Position);
            while (_history.Count < _options.Epochs)
            {
                RunEpoch(remaining, progress, cancellation);
            }

            return _history.Results;
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
        loop.TransferIndex("batch", ref _batch, Math.Max(1, _stepsPerEpoch));
        _totals.Transfer(loop.Part("epoch"));
        _history.Transfer(loop.Part("history"));
        _generator.Transfer(state.Part("random"));
        _trainee.Transfer(state.Part("training"));
    }

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
                _totals.Add(_trainee.Step(batch, _options.Loss));
                _batch++;
            }

            _options.Phases?.Enter(StepPhase.Progress);
            RunPosition position = Position;
            var report = new TrainingProgress(
                _history.Count + 1, _options.Epochs, position.Step, position.Steps, _totals.Loss, _totals.Accuracy, _totals.ImagesPerSecond, remaining.StepDone(position.Step), _trainee.ActiveChannels);
            if (_batch == _stepsPerEpoch)
            {
                // A checkpoint after the last batch of an epoch is one before the first of the next, whoever ends the run there.
                _history.Add(_totals.Close(_trainee.ActiveChannels));
                _batch = 0;
            }

            _betweenSteps = true;
            progress?.Report(report);
            _options.Phases?.Leave();
            _checkpoints?.StepDone(Position);
        }
    }

    /// <summary>Steps grow cheaper as the budget shrinks, so the estimate follows the last steps, not the mean of all.</summary>
    private sealed class RemainingTime(RunPosition start)
    {
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private double? _secondsPerStep;

        public TimeSpan StepDone(long step)
        {
            double seconds = _clock.Elapsed.TotalSeconds;
            _clock.Restart();
            _secondsPerStep = _secondsPerStep is { } before ? (0.95 * before) + (0.05 * seconds) : seconds;
            return TimeSpan.FromSeconds(_secondsPerStep.Value * (start.Steps - step));
        }
    }
}
