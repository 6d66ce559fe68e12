using TorchSharp;
using static System.FormattableString;

namespace CompactCnn;

/// <summary>What an IDX file holds: an array of uint8 values with one or more dimensions, in row-major order.</summary>
public sealed class IdxArray
{
    /// <summary>Wraps values without copying them.</summary>
    /// <param name="dimensions">One to 255 dimensions, each 1 or more: [count] for labels, [count, height, width] for images.</param>
    /// <param name="values">As many values as the dimensions multiply to.</param>
    /// <exception cref="ArgumentException">The dimensions and the number of values do not fit.</exception>
    public IdxArray(IReadOnlyList<int> dimensions, ReadOnlyMemory<byte> values)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        if (dimensions.Count is < 1 or > byte.MaxValue || dimensions.Any(dimension => dimension < 1))
            throw new ArgumentException($"dimensions must be 1 to 255 numbers of 1 or more, but are [{Text(dimensions)}]", nameof(dimensions));

        if (dimensions.Aggregate(1L, (product, dimension) => Math.Min(product * dimension, int.MaxValue)) != values.Length)
            throw new ArgumentException($"values must be as many as the dimensions [{Text(dimensions)}] multiply to, but are {values.Length}", nameof(values));

        Dimensions = [.. dimensions];
        Values = values;
    }

    /// <summary>[count] for labels, [count, height, width] for images.</summary>
    public IReadOnlyList<int> Dimensions { get; }

    /// <summary>The values in row-major order, 0..255.</summary>
    public ReadOnlyMemory<byte> Values { get; }

    /// <summary>Copies the values into a tensor.</summary>
    /// <returns>uint8 on the CPU, of shape <see cref="Dimensions"/>, owned by the caller.</returns>
    public torch.Tensor ToTensor()
    {
        TorchLibrary.Require();
        torch.Tensor tensor = torch.empty([.. Dimensions.Select(dimension => (long)dimension)], torch.ScalarType.Byte);
        Values.Span.CopyTo(tensor.bytes);
        return tensor;
    }

    private static string Text(IReadOnlyList<int> dimensions) => string.Join(", ", dimensions.Select(dimension => Invariant($"{dimension}")));
}
