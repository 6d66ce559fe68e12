namespace CompactCnn.Benchmarks;

/// <summary>A generated network by its types.</summary>
internal sealed class GeneratedNetwork<TModel, TCompact>(string name, Func<IReadOnlyList<int>, HandWrittenNetwork> handWritten) : BenchmarkNetwork(name)
    where TModel : GatedModel<TCompact>, IGatedModel<TModel>
    where TCompact : CompactNetwork, ICompactNetwork<TCompact>
{
    public override int ParameterTensors => TModel.Graph.Tensors.Count(layout => !layout.IsBuffer);

    public override int[] Widths(double fraction) =>
        [.. TModel.Graph.Groups.Select(group => CompactTarget.Channels(fraction).Width(group, fraction))];

    public override HandWrittenNetwork HandWritten(double fraction)
    {
        int[] widths = Widths(fraction);
        HandWrittenNetwork network = handWritten(widths);
        long expected = TCompact.CostOf(widths).Parameters;
        return network.ParameterCount == expected
            ? network
            : throw new InvalidOperationException($"the hand-written counterpart of '{Name}' at {fraction} has {network.ParameterCount} parameters, but the generated network has {expected}");
    }

    public override SlicedStep Begin(TrainingOptions options, StepFormat format = default) =>
        new Sliced(TModel.Create(seed: 1), options with { MemoryLayout = format.MemoryLayout, Precision = format.Precision });

    public override MemoryEstimate MemoryEstimate(double fraction, int batchSize) =>
        CompactCnn.MemoryEstimate.Of(TModel.Graph, Widths(fraction), batchSize, StepSettings.Optimizer);

    public override FitResult TrainDense(TrainingData data, FineTuneOptions options)
    {
        using TModel model = TModel.Create(seed: 1);
        using TCompact dense = model.Slice(TModel.Graph.KeepAll());
        return dense.FineTune(data, options);
    }

    public override TrainingResult TrainWatched<TWatch>(TrainingData data, TrainingOptions options, Func<ModelGraph, IReadOnlyList<ChannelGate>, TWatch> watch)
    {
        using TModel model = TModel.Create(seed: 1);
        using TWatch watching = watch(TModel.Graph, model.Gates);
        return model.Train(data, options, watching);
    }

    public override TrainingResult Train(TrainingData data, TrainingOptions options, IProgress<TrainingProgress> progress)
    {
        using TModel model = TModel.Create(seed: 1);
        return model.Train(data, options, progress);
    }

    private sealed class Sliced(TModel model, TrainingOptions options) : SlicedStep
    {
        private readonly SlicedTraining<TCompact> _training = model.BeginTraining(1_000_000, options);

        public override long ActiveParameters => _training.ActiveCost.Parameters;

        public override StepResult Step(TrainingBatch batch)
        {
            _training.Phases = Phases;
            return _training.Step(batch);
        }

        public override void Dispose()
        {
            _training.Dispose();
            model.Dispose();
        }
    }
}
