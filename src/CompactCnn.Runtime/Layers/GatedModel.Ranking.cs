using System.Diagnostics;
using static TorchSharp.torch;

namespace CompactCnn;

public abstract partial class GatedModel<TCompact>
{
    /// <summary>
    /// Ranks all channels of a trained model by their saliency over some batches, for pruning after training:
    /// <c>Load</c>, <c>Rank</c>, <c>ToCompact</c>, <c>FineTune</c>. Nothing of the model changes.
    /// </summary>
    /// <param name="data">The training images; they are augmented as in training.</param>
    /// <param name="options">Settings; absent: the defaults.</param>
    /// <param name="cancellation">Ends it between two batches.</param>
    /// <returns>The channels that the target keeps, and what they were ranked by.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, or the images have another shape.</exception>
    /// <exception cref="TrainingDivergedException">The loss or a saliency is not a finite number.</exception>
    public RankResult Rank(TrainingData data, RankOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new RankOptions();
        options.Check();
        CheckClasses(data);
        if (options.BatchSize > data.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.BatchSize, $"the batch size must be at most the number of training images, {data.Count}");
        }

        var clock = Stopwatch.StartNew();
        SeedDropout(options.Seed);
        ModelGraph graph = Structure;
        using TCompact copy = Slice(graph.KeepAll());
        copy.train();
        Tensor example = NetworkTensors.Slots(copy).First().Read();
        using FlatParameters parameters = FlatParameters.Bind(copy, 0, example.dtype, example.device);
        ISaliencyMeter meter = SaliencyMeters.Create(graph, options.Saliency, options.Scale);
        meter.Attach(copy);
        double[][] sums = [.. graph.Groups.Select(group => new double[group.Arms])];
        int batches = 0;
        foreach (TrainingBatch batch in BatchOrder.Epoch(data, options.BatchSize, options.Seed, epoch: 0, Device).Take(options.Batches))
        {
            using (batch)
            {
                cancellation.ThrowIfCancellationRequested();
                InputCheck.Images(graph, batch.Images, parameters.Values, nameof(data));
                NetworkStep.Backward(copy, parameters, batch, options.Loss, step: null);
                Add(meter.Measure(parameters, graph.FullWidths), sums);
                batches++;
            }
        }

        if (sums.Any(group => group.Any(value => !double.IsFinite(value))))
        {
            throw new TrainingDivergedException($"a saliency of '{graph.Name}' is infinite or NaN; its weights are unusable");
        }

        foreach (double[] group in sums)
        {
            for (int arm = 0; arm < group.Length; arm++)
            {
                group[arm] /= batches;
            }
        }

        return new RankResult(options.Choose(graph, sums), sums, (long)batches * options.BatchSize * CostTable.TrainingMacs, clock.Elapsed);
    }

    /// <summary>
    /// Ranks all channels of a trained model by the L1 norm of the filters that make them, without any image. Nothing of
    /// the model changes.
    /// </summary>
    /// <param name="options">Settings, of which target, normalisation and seed apply; absent: the defaults.</param>
    /// <returns>The channels that the target keeps, and what they were ranked by.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public RankResult RankByMagnitude(RankOptions? options = null)
    {
        options ??= new RankOptions();
        options.Check();
        var clock = Stopwatch.StartNew();
        double[][] norms = FilterMagnitude.Measure(Structure, NetworkTensors.ByName(this));
        return new RankResult(options.Choose(Structure, norms), norms, 0, clock.Elapsed);
    }

    private static void Add(double[][] values, double[][] sums)
    {
        for (int g = 0; g < sums.Length; g++)
        {
            for (int arm = 0; arm < sums[g].Length; arm++)
            {
                sums[g][arm] += values[g][arm];
            }
        }
    }
}
