using Microsoft.ML.OnnxRuntime;
using OnnxRunOptions = Microsoft.ML.OnnxRuntime.RunOptions;

namespace CompactCnn.CommandLine;

/// <summary>An exported file as ONNX Runtime executes it, on one thread.</summary>
internal sealed class OnnxAnswers : IDisposable
{
    private readonly InferenceSession _session;
    private readonly OnnxRunOptions _options = new();

    public OnnxAnswers(string path)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        _session = new InferenceSession(path, options);
    }

    /// <summary>The class of each image.</summary>
    /// <param name="numbers">The images, one behind the other.</param>
    /// <param name="shape">[batch, channels, height, width].</param>
    public int[] Classes(float[] numbers, long[] shape)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(numbers, shape);
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(_options, [OnnxExport.InputName], [input], [OnnxExport.OutputName]);
        ReadOnlySpan<float> logits = outputs[0].GetTensorDataAsSpan<float>();
        int[] classes = new int[shape[0]];
        int each = logits.Length / classes.Length;
        for (int row = 0; row < classes.Length; row++)
        {
            ReadOnlySpan<float> own = logits.Slice(row * each, each);
            for (int place = 1; place < each; place++)
            {
                if (own[place] > own[classes[row]])
                    classes[row] = place;
            }
        }

        return classes;
    }

    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }
}
