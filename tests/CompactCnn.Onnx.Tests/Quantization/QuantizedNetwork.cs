using CompactCnn.OnnxFormat;
using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;

namespace CompactCnn.Onnx.Tests;

/// <summary>A network in integers and what ONNX Runtime makes of it.</summary>
internal sealed class QuantizedNetwork : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public QuantizedNetwork(CompactNetwork network, StaticQuantization settings)
    {
        network.ExportOnnx(_folder.At("int8.onnx"), new OnnxExportOptions { Quantization = settings });
        Written = ModelProto.Parser.ParseFrom(File.ReadAllBytes(_folder.At("int8.onnx")));
    }

    /// <summary>What was written.</summary>
    public ModelProto Written { get; }

    public long Bytes => new FileInfo(_folder.At("int8.onnx")).Length;

    /// <summary>A small network of random weights that answers, and random images.</summary>
    public static CompactNetwork Random(string name, long seed, out Tensor images)
    {
        ModelCase model = ModelCases.Of(name);
        FeatureShape image = model.Graph.Input;
        using Network full = model.Create().Randomized(seed);
        CompactNetwork compact = model.ToCompact(full, RandomKeep.Of(model.Graph, seed));
        compact.eval();
        using var generator = new Generator((ulong)seed, CPU);
        images = randn([50, image.Channels, image.Height, image.Width], generator: generator);
        return compact;
    }

    /// <summary>The operators that ONNX Runtime executes, after all of its optimisation.</summary>
    public string[] Executed()
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            OptimizedModelFilePath = _folder.At("optimized.onnx"),
            // It warns that what it writes is for this processor only.
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        using var session = new InferenceSession(_folder.At("int8.onnx"), options);
        return [.. ModelProto.Parser.ParseFrom(File.ReadAllBytes(_folder.At("optimized.onnx"))).Graph.Node.Select(node => node.OpType)];
    }

    /// <summary>Its logits.</summary>
    public Tensor Run(Tensor images)
    {
        using var session = new OnnxSession(_folder.At("int8.onnx"));
        return session.Run(images);
    }

    /// <summary>The fraction of images for which the class is the network's.</summary>
    public double Agreement(CompactNetwork network, Tensor images)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        return network.forward(images).argmax(1).eq(Run(images).argmax(1)).to(ScalarType.Float32).mean().item<float>();
    }

    public void Dispose() => _folder.Dispose();
}
