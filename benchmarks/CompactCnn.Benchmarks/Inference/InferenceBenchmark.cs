using static TorchSharp.torch;

namespace CompactCnn.Benchmarks;

/// <summary>
/// What an answer costs: the dense network in TorchSharp against the compact one at half the channels, as it is, fused,
/// and exported to ONNX Runtime, in float32 and in int8.
/// </summary>
internal static class InferenceBenchmark
{
    public const double Fraction = 0.5;

    /// <summary>One row of the result: ratios are candidate / dense TorchSharp, or / what the candidate names, images a second from the median times.</summary>
    public sealed record Row(string Candidate, int Batch, double Ratio, double Low, double High, double SelfRatio, double DenseMilliseconds, double Milliseconds, double ImagesPerSecond, bool Trusted);

    /// <summary>The files that are measured.</summary>
    public static void WriteFiles(string folder)
    {
        using var dense = new SevenConvolutions.Compact(SevenConvolutions.Graph.FullWidths, seed: 1);
        using var compact = new SevenConvolutions.Compact(Widths(), seed: 1);
        dense.Save(DenseFile(folder));
        compact.Save(CompactFile(folder));
        dense.ExportOnnx(DenseOnnxFile(folder));
        compact.ExportOnnx(CompactOnnxFile(folder));
        using Tensor images = randn(32, 3, 32, 32);
        compact.ExportOnnx(CompactInt8File(folder), new OnnxExportOptions { Quantization = new StaticQuantization(images) });
    }

    public static string DenseFile(string folder) => Path.Combine(folder, "dense.safetensors");

    public static string CompactFile(string folder) => Path.Combine(folder, "compact.safetensors");

    public static string DenseOnnxFile(string folder) => Path.Combine(folder, "dense.onnx");

    public static string CompactOnnxFile(string folder) => Path.Combine(folder, "compact.onnx");

    public static string CompactInt8File(string folder) => Path.Combine(folder, "compact-int8.onnx");

    /// <summary>Measures the files of a folder.</summary>
    public static IEnumerable<Row> Run(string folder, int pairs, int threads)
    {
        using var noGradient = no_grad();
        using SevenConvolutions.Compact dense = SevenConvolutions.Compact.Load(DenseFile(folder));
        using SevenConvolutions.Compact compact = SevenConvolutions.Compact.Load(CompactFile(folder));
        using FusedNetwork fused = compact.Fuse();
        using var onnx = new OnnxAnswers(CompactOnnxFile(folder), threads);
        using var int8 = new OnnxAnswers(CompactInt8File(folder), threads);
        using var denseOnnx = new OnnxAnswers(DenseOnnxFile(folder), threads);
        foreach (int batch in new[] { 1, 64 })
        {
            using Tensor images = rand(batch, 3, 32, 32);
            float[] pixels = images.data<float>().ToArray();
            RequireSameAnswer(compact, fused, onnx, images, pixels);
            int count = batch == 1 ? pairs : Math.Max(10, pairs / 4);
            yield return Measure("compact, TorchSharp", batch, () => compact.forward(images).Dispose(), count);
            yield return Measure("compact, fused, TorchSharp", batch, () => fused.forward(images).Dispose(), count);
            yield return Measure("compact, ONNX Runtime", batch, () => onnx.Answer(pixels, batch), count);
            yield return Measure("compact in int8, ONNX Runtime", batch, () => int8.Answer(pixels, batch), count);
            yield return Against("compact in int8 against float, both ONNX Runtime", batch, () => onnx.Answer(pixels, batch), () => int8.Answer(pixels, batch), count);
            yield return Measure("dense, ONNX Runtime", batch, () => denseOnnx.Answer(pixels, batch), count);

            Row Measure(string candidate, int size, Action action, int repetitions) =>
                Against(candidate, size, () => dense.forward(images).Dispose(), action, repetitions);

            Row Against(string candidate, int size, Action baseline, Action action, int repetitions)
            {
                PairedResult result = PairedMeasurement.Run(baseline, action, repetitions);
                double milliseconds = result.BaselineMilliseconds * result.Ratio;
                return new Row(candidate, size, result.Ratio, result.Low, result.High, result.SelfRatio, result.BaselineMilliseconds, milliseconds, 1000 * size / milliseconds, result.Trusted);
            }
        }
    }

    /// <summary>A time is worth nothing where the answers differ.</summary>
    private static void RequireSameAnswer(SevenConvolutions.Compact compact, FusedNetwork fused, OnnxAnswers onnx, Tensor images, float[] pixels)
    {
        using var scope = NewDisposeScope();
        float[] answers = [compact.forward(images)[0, 0].item<float>(), fused.forward(images)[0, 0].item<float>(), onnx.Answer(pixels, (int)images.size(0))];
        if (answers.Max() - answers.Min() > 1e-3)
            throw new InvalidOperationException($"TorchSharp, fused and ONNX Runtime answer {string.Join(", ", answers)}: this machine computes wrongly, and nothing can be measured on it");
    }

    private static int[] Widths() => [.. SevenConvolutions.Graph.Groups.Select(group => CompactTarget.Channels(Fraction).Width(group, Fraction))];
}
