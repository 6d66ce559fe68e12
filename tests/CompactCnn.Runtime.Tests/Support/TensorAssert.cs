using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>Comparisons of tensors that say where and by how much.</summary>
internal static class TensorAssert
{
    public const double DoubleTolerance = 1e-9;
    public const double DoubleFloor = 1e-12;

    /// <summary>max|a-b| at most a part of max|b|, or at most the floor.</summary>
    public static void Close(Tensor expected, Tensor actual, string where, double tolerance = DoubleTolerance, double floor = DoubleFloor)
    {
        Assert.True(expected.shape.SequenceEqual(actual.shape), $"{where}: shape [{string.Join(",", actual.shape)}], expected [{string.Join(",", expected.shape)}]");
        (double difference, double scale) = Distance(expected, actual);
        Assert.True(difference <= Math.Max(tolerance * scale, floor), $"{where}: differs by {difference:E2} at a scale of {scale:E2}");
    }

    /// <summary>max|a-b| and max|b|; NaN counts as infinitely far.</summary>
    public static (double Difference, double Scale) Distance(Tensor expected, Tensor actual)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        if (expected.numel() == 0)
        {
            return (0, 0);
        }

        Tensor a = actual.to(ScalarType.Float64);
        Tensor b = expected.to(ScalarType.Float64);
        double difference = (a - b).abs().max().item<double>();
        return (double.IsNaN(difference) ? double.PositiveInfinity : difference, b.abs().max().item<double>());
    }

    /// <summary>The same bits.</summary>
    public static void SameBits(Tensor expected, Tensor actual, string where)
    {
        Assert.True(expected.dtype == actual.dtype && expected.shape.SequenceEqual(actual.shape), $"{where}: another type or shape");
        Assert.True(Bits.Of(expected).AsSpan().SequenceEqual(Bits.Of(actual)), $"{where}: other bits");
    }
}

/// <summary>The bytes of tensors, for comparisons that forgive nothing.</summary>
internal static class Bits
{
    public static byte[] Of(Tensor tensor)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        return tensor.detach().contiguous().bytes.ToArray();
    }

    /// <summary>Every parameter and buffer of a network.</summary>
    public static Dictionary<string, byte[]> Of(Network network) =>
        NetworkTensors.ByName(network).ToDictionary(entry => entry.Key, entry => Of(entry.Value), StringComparer.Ordinal);

    /// <summary>Names of the tensors that are not the same.</summary>
    public static IReadOnlyList<string> Differences(Dictionary<string, byte[]> before, Dictionary<string, byte[]> after) =>
        [.. before.Keys.Union(after.Keys, StringComparer.Ordinal).Where(name =>
            !before.TryGetValue(name, out byte[]? a) || !after.TryGetValue(name, out byte[]? b) || !a.AsSpan().SequenceEqual(b))];
}
