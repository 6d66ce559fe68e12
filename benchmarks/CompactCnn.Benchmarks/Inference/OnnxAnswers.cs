using Microsoft.ML.OnnxRuntime;

namespace CompactCnn.Benchmarks;

/// <summary>An exported network in ONNX Runtime, as a program without libtorch uses it.</summary>
internal sealed class OnnxAnswers : IDisposable
{
    private readonly InferenceSession _session;

    public OnnxAnswers(string path, int threads)
    {
        using var options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1 };
        _session = new InferenceSession(path, options);
    }

    /// <summary>The first logit of the first image.</summary>
    public float Answer(float[] pixels, int batch)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(pixels, [batch, 3, 32, 32]);
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(options, [OnnxExport.InputName], [input], [OnnxExport.OutputName]);
        return outputs[0].GetTensorDataAsSpan<float>()[0];
    }

    public void Dispose() => _session.Dispose();
}
