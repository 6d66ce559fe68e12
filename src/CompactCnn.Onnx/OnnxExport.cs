using System.Reflection;
using CompactCnn.OnnxFormat;
using Google.Protobuf;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Writes compact networks as ONNX files. The graph is the one that was generated: nothing is traced.</summary>
public static class OnnxExport
{
    /// <summary>Name of the input: float32 [batch, channels, height, width], normalised as the metadata says.</summary>
    public const string InputName = "images";

    /// <summary>Name of the output: float32 logits [batch, classes].</summary>
    public const string OutputName = "logits";

    /// <summary>The operator set whose operators are used; ONNX Runtime 1.12 and later have it.</summary>
    public const int OperatorSet = 17;

    /// <summary>The metadata's key that says how a file was quantised; absent from float files.</summary>
    internal const string QuantizationKey = "quantization";

    /// <summary>The version of the file format that came with this operator set.</summary>
    private const int FormatVersion = 8;

    /// <summary>Protocol buffers hold no more.</summary>
    private const long MostBytes = int.MaxValue;

    /// <summary>
    /// Writes a network as it answers in evaluation mode, for any batch. Its manifest goes along as metadata, under the
    /// keys that its safetensors file has: <c>model</c>, <c>widths</c>, <c>keep</c>, <c>classes</c>, <c>mean</c>,
    /// <c>deviation</c>, <c>parameters</c>, <c>macs</c>. Numbers are float32, whatever the network's type.
    /// </summary>
    /// <param name="network">The network; a model is exported as <c>ToCompact</c> of all channels.</param>
    /// <param name="path">The file; an existing one is replaced, as a whole or not at all.</param>
    /// <param name="options">Settings; absent: the defaults.</param>
    /// <exception cref="ArgumentException">The options contradict each other, or calibration images do not fit the network.</exception>
    /// <exception cref="ModelFileException">The file could not be written, or would be larger than 2 GB.</exception>
    public static void ExportOnnx(this CompactNetwork network, string path, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new OnnxExportOptions();
        if (options is { Quantization: not null, FoldNorms: false })
        {
            throw new ArgumentException("norms are folded where a network is quantised, but FoldNorms is false; leave FoldNorms or Quantization out", nameof(options));
        }

        if (network.CostTable.Parameters * sizeof(float) > MostBytes)
        {
            throw new ModelFileException(FormattableString.Invariant($"'{path}' could not be written: an ONNX file holds at most {MostBytes} bytes, but '{network.Structure.Name}' has {network.CostTable.Parameters} parameters of 4 bytes; keep fewer channels"));
        }

        ModelProto model = ToModel(network, options);
        WholeFile.Write(path, stream => model.WriteTo(stream));
    }

    /// <summary>The network in the format's own terms.</summary>
    internal static ModelProto ToModel(CompactNetwork network, OnnxExportOptions options)
    {
        using var noGradient = no_grad();
        using InferenceGraph graph = InferenceGraph.Of(network, options.FoldNorms);
        var model = new ModelProto
        {
            IrVersion = FormatVersion,
            ProducerName = "CompactCnn",
            ProducerVersion = typeof(OnnxExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
            Graph = options.Quantization is { } settings ? QuantizedGraph.Of(OnnxGraph.Of(graph), network, settings) : OnnxGraph.Of(graph),
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = OperatorSet });
        model.MetadataProps.AddRange(ManifestText.Of(network.Manifest).Select(text => new StringStringEntryProto { Key = text.Key, Value = text.Value }));
        if (options.Quantization is { } quantization)
        {
            model.MetadataProps.Add(new StringStringEntryProto { Key = QuantizationKey, Value = quantization.ToString() });
        }

        return model;
    }
}
