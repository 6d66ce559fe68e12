using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using static System.FormattableString;

namespace CompactCnn.WebService;

/// <summary>An exported network in ONNX Runtime. Requests may use it at the same time.</summary>
internal sealed class OnnxClassifier : IDisposable
{
    private const float White = 255;

    private readonly InferenceSession _session;
    private readonly string[] _inputs;
    private readonly string[] _outputs;

    private OnnxClassifier(InferenceSession session, NetworkMetadata network)
    {
        _session = session;
        _inputs = [.. session.InputNames];
        _outputs = [.. session.OutputNames];
        Network = network;
    }

    /// <summary>What the network says of itself.</summary>
    public NetworkMetadata Network { get; }

    /// <summary>Loads a file.</summary>
    /// <exception cref="StartException">It is missing, no ONNX file, or not one that CompactCnn exported.</exception>
    public static OnnxClassifier Load(string path)
    {
        RequireContent(path);
        InferenceSession session = Open(path);
        try
        {
            NetworkMetadata network = NetworkMetadata.Of(session.ModelMetadata.CustomMetadataMap, path);
            CheckShapes(session, network, path);
            var classifier = new OnnxClassifier(session, network);
            // The first answer prepares memory and code; its time would say nothing of a picture.
            classifier.Run(new float[network.Input.Elements]);
            return classifier;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Answers for one picture.</summary>
    /// <param name="pixels">Channel by channel and row by row, 0 to 255, of the network's input shape.</param>
    public Answer Classify(ReadOnlySpan<byte> pixels)
    {
        float[] input = Normalize(pixels);
        long start = Stopwatch.GetTimestamp();
        float[] probabilities = Run(input);
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        ClassProbability[] classes = [.. Network.Classes.Zip(probabilities, (name, probability) => new ClassProbability(name, probability)).OrderByDescending(each => each.Probability)];
        return new Answer(classes[0].Name, classes[0].Probability, Math.Round(milliseconds, 3), classes);
    }

    public void Dispose() => _session.Dispose();

    /// <summary>ONNX Runtime would wait for a pipe without end; pipes and devices say no length.</summary>
    private static void RequireContent(string path)
    {
        const string mend = "write an exported network by the example program's command export";
        FileSystemInfo? file = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path) : null;
        if (file is not FileInfo { Exists: true, Length: var length })
            throw new StartException($"there is no file '{path}'; {mend}");

        if (length == 0)
            throw new StartException($"'{path}' is an empty file, a pipe or a device; {mend}");
    }

    private static InferenceSession Open(string path)
    {
        try
        {
            return new InferenceSession(path);
        }
        catch (OnnxRuntimeException fault)
        {
            throw new StartException($"'{path}' is no ONNX file that ONNX Runtime can load: {fault.Message.ReplaceLineEndings(" ").TrimEnd(' ', '.')}", fault);
        }
    }

    /// <summary>The file's metadata and its graph must be of the same network.</summary>
    private static void CheckShapes(InferenceSession session, NetworkMetadata network, string path)
    {
        InputShape shape = network.Input;
        Check("input", session.InputMetadata.Values, [-1, shape.Channels, shape.Height, shape.Width]);
        Check("output", session.OutputMetadata.Values, [-1, network.Classes.Length]);

        void Check(string what, IEnumerable<NodeMetadata> found, int[] expected)
        {
            NodeMetadata[] tensors = [.. found];
            if (tensors is not [{ IsTensor: true } tensor] || tensor.ElementType != typeof(float) || !tensor.Dimensions.AsSpan().SequenceEqual(expected))
                throw new StartException(Invariant($"'{path}' must have one {what}, float32 [{string.Join(", ", expected)}] as its metadata say, but has {string.Join(" and ", tensors.Select(Describe))}; export the network again"));
        }
    }

    private static string Describe(NodeMetadata tensor) => tensor.IsTensor ? $"{tensor.ElementType.Name} [{string.Join(", ", tensor.Dimensions)}]" : tensor.OnnxValueType.ToString();

    private float[] Normalize(ReadOnlySpan<byte> pixels)
    {
        int count = pixels.Length / Network.Input.Channels;
        float[] numbers = new float[pixels.Length];
        for (int place = 0; place < pixels.Length; place++)
        {
            int channel = place / count;
            numbers[place] = (pixels[place] / White - Network.Mean[channel]) / Network.Deviation[channel];
        }

        return numbers;
    }

    private float[] Run(float[] pixels)
    {
        InputShape shape = Network.Input;
        using var input = OrtValue.CreateTensorValueFromMemory(pixels, [1, shape.Channels, shape.Height, shape.Width]);
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(options, _inputs, [input], _outputs);
        return Softmax(outputs[0].GetTensorDataAsSpan<float>());
    }

    private static float[] Softmax(ReadOnlySpan<float> logits)
    {
        float[] values = [.. logits];
        float largest = values.Max();
        float[] powers = Array.ConvertAll(values, value => MathF.Exp(value - largest));
        float sum = powers.Sum();
        return Array.ConvertAll(powers, power => power / sum);
    }
}
