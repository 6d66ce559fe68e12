using static System.FormattableString;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>How tensors of other programs become images and labels: by a rule that is documented, or not at all.</summary>
internal static class TensorRules
{
    /// <summary>Images that are looked at at a time: each piece takes some times its bytes.</summary>
    private const long ImagesAtOnce = 1024;

    private const float White = 255;

    /// <summary>
    /// Images become uint8 [count, channels, height, width]. Dimensions: [count, height, width] is grey; of four, channels, 1 or 3,
    /// come second, or last where the second is no number of channels. Values: whole numbers are 0..255; real ones are 0..1,
    /// where white is 1, and where one is above that, 0..255; they are rounded. Booleans are black and white.
    /// </summary>
    /// <param name="values">The tensor, on the CPU.</param>
    /// <returns>The images, owned by the caller.</returns>
    /// <exception cref="ContentException">The rule does not apply; the clause says it.</exception>
    public static Tensor Images(Tensor values)
    {
        using var scope = NewDisposeScope();
        Tensor shaped = values.dim() == 3 ? values.unsqueeze(1)
            : values.dim() == 4 && values.size(1) is not (1 or 3) && values.size(3) is 1 or 3 ? values.permute(0, 3, 1, 2)
            : values;
        if (shaped.dim() != 4 || shaped.size(1) is not (1 or 3) || shaped.numel() == 0)
            throw new ContentException($"must be [count, channels, height, width] or [count, height, width, channels] with 1 or 3 channels, or [count, height, width], but is [{string.Join(", ", values.shape)}]");

        if (shaped.dtype == ScalarType.Byte)
            return shaped.contiguous().alias().MoveToOuterDisposeScope();

        float scale = Scale(shaped);
        Tensor images = empty(shaped.shape, ScalarType.Byte);
        foreach ((long first, long count) in Pieces(shaped))
        {
            using var piece = NewDisposeScope();
            images.narrow(0, first, count).copy_(shaped.narrow(0, first, count).to(ScalarType.Float32).mul(scale).round());
        }

        return images.MoveToOuterDisposeScope();
    }

    /// <summary>Labels become int64 [count]: whole numbers of any type, 0 or more and below 2^31, as [count] or [count, 1].</summary>
    /// <param name="values">The tensor, on the CPU.</param>
    /// <param name="count">How many images there are.</param>
    /// <returns>The labels, owned by the caller.</returns>
    /// <exception cref="ContentException">The rule does not apply; the clause says it.</exception>
    public static Tensor Labels(Tensor values, long count)
    {
        if (values.dtype is not (ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64))
            throw new ContentException($"must be whole numbers, but is {values.dtype}; convert them with astype('int64')");

        bool isColumn = values.dim() == 2 && values.size(1) == 1;
        if ((values.dim() != 1 && !isColumn) || values.size(0) != count)
            throw new ContentException(Invariant($"must be [{count}], one for each image, but is [{string.Join(", ", values.shape)}]"));

        using var scope = NewDisposeScope();
        Tensor labels = values.flatten().to(ScalarType.Int64).contiguous();
        (long least, long most) = (labels.min().item<long>(), labels.max().item<long>());
        return least >= 0 && most < int.MaxValue
            ? labels.alias().MoveToOuterDisposeScope()
            : throw new ContentException(Invariant($"must be 0 or more and below {int.MaxValue}, but is {least} to {most}; number the classes from 0"));
    }

    /// <summary>What values are multiplied by to be 0..255.</summary>
    private static float Scale(Tensor values)
    {
        if (values.dtype == ScalarType.Bool)
            return White;

        bool isReal = values.is_floating_point();
        if (!isReal && values.dtype is not (ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64))
            throw new ContentException($"must be whole or real numbers, but is {values.dtype}");

        (double least, double most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach ((long first, long count) in Pieces(values))
        {
            using var piece = NewDisposeScope();
            // NaN is neither less nor more, but it is the least and the most of what it is among.
            Tensor part = values.narrow(0, first, count).to(ScalarType.Float64);
            (double low, double high) = (part.min().item<double>(), part.max().item<double>());
            if (double.IsNaN(low) || double.IsNaN(high))
                throw new ContentException("holds NaN; take those images out");

            (least, most) = (Math.Min(least, low), Math.Max(most, high));
        }

        if (least < 0 || most > White)
            throw new ContentException(Invariant($"must be {(isReal ? "0..1 or 0..255" : "0..255")}, black to white, but is {least} to {most}; bring it there, normalising is done for you"));

        return isReal && most <= 1 ? White : 1;
    }

    private static IEnumerable<(long First, long Count)> Pieces(Tensor images)
    {
        for (long first = 0; first < images.size(0); first += ImagesAtOnce)
            yield return (first, Math.Min(ImagesAtOnce, images.size(0) - first));
    }
}
