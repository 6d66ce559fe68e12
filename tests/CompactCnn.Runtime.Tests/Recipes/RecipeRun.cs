using CompactCnn.Models;

namespace CompactCnn.Runtime.Tests;

/// <summary>Short runs of the recipe on a small network with dropout: what tests stop, resume and compare.</summary>
internal static class RecipeRun
{
    private const int Images = 80;

    /// <summary>A teacher, channels that shrink, fine-tuning: all phases, five steps an epoch.</summary>
    public static CompactTrainingOptions Options { get; } = new()
    {
        Epochs = 3,
        TeacherEpochs = 1,
        FineTuneEpochs = 1,
        BatchSize = 16,
        Seed = 6,
        RecalibrationBatches = 2,
        Selection = new SelectionOptions { ReselectEvery = 2 },
    };

    /// <summary>Steps of the teacher, of the training and of the fine-tuning, counted from the beginning of the run.</summary>
    public static IReadOnlyList<int> Ends { get; } = [5, 15, 20];

    public static NormedHead Model() => new(seed: 6);

    public static TrainingData Data(BatchTransform? transform = null) => SyntheticData.For(NormedHead.Graph, Images, seed: 1, transform: transform);

    /// <summary>The same images, of which a part is held out.</summary>
    public static TrainingData WithValidation()
    {
        using TrainingData heldOut = SyntheticData.For(NormedHead.Graph, 40, seed: 2);
        using TrainingData data = Data();
        return new TrainingData(data.Images.clone(), data.Labels.clone(), validation: new TrainingData(heldOut.Images.clone(), heldOut.Labels.clone()));
    }

    /// <summary>A run to its end.</summary>
    public static RecipeOutcome Finish(CompactTrainingOptions options, TrainingData? images = null, CompactTrainingCheckpoint? resumeFrom = null, IProgress<CompactTrainingProgress>? progress = null)
    {
        using TrainingData data = images ?? Data();
        using NormedHead model = Model();
        using CompactTrainingResult<NormedHead.Compact> result = model.TrainCompact(data, options, progress, resumeFrom);
        return RecipeOutcome.Of(model, result);
    }

    /// <summary>A run that is cancelled after a step, counted from the beginning of the run.</summary>
    public static void StopAfter(int step, CompactTrainingOptions options, CompactTrainingCheckpoint? resumeFrom = null)
    {
        using TrainingData data = Data();
        using NormedHead model = Model();
        using var source = new CancellationTokenSource();
        var progress = new Relay(report =>
        {
            if (report.RunStep == step)
            {
                source.Cancel();
            }
        });
        Assert.ThrowsAny<OperationCanceledException>(() => model.TrainCompact(data, options, progress, resumeFrom, source.Token).Dispose());
    }

    /// <summary>Told at once and on the same thread.</summary>
    internal sealed class Relay(Action<CompactTrainingProgress> then) : IProgress<CompactTrainingProgress>
    {
        public void Report(CompactTrainingProgress value) => then(value);
    }
}

/// <summary>What a run came to, but for the time that it took.</summary>
internal sealed record RecipeOutcome(Dictionary<string, byte[]> Full, Dictionary<string, byte[]> Compact, string Results)
{
    public static RecipeOutcome Of(NormedHead model, CompactTrainingResult<NormedHead.Compact> result) => new(
        Bits.Of(model),
        Bits.Of(result.Network),
        string.Join("|", result.Keep.Select(group => string.Join(",", group))) + string.Join(";", result.Phases.Select(phase =>
            $"{phase.Phase} {phase.Result.TrainingMacs} {string.Join(" ", phase.Result.Epochs.Select(epoch => $"{epoch.Loss} {epoch.Accuracy} {epoch.Validation}"))}")) + result.Evaluation);

    public void AssertSame(RecipeOutcome other)
    {
        Assert.Equal(Results, other.Results);
        Assert.Empty(Bits.Differences(Full, other.Full));
        Assert.Empty(Bits.Differences(Compact, other.Compact));
    }
}
