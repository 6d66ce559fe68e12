using System.Diagnostics;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Epochs, batches, progress and cancellation, around a step.</summary>
internal static class TrainingLoop
{
    /// <summary>Steps of a whole run.</summary>
    public static long Steps(TrainingData data, LoopOptions options) =>
        (long)options.Epochs * BatchOrder.StepsPerEpoch(data, options.BatchSize);

    /// <summary>Runs every step of every epoch.</summary>
    /// <param name="data">The images.</param>
    /// <param name="options">Settings that were checked.</param>
    /// <param name="device">Where the batches are needed.</param>
    /// <param name="step">The step.</param>
    /// <param name="activeChannels">Active channels of each group, for progress.</param>
    /// <param name="progress">Where to report; may be null.</param>
    /// <param name="cancellation">Ends the run between two steps.</param>
    public static List<EpochResult> Run(
        TrainingData data,
        LoopOptions options,
        Device device,
        Func<TrainingBatch, StepResult> step,
        Func<IReadOnlyList<int>> activeChannels,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        var epochs = new List<EpochResult>();
        var speed = new RemainingTime(Steps(data, options));
        for (int epoch = 0; epoch < options.Epochs; epoch++)
        {
            var totals = new EpochTotals();
            IEnumerable<TrainingBatch> batches = BatchOrder.Epoch(data, options.BatchSize, options.Seed, epoch, device).Select(batch => options.MemoryLayout.Arrange(batch));
            foreach (TrainingBatch batch in BatchPrefetch.Ahead(batches, cancellation: cancellation))
            {
                using (batch)
                {
                    cancellation.ThrowIfCancellationRequested();
                    totals.Add(step(batch));
                }

                options.Phases?.Enter(StepPhase.Progress);
                TimeSpan remaining = speed.StepDone();
                progress?.Report(new TrainingProgress(
                    epoch + 1, options.Epochs, speed.StepsDone, speed.Steps, totals.Loss, totals.Accuracy, totals.ImagesPerSecond, remaining, activeChannels()));
                options.Phases?.Leave();
            }

            epochs.Add(new EpochResult(totals.Loss, totals.Accuracy, totals.TrainingMacs, totals.Elapsed, activeChannels()));
        }

        return epochs;
    }

    private sealed class EpochTotals
    {
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private double _loss;
        private long _correct;
        private long _count;

        public double Loss => _count == 0 ? 0 : _loss / _count;

        public double Accuracy => _count == 0 ? 0 : 100.0 * _correct / _count;

        public double ImagesPerSecond => _count / Math.Max(1e-9, _clock.Elapsed.TotalSeconds);

        public long TrainingMacs { get; private set; }

        public TimeSpan Elapsed => _clock.Elapsed;

        public void Add(StepResult result)
        {
            _loss += result.Loss * result.Count;
            _correct += result.Correct;
            _count += result.Count;
            TrainingMacs += result.TrainingMacs;
        }
    }

    /// <summary>Steps grow cheaper as the budget shrinks, so the estimate follows the last steps, not the mean of all.</summary>
    private sealed class RemainingTime(long steps)
    {
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private double _secondsPerStep;

        public long Steps => steps;

        public long StepsDone { get; private set; }

        public TimeSpan StepDone()
        {
            double seconds = _clock.Elapsed.TotalSeconds;
            _clock.Restart();
            StepsDone++;
            _secondsPerStep = StepsDone == 1 ? seconds : (0.95 * _secondsPerStep) + (0.05 * seconds);
            return TimeSpan.FromSeconds(_secondsPerStep * (steps - StepsDone));
        }
    }
}
