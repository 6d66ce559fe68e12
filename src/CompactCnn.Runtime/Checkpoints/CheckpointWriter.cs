using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CompactCnn;

/// <summary>Writes the checkpoints of a run when they are due. Writing changes nothing of the run.</summary>
/// <param name="options">When and where.</param>
/// <param name="folder">Where they lie.</param>
/// <param name="record">What the run is.</param>
/// <param name="parts">What it remembers.</param>
internal sealed class CheckpointWriter(CheckpointOptions options, CheckpointFolder folder, RunRecord record, IStateful parts)
{
    private readonly Stopwatch _sinceLast = Stopwatch.StartNew();

    /// <summary>The newest checkpoint that the run could resume from; null if there is none yet.</summary>
    public string? LastGood => folder.LastGood;

    /// <summary>Writes a checkpoint after a step, if one is due.</summary>
    /// <param name="position">Where the run stands.</param>
    public void StepDone(RunPosition position)
    {
        if (position.Step == position.Steps || position.Step % options.EverySteps == 0 || _sinceLast.Elapsed.TotalMinutes >= options.EveryMinutes)
        {
            Write(position);
        }
    }

    /// <summary>Writes a checkpoint, unless the last one is of the same step.</summary>
    /// <param name="position">Where the run stands.</param>
    /// <exception cref="CheckpointWriteException">It could not be written; those before it are as they were.</exception>
    /// <exception cref="TrainingDivergedException">A number of the network is not finite any more; nothing was written.</exception>
    public void Write(RunPosition position)
    {
        string path = folder.PathOf(position.Step);
        if (path == LastGood)
        {
            return;
        }

        using var scope = TorchSharp.torch.NewDisposeScope();
        using var writer = new StateWriter();
        parts.Transfer(new RunState(writer));
        if (writer.FirstNotFinite() is { } name)
        {
            throw new TrainingDivergedException($"the state of '{record.Model}' became infinite or NaN", position.Step, $"'{name}'", position.LearningRate);
        }

        try
        {
            SafetensorsWriter.Write(path, Metadata(position), writer.Tensors);
            folder.Written(position.Step);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string last = LastGood is null ? "no checkpoint was written before" : $"the last good checkpoint is '{LastGood}'";
            throw new CheckpointWriteException($"the checkpoint {exception.Message.TrimEnd('.')}; {last}; make room and resume", exception);
        }

        _sinceLast.Restart();
    }

    private Dictionary<string, string> Metadata(RunPosition position) => new(StringComparer.Ordinal)
    {
        [ManifestText.Key] = ManifestText.Version,
        ["network"] = Checkpoint.Kind,
        ["model"] = record.Model,
        [ManifestText.ClassKey] = record.FullName ?? record.Model,
        ["phase"] = record.Phase,
        ["declaration"] = JsonSerializer.Serialize([.. record.Declaration], FileJson.Default.StringArray),
        ["step"] = position.Step.ToString(CultureInfo.InvariantCulture),
        ["steps"] = position.Steps.ToString(CultureInfo.InvariantCulture),
        ["epoch"] = position.Epoch.ToString(CultureInfo.InvariantCulture),
        ["settings"] = JsonSerializer.Serialize(new Dictionary<string, string>(record.Settings), FileJson.Default.DictionaryStringString),
        ["environment"] = JsonSerializer.Serialize(new Dictionary<string, string>(record.Environment), FileJson.Default.DictionaryStringString),
    };
}

/// <summary>Where a run stands.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps of the run.</param>
/// <param name="Epoch">Epochs completed.</param>
/// <param name="LearningRate">The learning rate of the last step.</param>
internal readonly record struct RunPosition(long Step, long Steps, int Epoch, double LearningRate);
