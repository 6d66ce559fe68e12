using TorchSharp;

namespace CompactCnn;

/// <summary>A compact network in training, all of its channels at every step.</summary>
internal sealed class FixedTraining : ITrainee, IDisposable
{
    private readonly CompactNetwork _network;
    private readonly OptimizerOptions _optimizer;
    private readonly LearningRateSchedule _schedule;
    private readonly FlatParameters _parameters;
    private readonly CostTable _cost;
    private readonly long _totalSteps;
    private long _stepsDone;

    public FixedTraining(CompactNetwork network, OptimizerOptions optimizer, LearningRateSchedule schedule, long totalSteps, StepFormat format)
    {
        _network = network;
        _optimizer = optimizer;
        _schedule = schedule;
        _totalSteps = totalSteps;
        _cost = network.CostTable;
        torch.Tensor example = NetworkTensors.Slots(network).First().Read();
        _parameters = FlatParameters.Bind(network, optimizer.StateBuffers, example.dtype, example.device, format);
    }

    public IReadOnlyList<int> ActiveChannels => _network.Widths;

    public StepResult Step(TrainingBatch batch, LossFunction loss)
    {
        // Of the parameters' own type, whatever the step rounds them to.
        InputCheck.Images(_network.Structure, batch.Images, _parameters.Values, nameof(batch));
        var step = new StepContext(_stepsDone + 1, _optimizer.LearningRate * _schedule.Factor(_stepsDone, _totalSteps));
        (double value, int correct) = NetworkStep.Backward(_network, _parameters, batch, loss, step);
        _optimizer.Update(_parameters, step.LearningRate);
        _stepsDone++;
        return new StepResult(value, correct, batch.Count, batch.Count * _cost.TrainingMacs);
    }

    public int[][] Keep() => [];

    public T WithFinalNetwork<T>(Func<CompactNetwork, T> measure)
    {
        using var scope = torch.NewDisposeScope();
        (torch.Tensor Live, torch.Tensor Before)[] statistics = [.. NetworkTensors.Slots(_network).Where(slot => slot.IsBuffer).Select(slot => (slot.Read(), slot.Read().clone()))];
        try
        {
            T result = default!;
            _parameters.InFullPrecision(() => result = measure(_network));
            return result;
        }
        finally
        {
            foreach ((torch.Tensor live, torch.Tensor before) in statistics)
            {
                live.copy_(before);
            }
        }
    }

    /// <summary>The parameters themselves, whatever precision the steps compute in: the network may hold copies.</summary>
    public void EachTensor(Action<string, torch.Tensor> visit)
    {
        foreach (FlatView view in _parameters.Views)
        {
            visit(view.Name, view.Of(_parameters.Values));
        }

        foreach (TensorSlot slot in NetworkTensors.Slots(_network).Where(slot => slot.IsBuffer))
        {
            visit(slot.Name, slot.Read());
        }
    }

    public void Transfer(RunState state)
    {
        state.Transfer("steps_done", ref _stepsDone);
        EachTensor(state.Part("model").Transfer);

        for (int buffer = 0; buffer < _parameters.State.Count; buffer++)
        {
            RunState part = state.Part("optimizer").Part(FormattableString.Invariant($"{buffer}"));
            foreach (FlatView view in _parameters.Views)
            {
                part.Transfer(view.Name, view.Of(_parameters.State[buffer]));
            }
        }
    }

    /// <summary>Frees the optimizer's state. The gradients are views of a buffer that must not outlive the run.</summary>
    public void Dispose()
    {
        _parameters.Dispose();
        _network.zero_grad(set_to_none: true);
    }
}
