using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using SkiaSharp;

namespace CompactCnn.Templates.Tests;

/// <summary>What ONNX Runtime answers with an exported network, by what the file alone says.</summary>
/// <param name="Class">The likeliest class.</param>
/// <param name="Probability">Its probability.</param>
internal sealed record OnnxAnswer(string Class, double Probability)
{
    /// <summary>Answers for a picture of one colour.</summary>
    /// <param name="path">The exported network, of three channels.</param>
    /// <param name="colour">The colour of every pixel.</param>
    public static OnnxAnswer For(string path, SKColor colour)
    {
        using var session = new InferenceSession(path);
        IReadOnlyDictionary<string, string> texts = session.ModelMetadata.CustomMetadataMap;
        string[] classes = [.. List(texts, "classes").Select(name => name.GetString()!)];
        float[] mean = [.. List(texts, "mean").Select(number => number.GetSingle())];
        float[] deviation = [.. List(texts, "deviation").Select(number => number.GetSingle())];
        int[] shape = [.. List(texts, "input").Select(number => number.GetInt32())];
        byte[] pixel = [colour.Red, colour.Green, colour.Blue];
        int plane = shape[1] * shape[2];
        float[] values = [.. Enumerable.Range(0, pixel.Length * plane).Select(i => (pixel[i / plane] / 255f - mean[i / plane]) / deviation[i / plane])];

        using OrtValue input = OrtValue.CreateTensorValueFromMemory(values, [1, .. shape.Select(side => (long)side)]);
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(options, session.InputNames, [input], session.OutputNames);
        double[] powers = [.. outputs[0].GetTensorDataAsSpan<float>().ToArray().Select(logit => Math.Exp(logit))];
        int likeliest = Array.IndexOf(powers, powers.Max());
        return new OnnxAnswer(classes[likeliest], powers[likeliest] / powers.Sum());
    }

    private static JsonElement.ArrayEnumerator List(IReadOnlyDictionary<string, string> texts, string key) =>
        JsonDocument.Parse(texts[key]).RootElement.EnumerateArray();
}
