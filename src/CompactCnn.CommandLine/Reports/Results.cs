using System.Text.Json.Serialization;

namespace CompactCnn.CommandLine;

/// <summary>What quickstart found, for programs.</summary>
internal record QuickstartResult(NetworkResult Dense, NetworkResult Compact);

/// <summary>The same in the file of a finished run, with the options that it was of.</summary>
internal sealed record QuickstartFile(
    NetworkResult Dense,
    NetworkResult Compact,
    [property: JsonPropertyOrder(1)] IReadOnlyDictionary<string, string> Options,
    [property: JsonPropertyOrder(1)] EnvironmentResult Environment)
    : QuickstartResult(Dense, Compact);

/// <summary>A trained network. Accuracy in percent, on the test images.</summary>
internal sealed record NetworkResult(long Parameters, long Macs, long TrainingMacs, double Accuracy, double Seconds)
{
    public static NetworkResult Of(TrainedNetwork network) => new(
        network.Cost.Parameters, network.Cost.Macs, network.TrainingMacs, network.Test.Accuracy, Math.Round(network.Duration.TotalSeconds, 3));
}

/// <summary>What train found, for programs.</summary>
internal record TrainResult(
    string Model, string Dataset, long Seed, NetworkSize Dense, CompactResult Compact, long TrainingMacs, double Seconds, int[][] Keep);

/// <summary>
/// The same in the file of a finished run, with everything that it came from: options by name (a run of others is another
/// run); number, shape and checksum of the pictures of each part and of their labels; each phase with its epochs; and
/// versions, processor, threads and date.
/// </summary>
internal sealed record TrainFile(
    string Model,
    string Dataset,
    long Seed,
    NetworkSize Dense,
    CompactResult Compact,
    long TrainingMacs,
    double Seconds,
    int[][] Keep,
    [property: JsonPropertyOrder(1)] IReadOnlyDictionary<string, string> Options,
    [property: JsonPropertyOrder(1)] IReadOnlyDictionary<string, string> Images,
    [property: JsonPropertyOrder(1)] IReadOnlyList<PhaseResult> Phases,
    [property: JsonPropertyOrder(1)] EnvironmentResult Environment)
    : TrainResult(Model, Dataset, Seed, Dense, Compact, TrainingMacs, Seconds, Keep);

/// <summary>A network's size.</summary>
internal sealed record NetworkSize(long Parameters, long Macs);

/// <summary>A compact network's size and its accuracy in percent, on the test images.</summary>
internal sealed record CompactResult(long Parameters, long Macs, double Accuracy);

/// <summary>What a network costs, for programs, and by which convention its MACs are counted.</summary>
internal sealed record CostResult(string Model, string Convention, long Parameters, long Macs, IReadOnlyList<LayerResult> Layers)
{
    public static CostResult Of(string model, CostTable cost) => new(
        model,
        cost.Convention.ToString().ToLowerInvariant(),
        cost.Parameters,
        cost.Macs,
        [.. cost.Layers.Select(layer => new LayerResult(layer.Name, layer.Kind, Shape(layer.Output), layer.Parameters, layer.Macs))]);

    internal static int[] Shape(FeatureShape shape) => [shape.Channels, shape.Height, shape.Width];
}

/// <summary>What a layer costs. The output is channels, height, width.</summary>
internal sealed record LayerResult(string Name, string Kind, int[] Output, long Parameters, long Macs);

/// <summary>The zoo, for programs.</summary>
internal sealed record ModelsResult(IReadOnlyList<ModelResult> Models);

/// <summary>A model of the zoo. The input is channels, height, width.</summary>
internal sealed record ModelResult(string Name, int[] Input, long Parameters, long Macs);

/// <summary>The data sets, for programs.</summary>
internal sealed record DataListResult(IReadOnlyList<DatasetResult> Datasets);

/// <summary>A data set, and the folder of its files; null where they were not found or none are needed.</summary>
internal sealed record DatasetResult(string Name, string Summary, string? Folder);

/// <summary>The packed pictures of the user's cache, for programs.</summary>
internal sealed record DataInfoResult(IReadOnlyList<PackedResult> Packed);

/// <summary>A packed file: of which folder, the size of its pictures, and what is wrong with it, if anything is.</summary>
internal sealed record PackedResult(string Folder, int[] Shape, int Pictures, long Bytes, string File, string? Fault);

/// <summary>The packed files that were deleted, and how many bytes that freed.</summary>
internal sealed record DataCleanResult(IReadOnlyList<string> Deleted, long Bytes);

/// <summary>What doctor found, for programs.</summary>
internal sealed record DoctorResult(bool Ok, IReadOnlyList<Finding> Checks);

/// <summary>What eval found, for programs. Accuracy in percent.</summary>
internal sealed record EvalResult(
    string File, string Model, string Dataset, int Images, double Accuracy, double Loss, double Seconds, IReadOnlyList<ClassResult> Classes, IReadOnlyList<ConfusionResult> Confusions);

/// <summary>What predict found, for programs; and the pictures that it could not read.</summary>
internal sealed record PredictResult(string File, string Model, IReadOnlyList<Prediction> Predictions, IReadOnlyList<RefusedPicture> Refused);

/// <summary>A picture that cannot be read, and why.</summary>
internal sealed record RefusedPicture(string Image, string Reason);

/// <summary>The class of a picture, its probability from 0 to 1, and how long the network took.</summary>
internal sealed record Prediction(string Image, string Class, double Probability, double Milliseconds);

/// <summary>What export wrote, for programs.</summary>
internal sealed record ExportResult(string File, string Model, string Format, string Out, long Bytes, Int8Result? Int8);

/// <summary>
/// What a network in 8-bit integers answers against the float one: accuracies and agreement in percent of test images,
/// milliseconds an image on one thread of ONNX Runtime.
/// </summary>
internal sealed record Int8Result(
    int CalibrationImages,
    int Images,
    double FloatAccuracy,
    double Accuracy,
    double Agreement,
    long FloatBytes,
    double FloatMilliseconds,
    double Milliseconds);

/// <summary>What a network's file says, for programs; null where it does not. The input is channels, height, width.</summary>
internal sealed record InspectResult(
    string File,
    string Model,
    bool Compact,
    int[] Input,
    int[] Widths,
    int[][]? Keep,
    IReadOnlyList<string>? Classes,
    IReadOnlyList<float>? Mean,
    IReadOnlyList<float>? Deviation,
    long Parameters,
    long Macs,
    long Bytes,
    IReadOnlyList<LayerResult>? Layers);

/// <summary>What a file of another program holds, for programs: its tensors, and the models that they fit.</summary>
internal sealed record TorchInspectResult(string File, long Bytes, long Numbers, IReadOnlyList<string> Fits, IReadOnlyList<TorchTensorResult> Tensors);

/// <summary>A tensor of a file.</summary>
internal sealed record TorchTensorResult(string Name, string Type, long[] Shape);
