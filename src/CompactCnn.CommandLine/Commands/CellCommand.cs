using System.CommandLine;
using System.Text.Json;
using TorchSharp;

namespace CompactCnn.CommandLine;

/// <summary>Does one cell of a comparison; what <c>compare</c> starts. Hidden: a request is no thing to type.</summary>
internal static class CellCommand
{
    public static Command Create(ProgramContext context)
    {
        var request = new Argument<string>("REQUEST");
        Option<string?> data = CommonOptions.Folder("--data", "where the data set's files are");
        Option<bool> offline = new("--offline");
        Option<bool> skipBad = CommonOptions.SkipBad();
        Option<string> folder = new("--out") { Required = true };
        var command = new Command(CellProcess.Command) { request, data, offline, skipBad, folder };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            try
            {
                Run(
                    Parse(parsed.GetRequiredValue(request)),
                    new DatasetRequest { Folder = parsed.GetValue(data), Offline = parsed.GetValue(offline), SkipBad = parsed.GetValue(skipBad), Cancellation = context.Interruption.Token },
                    new CellStore(parsed.GetRequiredValue(folder)),
                    context);
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
    /// <param name="context">The models and data sets of the program.</param>
    /// <param name="model">The cell's model.</param>
    /// <param name="request">The cell.</param>
    /// <param name="source">Where the images are.</param>
    /// <param name="display">Where a download is shown.</param>
    /// <exception cref="UsageException">They do not fit the model or the request, or are others than those of the comparison.</exception>
    public static CellData Load(ProgramContext context, DeclaredModel model, CellRequest request, DatasetRequest source, ProgressDisplay display)
    {
        Dataset data = ExperimentData.Load(
            context.Models,
            model,
            request.Settings(),
            RunCommands.Compare,
            () => display.ShowDownload(progress => context.Datasets.Load(request.Asked.Dataset, source.With(model.Graph.Input, progress))));
        string now = CellData.Describe(data);
        if (request.Data is not { } before || CellData.IsSame(before, now))
            return new CellData(data, now, request);

        string message = $"'{data.Name}' has other images than when the comparison began: {before} then, {now} now; give another --out";
        data.Dispose();
        throw new UsageException(message);
    }

    private static void Run(CellRequest request, DatasetRequest source, CellStore store, ProgramContext context)
    {
        TorchLoading.Require();
        ComputeDevice.UseThreads(request.Asked.Threads);
        torch.Device device = ComputeDevice.Of(request.Asked.Device);
        DeclaredModel model = context.Models.Find(request.Asked.Model) ?? throw new UsageException($"there is no model '{request.Asked.Model}'");
        ProgressDisplay display = CommandOutput.Progress();
        using CellData data = Load(context, model, request, source, display);
        long loaded = Machine.Memory();
        using CellOutcome outcome = model.Do(new CellExecution(new CellWork(request.Cell(), request.Settings(), data, store, display, context.Interruption.Token) { Device = device }));
        long peak = Machine.PeakMemory();
        Evaluation evaluation = outcome.Network.Evaluate(data.Measured, context.Interruption.Token);
        context.Interruption.Finish();
        store.Write(request.Cell(), new CellResult(
            request,
            request.MeasuresValidation ? "validation" : "test",
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
            source.Folder));
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
