using TorchSharp;

namespace CompactCnn.Runtime.Tests;

/// <summary>A shared model as a test sees it that runs over all of them: what its own types offer, without their types.</summary>
internal abstract class ModelCase
{
    public abstract string Name { get; }

    public abstract ModelGraph Graph { get; }

    public abstract CostTable Cost { get; }

    public abstract Network Create(long seed = 1);

    public abstract CompactNetwork CreateCompact(IReadOnlyList<int> widths, long seed = 1);

    public abstract CompactNetwork ToCompact(Network model, int[][] keep);

    /// <summary><c>ToCompact(new X.Channels { ... })</c>.</summary>
    public abstract CompactNetwork ToCompactByName(Network model, int[][] keep);

    public abstract void CopyFrom(Network model, CompactNetwork compact);

    public abstract CostTable CostOf(int[][] keep);

    public abstract CostTable CostOfWidths(IReadOnlyList<int> widths);

    public abstract TrainingCase BeginTraining(Network model, long totalSteps, TrainingOptions? options = null);

    public abstract TrainingResult Train(
        Network model, TrainingData data, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, Checkpoint? resumeFrom = null, CancellationToken cancellation = default);

    public abstract RankResult Rank(Network model, TrainingData data, RankOptions options);

    public abstract RankResult RankByMagnitude(Network model, RankOptions options);

    public abstract void Save(Network model, string path);

    public abstract void Load(Network model, string path);

    public abstract CompactNetwork LoadCompact(string path);

    public abstract TorchResult LoadTorch(Network model, string path, TorchOptions? options = null);

    public abstract IReadOnlyList<ChannelGate> Gates(Network model);

    public override string ToString() => Name;
}

/// <summary>A training that was begun, without the types of its model.</summary>
internal abstract class TrainingCase : IDisposable
{
    public abstract long StepsDone { get; }

    public abstract CostTable ActiveCost { get; }

    public abstract CompactNetwork ActiveNetwork { get; }

    /// <summary>The full model's optimizer state.</summary>
    public abstract IReadOnlyList<IReadOnlyDictionary<string, torch.Tensor>> FullState { get; }

    public abstract StepResult Step(TrainingBatch batch, LossFunction? loss = null);

    public abstract int[][] Keep();

    public abstract void Dispose();
}

/// <summary>The shared model <typeparamref name="TModel"/>.</summary>
internal sealed class ModelCase<TModel, TCompact>(
    Func<TModel, int[][], TCompact> toCompact,
    Func<TModel, int[][], TCompact> toCompactByName,
    Func<int[][], CostTable> costOf,
    Func<IReadOnlyList<int>, long, TCompact> createCompact) : ModelCase
    where TModel : GatedModel<TCompact>, IGatedModel<TModel>
    where TCompact : CompactNetwork<TCompact>, ICompactNetwork<TCompact>
{
    public override string Name => typeof(TModel).Name;

    public override ModelGraph Graph => TModel.Graph;

    public override CostTable Cost => TModel.Cost;

    public override Network Create(long seed = 1) => TModel.Create(seed: seed);

    public override CompactNetwork CreateCompact(IReadOnlyList<int> widths, long seed = 1) => createCompact(widths, seed);

    public override CompactNetwork ToCompact(Network model, int[][] keep) => toCompact((TModel)model, keep);

    public override CompactNetwork ToCompactByName(Network model, int[][] keep) => toCompactByName((TModel)model, keep);

    public override void CopyFrom(Network model, CompactNetwork compact) => ((TModel)model).CopyFrom((TCompact)compact);

    public override CostTable CostOf(int[][] keep) => costOf(keep);

    public override CostTable CostOfWidths(IReadOnlyList<int> widths) => TCompact.CostOf(widths);

    public override TrainingCase BeginTraining(Network model, long totalSteps, TrainingOptions? options = null) =>
        new Training(((TModel)model).BeginTraining(totalSteps, options));

    public override TrainingResult Train(
        Network model, TrainingData data, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, Checkpoint? resumeFrom = null, CancellationToken cancellation = default) =>
        ((TModel)model).Train(data, options, progress, resumeFrom, cancellation);

    public override RankResult Rank(Network model, TrainingData data, RankOptions options) => ((TModel)model).Rank(data, options);

    public override RankResult RankByMagnitude(Network model, RankOptions options) => ((TModel)model).RankByMagnitude(options);

    public override void Save(Network model, string path) => ((TModel)model).Save(path);

    public override void Load(Network model, string path) => ((TModel)model).Load(path);

    public override CompactNetwork LoadCompact(string path) => CompactNetwork<TCompact>.Load(path);

    public override TorchResult LoadTorch(Network model, string path, TorchOptions? options = null) => ((TModel)model).LoadTorch(path, options);

    public override IReadOnlyList<ChannelGate> Gates(Network model) => ((TModel)model).Gates;

    private sealed class Training(SlicedTraining<TCompact> training) : TrainingCase
    {
        public override long StepsDone => training.StepsDone;

        public override CostTable ActiveCost => training.ActiveCost;

        public override CompactNetwork ActiveNetwork => training.Active.Network;

        public override IReadOnlyList<IReadOnlyDictionary<string, torch.Tensor>> FullState => training.Active.FullState;

        public override StepResult Step(TrainingBatch batch, LossFunction? loss = null) => training.Step(batch, loss);

        public override int[][] Keep() => training.Keep();

        public override void Dispose() => training.Dispose();
    }
}
