using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CompactCnn.CommandLine;

/// <summary>How results are written: without reflection, names in camel case.</summary>
[JsonSerializable(typeof(QuickstartResult))]
[JsonSerializable(typeof(QuickstartFile))]
[JsonSerializable(typeof(TrainResult))]
[JsonSerializable(typeof(TrainFile))]
[JsonSerializable(typeof(FinishedRun))]
[JsonSerializable(typeof(CostResult))]
[JsonSerializable(typeof(ModelsResult))]
[JsonSerializable(typeof(EvalResult))]
[JsonSerializable(typeof(PredictResult))]
[JsonSerializable(typeof(ExportResult))]
[JsonSerializable(typeof(InspectResult))]
[JsonSerializable(typeof(TorchInspectResult))]
[JsonSerializable(typeof(DataListResult))]
[JsonSerializable(typeof(DataInfoResult))]
[JsonSerializable(typeof(DataCleanResult))]
[JsonSerializable(typeof(DoctorResult))]
[JsonSerializable(typeof(LoadReport))]
[JsonSerializable(typeof(CellRequest))]
[JsonSerializable(typeof(CellResult))]
[JsonSerializable(typeof(CompareResult))]
[JsonSerializable(typeof(ReportResult))]
internal sealed partial class ResultJson : JsonSerializerContext
{
    /// <summary>Text is printed as it is: results go to terminals and files, never into a page.</summary>
    public static ResultJson Plain { get; } = new(Format(indented: false));

    /// <summary>The same on several lines, for files that people look into.</summary>
    public static ResultJson Readable { get; } = new(Format(indented: true));

    private static JsonSerializerOptions Format(bool indented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = indented,
        // A diverged network's loss is a result too.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        NewLine = "\n",
    };
}
