using System.CommandLine;
using System.Text.Json;

namespace CompactCnn.CommandLine;

/// <summary>Does one cell of a comparison; what <c>compare</c> starts. Hidden: a request is no thing to type.</summary>
internal static class CellCommand
{
    public static Command Create(ProgramContext context)
    {
        var request = new Argument<string>("REQUEST");
        Option<string?> data = CommonOptions.Folder("--data", "where the data set's files are");
        Option<bool> offline = new("--offline");
        Option<string> folder = new("--out") { Required = true };
        var command = new Command(CellProcess.Command) { request, data, offline, folder };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            try
            {
                Run(Parse(parsed.GetRequiredValue(request)), parsed.GetValue(data), parsed.GetValue(offline), new CellStore(parsed.GetRequiredValue(folder)), context);
                return ExitStatus.Success;
            }
            catch (OperationCanceledException)
            {
                // The comparison says what is kept, and it alone knows.
                return ExitStatus.Interrupted;
            }
        });
        return command;
    }

    /// <summary>The images of a cell, fit for its model.</summary>
    public static CellData Load(ProgramContext context, DeclaredModel model, CellRequest request, string? folder, bool offline, ProgressDisplay display)
    {
        Dataset data = ExperimentData.Load(
            context.Models,
            model,
            request.Settings(),
            () => display.ShowDownload(progress => context.Datasets.Load(
                request.Dataset,
                new DatasetRequest { Folder = folder, Offline = offline, Input = model.Graph.Input, Progress = progress, Cancellation = context.Interruption.Token })),
            limit: null);
        int kept = request.TrainingImages == 0 ? data.Train.Count : request.TrainingImages;
        if (request.TrainingImages >= data.Train.Count || kept - request.ValidationImages < request.BatchSize)
        {
            string message = FormattableString.Invariant($"--train-images and --validation must leave at least a batch of {request.BatchSize} images to train on: '{data.Name}' has {data.Train.Count}, but {request.TrainingImages} and {request.ValidationImages} were asked for");
            data.Dispose();
            throw new UsageException(message);
        }

        return new CellData(data, request);
    }

    private static void Run(CellRequest request, string? folder, bool offline, CellStore store, ProgramContext context)
    {
        TorchLoading.Require();
        request.UseThreads();
        DeclaredModel model = context.Models.Find(request.Model) ?? throw new UsageException($"there is no model '{request.Model}'");
        ProgressDisplay display = CommandOutput.Progress();
        using CellData data = Load(context, model, request, folder, offline, display);
        long loaded = Machine.Memory();
        using CellOutcome outcome = model.Do(new CellExecution(new CellWork(request.Cell(), request.Settings(), data, store, display, context.Interruption.Token)));
        long peak = Machine.PeakMemory();
        Evaluation evaluation = outcome.Network.Evaluate(data.Measured, context.Interruption.Token);
        context.Interruption.Finish();
        store.Write(request.Cell(), new CellResult(
            request,
            request.ValidationImages == 0 ? "test" : "validation",
            evaluation.Accuracy,
            evaluation.Loss,
            outcome.Network.CostTable.Parameters,
            outcome.Network.CostTable.Macs,
            outcome.Phases.Sum(phase => phase.TrainingMacs),
            outcome.Phases.Sum(phase => phase.Seconds),
            peak,
            loaded,
            outcome.Phases,
            outcome.Recalibration,
            outcome.Network.Widths,
            outcome.Keep,
            outcome.Activity,
            Machine.Describe(),
            folder));
    }

    private static CellRequest Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, ResultJson.Plain.CellRequest) ?? throw new UsageException("the request is null");
        }
        catch (JsonException exception)
        {
            throw new UsageException($"the request is no JSON object of a cell: {exception.Message}");
        }
    }
}
