using TorchSharp;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// A model in training, for loops of your own: each step executes, forward and backward, only the active channels.
/// <c>GatedModel.Train</c> is a loop around it.
/// </summary>
/// <typeparam name="TCompact">The model's compact network.</typeparam>
public sealed class SlicedTraining<TCompact> : ITrainee, IDisposable
    where TCompact : CompactNetwork, ICompactNetwork<TCompact>
{
    private readonly GatedModel<TCompact> _model;
    private readonly OptimizerOptions _optimizer;
    private readonly LearningRateSchedule _schedule;
    private readonly ChannelSelection _selection;
    private readonly ISaliencyMeter _meter;
    private readonly long _totalSteps;
    private bool _disposed;

    internal SlicedTraining(GatedModel<TCompact> model, TrainingOptions options, long totalSteps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(totalSteps, 1);
        options.Optimizer.Check();
        _model = model;
        _optimizer = options.Optimizer;
        _schedule = options.Schedule;
        _totalSteps = totalSteps;
        foreach (ChannelGate gate in model.Gates)
        {
            gate.Reset();
        }

        model.Training = this;
        Phases = options.Phases;
        var terms = new MemoryTerms(_optimizer.StateBuffers, options.Teacher?.Memory(options.BatchSize) ?? 0);
        _selection = new ChannelSelection(model.Structure, model.Gates, options, totalSteps, options.Seed, terms);
        _meter = SaliencyMeters.Create(model.Structure, options.Selection.Saliency, options.Selection.ScaleFor(options.Target));
        Active = new ActiveNetwork<TCompact>(model, _optimizer.StateBuffers, options.Format);
    }

    /// <summary>Steps done.</summary>
    public long StepsDone { get; private set; }

    /// <summary>Cost of the network that the last step executed; of the full network before the first.</summary>
    public CostTable ActiveCost => Active.Cost;

    IReadOnlyList<int> ITrainee.ActiveChannels => [.. _model.Gates.Select(gate => gate.Active.Length)];

    internal ActiveNetwork<TCompact> Active { get; }

    /// <summary>Where the time of the steps is accumulated; null, as long as nobody asks.</summary>
    internal StepPhases? Phases { get; set; }

    /// <summary>One training step.</summary>
    /// <param name="batch">The batch, on the model's device.</param>
    /// <param name="loss">The loss; absent: cross-entropy.</param>
    /// <returns>Loss and hits before the update, and what the step cost.</returns>
    /// <exception cref="ArgumentException">
    /// The images or labels are of another type, shape or device; or the model has one output and no loss
    /// is given.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The training was disposed of.</exception>
    /// <exception cref="TrainingDivergedException">The loss or a saliency is not a finite number.</exception>
    public StepResult Step(TrainingBatch batch, LossFunction? loss = null)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _model.CheckBatch(batch, loss);
        if (loss is null)
        {
            Network.RequireClasses(_model.Structure, nameof(loss));
        }

        using var scope = NewDisposeScope();
        Phases?.Enter(StepPhase.Selection);
        if (_selection.Choose() || !Active.IsCurrent)
        {
            Phases?.Enter(StepPhase.Gather);
            Gather([.. _model.Gates.Select(gate => gate.ActiveArray)]);
            Active.Network.train();
        }

        var step = new StepContext(StepsDone + 1, _optimizer.LearningRate * _schedule.Factor(StepsDone, _totalSteps));
        (double value, int correct) = NetworkStep.Backward(Active.Network, Active.Parameters, batch, loss ?? Losses.CrossEntropy(), step, Phases);
        Phases?.Enter(StepPhase.Saliency);
        double[][] saliencies = _meter.Measure(Active.Parameters, Active.Network.Widths);
        CheckFinite(saliencies, step);
        Phases?.Enter(StepPhase.Selection);
        _selection.Observe(saliencies);
        Phases?.Enter(StepPhase.Optimizer);
        _optimizer.Update(Active.Parameters, step.LearningRate);
        Phases?.Enter(StepPhase.Scatter);
        Active.Scatter();
        Phases?.Leave();
        StepsDone++;
        return new StepResult(value, correct, batch.Count, batch.Count * Active.Cost.TrainingMacs);
    }

    /// <summary>The channels to keep, by what was learned so far.</summary>
    /// <returns>A keep-list for <c>ToCompact</c>.</returns>
    public int[][] Keep() => _selection.Keep();

    T ITrainee.WithFinalNetwork<T>(Func<CompactNetwork, T> measure)
    {
        using TCompact network = _model.Slice(Keep());
        return measure(network);
    }

    void ITrainee.EachTensor(Action<string, torch.Tensor> visit) => Active.EachTensor(visit);

    void IStateful.Transfer(RunState state)
    {
        long stepsDone = StepsDone;
        state.Transfer("steps_done", ref stepsDone);
        StepsDone = stepsDone;
        _selection.Transfer(state.Part("selection"));
        Active.Transfer(state);
    }

    /// <summary>Recomputes the running statistics of the network of a keep-list, and writes them into the model.</summary>
    internal void Recalibrate(int[][] keep, TrainingData data, int batches, int batchSize, long seed, CancellationToken cancellation)
    {
        Gather(keep);
        Active.Parameters.InFullPrecision(() => NormRecalibration.Run(Active.Network, data, batches, batchSize, seed, cancellation));
        Active.Scatter();
    }

    /// <summary>Frees the optimizer's state and the active network; the model stays.</summary>
    public void Dispose()
    {
        _disposed = true;
        Active.Dispose();
        if (_model.Training == this)
        {
            _model.Training = null;
        }
    }

    private void Gather(int[][] keep)
    {
        if (Active.Gather(keep))
        {
            _meter.Attach(Active.Network);
        }
    }

    private static void CheckFinite(double[][] saliencies, StepContext step)
    {
        for (int g = 0; g < saliencies.Length; g++)
        {
            if (saliencies[g].Any(value => !double.IsFinite(value)))
            {
                throw new TrainingDivergedException($"a saliency of '{TCompact.Graph.Name}' became infinite or NaN", step.Number, $"the group of '{TCompact.Graph.Groups[g].Name}'", step.LearningRate);
            }
        }
    }
}
