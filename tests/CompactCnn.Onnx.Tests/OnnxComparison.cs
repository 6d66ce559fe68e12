using static TorchSharp.torch;

namespace CompactCnn.Onnx.Tests;

/// <summary>Exports a network and compares what ONNX Runtime makes of the file with what TorchSharp makes of the network.</summary>
internal static class OnnxComparison
{
    public const double Tolerance = 1e-4;

    /// <summary>Outputs agree to 1e-4 of the largest one, or of 1; the highest logit is the same for every image.</summary>
    /// <returns>The largest difference, relative to the larger of 1 and the largest output.</returns>
    public static double Check(CompactNetwork network, Tensor images, OnnxExportOptions options, string where)
    {
        using var folder = new TemporaryFolder();
        network.ExportOnnx(folder.At("network.onnx"), options);
        Assert.Equal(["network.onnx"], folder.Files);
        using var session = new OnnxSession(folder.At("network.onnx"));
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        Tensor expected = network.forward(images);
        Tensor actual = session.Run(images);
        Assert.True(expected.shape.SequenceEqual(actual.shape), $"{where}: shape [{string.Join(",", actual.shape)}]");
        double difference = (expected - actual).abs().max().item<float>() / Math.Max(1, expected.abs().max().item<float>());
        Assert.True(difference <= Tolerance, $"{where}: differs by {difference:E2}");
        Assert.True(expected.argmax(1).eq(actual.argmax(1)).all().item<bool>(), $"{where}: another class");
        return difference;
    }
}
