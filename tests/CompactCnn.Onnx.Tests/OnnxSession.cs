using Microsoft.ML.OnnxRuntime;
using TorchSharp;

namespace CompactCnn.Onnx.Tests;

/// <summary>An exported file, executed by ONNX Runtime on one thread.</summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession _session;

    public OnnxSession(string path)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        _session = new InferenceSession(path, options);
    }

    public IReadOnlyDictionary<string, string> Metadata => _session.ModelMetadata.CustomMetadataMap;

    public IReadOnlyDictionary<string, NodeMetadata> Inputs => _session.InputMetadata;

    public IReadOnlyDictionary<string, NodeMetadata> Outputs => _session.OutputMetadata;

    /// <summary>Logits [batch, classes].</summary>
    public torch.Tensor Run(torch.Tensor images)
    {
        using torch.Tensor contiguous = images.contiguous();
        using var input = OrtValue.CreateTensorValueFromMemory(contiguous.data<float>().ToArray(), contiguous.shape);
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(options, [OnnxExport.InputName], [input], [OnnxExport.OutputName]);
        return torch.tensor(outputs[0].GetTensorDataAsSpan<float>().ToArray(), outputs[0].GetTensorTypeAndShape().Shape);
    }

    public void Dispose() => _session.Dispose();
}
