using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace CompactCnn.CommandLine;

/// <summary>The page that quickstart writes.</summary>
internal static class QuickstartReport
{
    /// <summary>Makes the page.</summary>
    /// <param name="experiment">What both runs were given.</param>
    /// <param name="dense">The full network.</param>
    /// <param name="compact">The compact network.</param>
    /// <param name="command">The command that makes this page again.</param>
    public static string Page(Experiment experiment, TrainedNetwork dense, TrainedNetwork compact, string command)
    {
        MethodSettings settings = experiment.Settings;
        return new HtmlPage($"CompactCnn quickstart: {QuickstartSettings.Model} on {experiment.Data.Name}")
            .Paragraph(Verdict(dense, compact))
            .Code(command)
            .Heading("Dense against compact")
            .Table(ComparisonTable.Header, ComparisonTable.Rows(dense, compact), textColumns: 1)
            .Note(FormattableString.Invariant($"Accuracy on {dense.Test.Count:N0} test images, which training never saw. MACs are multiply-accumulates of convolutions and linear layers for one image; training MACs are those of all steps, forward and backward, and of the recalibration. Seconds are those of training and fine-tuning. Both networks have their norm statistics recomputed from training images before they are evaluated."))
            .Heading("Layers of the compact network")
            .Table(["layer", "kind", "output", "channels", "dense", "parameters", "dense", "MACs", "dense"], LayerRows(dense.Cost, compact.Cost), textColumns: 3)
            .Heading("Epochs")
            .Table(["run", "epoch", "loss", "training accuracy", "active channels", "training MACs", "seconds"], EpochRows(dense).Concat(EpochRows(compact)), textColumns: 1)
            .Heading("Settings")
            .Paragraph(FormattableString.Invariant($"Seed {settings.Seed}, batches of {settings.BatchSize}; {settings.Epochs} epochs at learning rate {settings.LearningRate}{Schedules.Rise(settings.LearningRateWarmup)}, channels shrinking to {settings.Active} over the first {settings.ShrinkOver} of the steps and frozen after {settings.FreezeAfter} of them; {settings.FineTuneEpochs} epochs of fine-tuning{Schedules.Text(settings.FineTuneLearningRate)}; the dense network {settings.Epochs + settings.FineTuneEpochs} epochs at {settings.LearningRate}."))
            .Note(Machine())
            .ToString();
    }

    private static string Verdict(TrainedNetwork dense, TrainedNetwork compact) => string.Create(
        CultureInfo.InvariantCulture,
        $"The compact network has {Figures.Part(compact.Cost.Parameters, dense.Cost.Parameters)} of the dense network's parameters and {Figures.Part(compact.Cost.Macs, dense.Cost.Macs)} of its MACs; its training took {Figures.Part(compact.TrainingMacs, dense.TrainingMacs)} of the MACs and {Figures.Part(compact.Duration.TotalSeconds, dense.Duration.TotalSeconds)} of the time. It is right on {Figures.Percent(compact.Test.Accuracy)} of the test images, the dense network on {Figures.Percent(dense.Test.Accuracy)}.");

    private static IEnumerable<IReadOnlyList<string>> LayerRows(CostTable dense, CostTable compact) =>
        dense.Layers.Zip(compact.Layers, (full, kept) => (IReadOnlyList<string>)
        [
            kept.Name,
            kept.Kind,
            kept.Output.ToString(),
            Figures.Count(kept.Output.Channels),
            Figures.Count(full.Output.Channels),
            Figures.Count(kept.Parameters),
            Figures.Count(full.Parameters),
            Figures.Count(kept.Macs),
            Figures.Count(full.Macs),
        ]);

    private static IEnumerable<IReadOnlyList<string>> EpochRows(TrainedNetwork network) =>
        network.Phases.SelectMany(phase => phase.Result.Epochs.Select((epoch, index) => (IReadOnlyList<string>)
        [
            phase.Name,
            Figures.Count(index + 1),
            epoch.Loss.ToString("F4", CultureInfo.InvariantCulture),
            Figures.Percent(epoch.Accuracy),
            Figures.Count(epoch.ActiveChannels.Sum()),
            Figures.Giga(epoch.TrainingMacs),
            Figures.Seconds(epoch.Duration),
        ]));

    private static string Machine() => string.Create(
        CultureInfo.InvariantCulture,
        $"CompactCnn {typeof(CostTable).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}, libtorch {torch.__version__}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription} ({RuntimeInformation.OSArchitecture}), threads: {torch.get_num_threads()}.");
}
