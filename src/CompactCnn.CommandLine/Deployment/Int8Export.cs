using System.Globalization;
using static TorchSharp.torch;

namespace CompactCnn.CommandLine;

/// <summary>Writes a network in 8-bit integers and tells what that costs and saves.</summary>
internal static class Int8Export
{
    /// <summary>Calibrates with training images, writes, and compares with the float file on test images.</summary>
    /// <param name="saved">The network's file.</param>
    /// <param name="data">Its data set.</param>
    /// <param name="target">The file to write.</param>
    /// <param name="calibrationImages">How many training images at most.</param>
    /// <param name="weightBits">7 or 8.</param>
    /// <param name="cancellation">Ends it.</param>
    public static Int8Result Write(SavedNetwork saved, Dataset data, string target, int calibrationImages, int weightBits, CancellationToken cancellation)
    {
        using CompactNetwork network = saved.Load();
        using TrainingData train = saved.Prepare(data.Train);
        using TrainingData test = saved.Prepare(data.Test);
        using Tensor images = StaticQuantization.ImagesOf(train, calibrationImages);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("compactcnn-export-");
        try
        {
            string floatFile = Path.Combine(folder.FullName, "float.onnx");
            network.ExportOnnx(floatFile);
            network.ExportOnnx(target, new OnnxExportOptions { Quantization = new StaticQuantization(images) { WeightBits = weightBits } });
            return Int8Comparison.Of(floatFile, target, test, (int)images.shape[0], cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The result in words.</summary>
    public static IEnumerable<string> Lines(Int8Result result, long bytes)
    {
        yield return $"int8: {Figures.Part(bytes, result.FloatBytes)} of the {Figures.Count(result.FloatBytes)} bytes in float32; ranges of {Figures.Count(result.CalibrationImages)} training images";
        yield return $"{Figures.Percent(result.Accuracy)} of {Figures.Count(result.Images)} test images right, float {Figures.Percent(result.FloatAccuracy)}; the same class for {Figures.Percent(result.Agreement)}";
        double times = result.FloatMilliseconds / result.Milliseconds;
        string both = string.Create(CultureInfo.InvariantCulture, $"{result.Milliseconds:F3} ms an image, float {result.FloatMilliseconds:F3} ms, on one thread of ONNX Runtime");
        yield return times > 1
            ? string.Create(CultureInfo.InvariantCulture, $"{both}: {times:F1} times as fast")
            : $"{both}: int8 is not faster here";
    }
}
