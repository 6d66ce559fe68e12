using static TorchSharp.torch;

namespace CompactCnn.Benchmarks;

/// <summary>
/// What a sliced step costs, with other channels at every step, against a hand-written network of the same widths
/// (contract 3: at most 3 %), and what it saves against the dense step.
/// </summary>
internal static class StepBenchmark
{
    private const int BatchSize = 64;
    private static readonly Sgd _optimizer = new() { LearningRate = 1e-3, Momentum = 0.9, WeightDecay = 5e-4 };

    /// <summary>One row of the result.</summary>
    public sealed record Row(string Network, string Measure, double Fraction, string Precision, double Ratio, double Low, double High, double SelfRatio, double BaselineMilliseconds, bool Trusted);

    public static IEnumerable<Row> Run(int pairs)
    {
        using Tensor images = rand(BatchSize, 3, 32, 32);
        using Tensor labels = randint(0, 10, BatchSize, ScalarType.Int64);
        foreach (double fraction in new[] { 1.0, 0.5, 0.25, 0.125 })
        {
            using var model = new SevenConvolutions(seed: 1);
            using SlicedTraining<SevenConvolutions.Compact> sliced = Begin(model, fraction);
            using var hand = new HandWritten(Widths(fraction), _optimizer.LearningRate, _optimizer.Momentum, _optimizer.WeightDecay);
            var batch = new TrainingBatch(images, labels);
            yield return Row7("sliced step / hand-written step of the same widths", fraction,
                PairedMeasurement.Run(() => hand.Step(images, labels), () => sliced.Step(batch), pairs));
            if (fraction == 0.5)
            {
                using var dense = new HandWritten(Widths(1), _optimizer.LearningRate, _optimizer.Momentum, _optimizer.WeightDecay);
                yield return Row7("sliced step / hand-written dense step", fraction,
                    PairedMeasurement.Run(() => dense.Step(images, labels), () => sliced.Step(batch), Math.Max(10, pairs / 4)));
            }
        }
    }

    private static SlicedTraining<SevenConvolutions.Compact> Begin(SevenConvolutions model, double fraction) =>
        model.BeginTraining(
            totalSteps: 1_000_000,
            new SelectionOptions
            {
                Budget = ChannelBudget.PerLayer(fraction),
                Selector = new RandomChoice { Persistent = false },
                ReselectEvery = 1,
                FreezeAfter = 1,
            },
            _optimizer,
            LearningRateSchedule.Constant);

    private static int[] Widths(double fraction) =>
        [.. SevenConvolutions.Graph.Groups.Select(group => ChannelBudget.PerLayer(fraction).Width(group, fraction))];

    private static Row Row7(string measure, double fraction, PairedResult result) =>
        new("7-convolution", measure, fraction, "float32", result.Ratio, result.Low, result.High, result.SelfRatio, result.BaselineMilliseconds, result.Trusted);
}
